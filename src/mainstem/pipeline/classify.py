"""What works are about: relevance first, then the axis, then the topic on it; and their sector and kind. Pure.

1. A linear model that the pack ships (``model.Classifier``) adds up what a work's terms and facts speak for.
2. What a person corrected wins, and teaches: works whose words are like those of a corrected work are moved
   towards what was said of it.
3. Sector and kind are decided by rules (``classify_rules``).

The same works, model and corrections give the same classes on any machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import cast, get_args

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Classification, Classifier, Correction, Field, Pack, Relevance, Sector, Work
from mainstem.pipeline.classify_facts import Place, Places, facts, told
from mainstem.pipeline.classify_rules import Sectors, kind_of
from mainstem.pipeline.classify_taught import taught
from mainstem.pipeline.classify_terms import Terms

RELEVANCES: tuple[Relevance, ...] = get_args(Relevance)
_AXIS_SAYS = 0.5  # how far the axis model moves the topics of its axes; 1 would let it decide alone
_WORTH = np.array([{"core": 1.0, "adjacent": 0.4, "off": 0.0}[name] for name in RELEVANCES], np.float32)
_HALF = np.float32(np.sqrt(0.5))  # so that what lies near counts titles and texts alike, 1 at most
_N_TERMS = 3  # named in the reason
Floats = NDArray[np.float32]


def classify(
    works: Sequence[Work], pack: Pack, classifier: Classifier, corrections: Iterable[Correction] = ()
) -> dict[str, Classification]:
    """The classification of every work, by work id. The later of two corrections of one field counts."""
    if not works:
        return {}
    said = _by_work(corrections)
    heard = _Heard.of(works, pack, classifier)
    odds = taught(heard.odds, heard.rows * _HALF, [work.id for work in works], said, classifier.outputs)
    decided = _decide(odds, classifier.outputs)
    sectors = Sectors(pack, heard.places)
    reasons = heard.reasons(classifier, decided.column)
    return {
        work.id: _corrected(_told(work, place, sectors, decided, n, reasons[n]), said.get(work.id, {}))
        for n, (work, place) in enumerate(zip(works, heard.place_of, strict=True))
    }


def learned_key(work_id: str) -> int:
    """By which a classifier remembers that it learned from a work."""
    return int.from_bytes(blake2b(work_id.encode(), digest_size=8).digest())


def _by_work(corrections: Iterable[Correction]) -> dict[str, dict[Field, str]]:
    said: dict[str, dict[Field, str]] = defaultdict(dict)
    for correction in sorted(corrections, key=lambda correction: correction.at):
        said[correction.work_id][correction.field] = correction.value
    return dict(said)


# --- the linear model -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heard:
    """What the model hears of the works, and the log-odds it gives: [work, output]."""

    places: Places
    place_of: list[Place]
    rows: sparse.csr_array  # [work, term of the title and then of title and text]
    facts: list[list[int]]
    odds: Floats

    @classmethod
    def of(cls, works: Sequence[Work], pack: Pack, classifier: Classifier) -> _Heard:
        places = Places(pack)
        place_of = [places.of(work) for work in works]
        terms = Terms(classifier.terms, classifier.idf)
        titles = terms.rows([work.title for work in works])
        rows = sparse.hstack([titles, terms.rows([told(work.title, work.text) for work in works])]).tocsr()
        number = {name: n for n, name in enumerate(classifier.facts)}
        known = [
            [number[name] for name in facts(work, place) if name in number]
            for work, place in zip(works, place_of, strict=True)
        ]
        odds = rows @ _term_weights(classifier) + _sums(known, classifier.fact_weights) + classifier.bias
        return cls(places, place_of, rows, known, np.asarray(odds, np.float32))

    def reasons(self, classifier: Classifier, column: NDArray[np.int64]) -> list[str]:
        """The terms and facts that speak most for each work's ``column`` of the outputs."""
        n_works, n_terms = self.rows.shape[0], len(classifier.terms)
        row_of = np.repeat(np.arange(n_works), np.diff(self.rows.indptr))
        weight = _term_weights(classifier)[self.rows.indices, column[row_of]] * self.rows.data
        place = (row_of, self.rows.indices % n_terms)  # a term of title and text counts once
        said = sparse.coo_array((weight, place), shape=(n_works, n_terms)).tocsr()
        row_of = np.repeat(np.arange(n_works), np.diff(said.indptr))
        order = np.lexsort((said.indices, -said.data, row_of))
        rank = np.arange(len(order)) - said.indptr[row_of[order]]
        chosen = order[(rank < _N_TERMS) & (said.data[order] > 0)]
        terms: list[list[str]] = [[] for _ in range(n_works)]
        for row, term in zip(row_of[chosen].tolist(), said.indices[chosen].tolist(), strict=True):
            terms[row].append(classifier.terms[term])
        return [_reason(named, self._fact(classifier, n, int(column[n]))) for n, named in enumerate(terms)]

    def _fact(self, classifier: Classifier, row: int, column: int) -> str:
        best = max(self.facts[row], key=lambda fact: classifier.fact_weights[fact, column], default=None)
        if best is None or classifier.fact_weights[best, column] <= 0:
            return ""
        return classifier.facts[best].replace("=", " ")


def _term_weights(classifier: Classifier) -> Floats:
    return np.vstack([classifier.title_weights, classifier.text_weights])


def _sums(known: Sequence[Sequence[int]], weights: Floats) -> Floats:
    """The summed rows of ``weights``: one a work."""
    n_each = np.array([len(each) for each in known])
    columns = np.fromiter((fact for each in known for fact in each), np.int64, int(n_each.sum()))
    ends = np.concatenate([[0], np.cumsum(n_each)])
    chosen = sparse.csr_array(
        (np.ones(len(columns), np.float32), columns, ends), shape=(len(known), len(weights))
    )
    return np.asarray(chosen @ weights, np.float32)


def _reason(terms: Sequence[str], fact: str) -> str:
    told = f"words: {', '.join(terms)}" if terms else ""
    return "; ".join(filter(None, [told, fact]))


# --- the decision ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Decided:
    """For each work: the relevance, the topic, and the output that its reason explains."""

    relevance: list[Relevance]
    worth: list[float]
    topic: list[str]
    column: NDArray[np.int64]


def _decide(odds: Floats, outputs: Sequence[str]) -> _Decided:
    n_axes = sum("/" not in name for name in outputs) - len(RELEVANCES)
    ends = np.cumsum([len(RELEVANCES), n_axes])
    relevance = np.argmax(odds[:, : ends[0]], axis=1)
    topics = _log_chances(odds[:, ends[1] :])
    axes = _log_chances(odds[:, ends[0] : ends[1]])
    names = outputs[ends[1] :]
    place = {name: n for n, name in enumerate(outputs[ends[0] : ends[1]])}
    axis_of = np.array([place[name.partition("/")[0]] for name in names])
    shares = np.stack([np.logaddexp.reduce(topics[:, axis_of == n], axis=1) for n in range(n_axes)], axis=1)
    topic = np.argmax(topics + _AXIS_SAYS * (axes - shares)[:, axis_of], axis=1)
    is_off = relevance == RELEVANCES.index("off")
    column = np.where(is_off, RELEVANCES.index("off"), ends[1] + topic)
    worth = np.exp(_log_chances(odds[:, : ends[0]])) @ _WORTH
    return _Decided([RELEVANCES[n] for n in relevance], worth.tolist(), [names[n] for n in topic], column)


def _log_chances(odds: Floats) -> Floats:
    return np.asarray(odds - np.logaddexp.reduce(odds, axis=1)[:, None], np.float32)


def _told(
    work: Work, place: Place, sectors: Sectors, decided: _Decided, n: int, reason: str
) -> Classification:
    relevance, topic = decided.relevance[n], decided.topic[n]
    sector, behind = sectors.of(work, place)
    kind, shape = kind_of(work, place)
    why = " · ".join(filter(None, [reason, f"{sector}: {behind}", f"{kind}: {shape}"]))
    if relevance == "off":
        return Classification("off", None, None, sector, kind, why, worth=decided.worth[n])
    return Classification(
        relevance, topic.partition("/")[0], topic, sector, kind, why, worth=decided.worth[n]
    )


def _corrected(made: Classification, said: Mapping[Field, str]) -> Classification:
    """What a person said of a work in place of what the machine says; a topic brings its axis."""
    if not said:
        return made
    relevance = cast(Relevance, said.get("relevance", made.relevance))
    topic = said.get("topic", made.topic)
    axis = topic.partition("/")[0] if topic else None
    if "axis" in said and said["axis"] != axis:
        axis, topic = said["axis"], None
    if "relevance" not in said and ("topic" in said or "axis" in said) and relevance == "off":
        relevance = "adjacent"
    if relevance == "off":
        axis = topic = None
    sector = cast(Sector | None, said.get("sector", made.sector))
    why = " · ".join([f"you said {field} {value}" for field, value in sorted(said.items())] + [made.why])
    fields = cast(tuple[Field, ...], tuple(sorted(said)))
    worth = float(_WORTH[RELEVANCES.index(relevance)]) if relevance != made.relevance else made.worth
    return replace(
        made, relevance=relevance, axis=axis, topic=topic, sector=sector, kind=said.get("kind", made.kind),
        why=why, corrected=fields, worth=worth,
    )  # fmt: skip
