"""Taste: what one reader wants more of and less of, learned from what they did and told in words.

A logistic regression over the rows of words and names (``_rows``), solved in its dual form, so that every weight is a
sum over the reader's own marks. Likes are held against the works that the ranking puts first for everybody: what is
learned is how this reader differs from the field. No marks, no taste: the signal is unknown.

A follow is no guess and adds its log-odds at once; what a person wants forgotten is no feature any more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Catalogue, Mark, Rows, Wish, WishSense
from mainstem.seams import Known
from mainstem.signals._rows import rows

__all__ = ["Example", "Taste", "learn", "rows"]

_STIFF = 0.1  # strength of L2: one read adds half a log-odds to a work that shares a third of its words
_N_FIELD = 300  # best works for everybody, as background; together they weigh nearly what many likes weigh,
_FEW = 10.0  # and a tenth of a like against a single one: what was not read yet is not disliked
_N_JUDGED = 500  # the newest judgements teach; older ones have done so
# What an example weighs, and which way. A skip is a hint: a person skips for many reasons, and at a tenth five skips
# of one subject move it less than one "not interested".
_READ, _SKIP, _LATER, _NOTE, _FOLDER, _TOPIC = 1.0, 0.1, 0.3, 0.3, 1.0, 3.0
_NOT_INTERESTED = 1.0
_FOLLOW = 2.0  # log-odds
_SURE = 1e-4
_TELLING = 0.05  # log-odds: what adds less is not worth telling
_N_NAMED = 4
_N_ROUNDS, _CLOSE = 12, 1e-5


@dataclass(frozen=True, slots=True)
class Example:
    """A row that the reader judged, or that stands for something they follow."""

    row: int
    label: float  # 1: more like it, 0: less
    weight: float
    mark: Mark | None = None
    wish: Wish | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Taste:
    """What was learned: a weight a feature, and where it stems from."""

    values: NDArray[np.float64]  # in [0, 1] [work]; all NaN where nothing is known of the reader
    adds: NDArray[np.float64]  # log-odds a feature adds where its row holds 1 [feature]
    examples: Sequence[Example]
    pulls: NDArray[np.float64]  # how hard each example pulls [example]
    follows: Mapping[int, Wish]  # by feature
    held: Catalogue

    def evidence(self, n: int) -> str:
        """What moved a work most, as words and names."""
        if math.isnan(self.values[n]):
            return ""
        liked = self.values[n] > 0.5
        if not liked and all(example.label >= 0.5 for example in self.examples):
            return ""  # what was not read yet is not disliked
        parts = self._parts(n, _TELLING)
        told = [name.rpartition(":")[2] for name, odds in parts if (odds > 0) == liked]
        kept = [one for one in told if not any(one != other and one in other.split() for other in told)]
        return f"{'for' if liked else 'not for'} you: {', '.join(kept[:_N_NAMED])}" if kept else ""

    def parts(self, n: int) -> list[tuple[str, float]]:
        """Every feature of a work and the log-odds that it adds, the strongest first; they sum to the value's."""
        return self._parts(n, 0.0)

    def _parts(self, n: int, least: float) -> list[tuple[str, float]]:
        taught = self.held.rows["taste"]
        start, end = taught.matrix.indptr[n : n + 2].tolist()
        columns = taught.matrix.indices[start:end]
        odds = taught.matrix.data[start:end] * self.adds[columns]
        enough = np.flatnonzero((np.abs(odds) >= least) & (odds != 0)).tolist()
        found = [(taught.features[columns[i]], float(odds[i])) for i in enough]
        if self.follows:
            found += [
                (f"follow {taught.features[c]}", _FOLLOW) for c in columns.tolist() if c in self.follows
            ]
        return sorted(found, key=lambda part: (-abs(part[1]), part[0]))

    def behind(self, feature: str) -> list[tuple[Example, float]]:
        """The examples that a feature's weight stems from, and what each gave, the strongest first.

        What is left of the weight stems from the background.
        """
        taught = self.held.rows["taste"]
        column = taught.columns[feature.casefold()]
        gave = [
            float(pull * taught.matrix[[e.row]][:, [column]].sum())
            for e, pull in zip(self.examples, self.pulls, strict=True)
        ]
        found = [(e, given) for e, given in zip(self.examples, gave, strict=True) if given]
        return sorted(found, key=lambda pair: -abs(pair[1]))


def learn(held: Catalogue, known: Known) -> Taste:
    """The taste of the reader whose marks and wishes are known."""
    taught = held.rows["taste"]
    examples = list(_examples(held, known))
    follows = _named(taught, known.wishes, "follow")
    adds, pulls = np.zeros(len(taught.features)), np.zeros(len(examples))
    if examples:
        adds, pulls = _fit(held, examples, list(_named(taught, known.wishes, "forget")))
    if not examples and not follows:
        return Taste(np.full(len(held.ids), np.nan), adds, examples, pulls, follows, held)
    odds = np.asarray(taught.matrix @ adds)[: len(held.ids)] + _FOLLOW * _count(taught.matrix, follows, held)
    return Taste(1 / (1 + np.exp(-odds)), adds, examples, pulls, follows, held)


# --- examples ---------------------------------------------------------------------------------------


def _examples(held: Catalogue, known: Known) -> Iterator[Example]:
    """What the reader judged (the last word on each work counts, and a note beside it), and what they follow."""
    judged: dict[tuple[str, bool], Mark] = {}
    for mark in known.marks:
        if mark.work_id in held.position and mark.action in ("read", "skip", "later", "note"):
            key = mark.work_id, mark.action == "note"
            judged.pop(key, None)
            judged[key] = mark
    for mark in list(judged.values())[-_N_JUDGED:]:
        label, weight = _judgement(mark)
        if weight:
            yield Example(held.position[mark.work_id], label, weight, mark)
    yield from _followed(held, known)


def _judgement(mark: Mark) -> tuple[float, float]:
    """Label and weight of a mark; three of five stars say neither more nor less."""
    if mark.action == "skip":
        return 0.0, _NOT_INTERESTED if mark.rating == 1 else _SKIP
    if mark.action == "read":
        return (1.0, _READ) if mark.rating is None else ((mark.rating - 1) / 4, _READ)
    return 1.0, _LATER if mark.action == "later" else _NOTE


def _followed(held: Catalogue, known: Known) -> Iterator[Example]:
    topics = {topic.id: n for n, topic in enumerate(known.pack.topics, len(held.ids))}
    for wish in known.wishes:
        if wish.sense != "follow":
            continue
        if wish.kind == "topic" and wish.name in topics:
            yield Example(topics[wish.name], 1.0, _TOPIC, wish=wish)
        if wish.kind == "folder":
            filed = {m.work_id for m in known.marks if m.action == "file" and m.note == wish.name}
            for work_id in sorted(filed & held.position.keys()):
                yield Example(held.position[work_id], 1.0, _FOLDER, wish=wish)


def _named(taught: Rows, wishes: Sequence[Wish], sense: WishSense) -> dict[int, Wish]:
    """The features that wishes of one sense name."""
    wanted = {f"{wish.kind}:{wish.name}".casefold(): wish for wish in wishes if wish.sense == sense}
    return {taught.columns[name]: wish for name, wish in wanted.items() if name in taught.columns}


def _count(matrix: sparse.csr_array, follows: Mapping[int, Wish], held: Catalogue) -> NDArray[np.float64]:
    """How many of the features that are followed each work has."""
    n = len(held.ids)
    if not follows:
        return np.zeros(n)
    end = matrix.indptr[n]
    hit = np.isin(matrix.indices[:end], list(follows))
    return np.bincount(np.repeat(np.arange(n), np.diff(matrix.indptr[: n + 1]))[hit], minlength=n).astype(
        float
    )


# --- the model --------------------------------------------------------------------------------------


def _fit(
    held: Catalogue, examples: Sequence[Example], forgotten: Sequence[int]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights of the features, and how hard each example pulls; ``weights = rows of the examples * pulls``."""
    chosen = {example.row for example in examples}
    best = np.argsort(-held.odds, kind="stable")[: _N_FIELD + len(chosen)]
    field = [n for n in best.tolist() if n not in chosen][:_N_FIELD]
    matrix = held.rows["taste"].matrix[[*(e.row for e in examples), *field]].astype(np.float64)
    if forgotten:
        matrix.data[np.isin(matrix.indices, forgotten)] = 0
    labels = np.array([*(e.label for e in examples), *(0.0 for _ in field)])
    weights = np.array([e.weight for e in examples])
    likes = float(weights @ labels[: len(examples)])
    each = likes * likes / (likes + _FEW) / max(len(field), 1)
    pulls = _solve(matrix, labels, np.concatenate([weights, np.full(len(field), each)]))
    return np.asarray(matrix.T @ pulls), pulls[: len(examples)]


def _solve(
    matrix: sparse.csr_array, labels: NDArray[np.float64], weights: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Newton's method on the dual of L2-regularised logistic regression without intercept."""
    counted = weights > 0
    kernel = (matrix[counted] @ matrix[counted].T).toarray()
    labels, heavy = labels[counted], weights[counted]
    pulls = np.zeros(len(labels))
    for _ in range(_N_ROUNDS):
        odds = kernel @ pulls
        chance = np.clip(1 / (1 + np.exp(-odds)), _SURE, 1 - _SURE)
        curve = chance * (1 - chance)
        goal = odds + (labels - chance) / curve
        newer = np.linalg.solve(kernel + np.diag(_STIFF / (heavy * curve)), goal)
        moved, pulls = float(np.abs(newer - pulls).max()), newer
        if moved < _CLOSE:
            break
    found = np.zeros(len(weights))
    found[counted] = pulls
    return found
