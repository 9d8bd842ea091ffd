"""Relevance: how much a work's words are the field's, by a linear model of what the pack says.

1. Examples are the canon with its successors and candidates, the topics' definitions and words, and works that
   watched repositories cite. Background is a sample of the works themselves.
2. A first, stiff fit finds the works nearest to the examples; the best of them join as weak examples, so that
   the model learns words that no pack lists (learning from positive and unlabelled texts).
3. The second fit is the model. Its log-odds are what each word of a text adds: that is the evidence.

A word in the title counts there and again in the text. The same works in any order get the same values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import CanonWork, Pack, Relevance, Signal, Work
from mainstem.seams import Known
from mainstem.signals._evidence import evidence, strongest
from mainstem.signals._tfidf import tfidf
from mainstem.signals.learned import relevance as learned

_MAX_CHARS = 1_300  # of a text; about an abstract, so that a long post weighs what a paper does
_TITLE = 0.7  # a title's length against a text's
_N_BACKGROUND = 3_000
_SMALL = 1_000  # a smaller background holds too many works of the field to weigh as much as the examples
_WEAK_SHARE = 0.02  # of the works become weak examples
_UNSURE_SHARE = 0.08  # and these best of them are no background
_MIN_WEAK = 5
_STIFF, _SUPPLE = 30.0, 3_000.0  # inverse strength of L2 in the two fits; each class weighs 1 in all
_TOPICS = 0.65  # what the topics weigh as examples; the titles around the canon weigh the rest
_WORTH: dict[Relevance, str] = {
    "core": "worth acting on",
    "adjacent": "worth knowing",
    "off": "not of the field",
}
_CITED = 0.001  # what a work that a watched repository cites weighs, where topics and titles weigh 1


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """The model's chance that the work is of the field; unknown without examples, others, or words.

    A pack that ships a rank model needs none of this: the model says what curators would pick. They pick papers; of
    posts and threads the classifier knows more, where there is one.
    """
    if known.ranker is not None:
        picked = learned.values(works, known.ranker)
        return [_judged(work, signal, known) for work, signal in zip(works, picked, strict=True)]
    ordered = sorted(works, key=lambda work: work.id)
    seeds = _seeds(known.pack)
    examples = np.concatenate([[seed.weight for seed in seeds], _own_examples(ordered, known)])
    if not (examples > 0).any() or (examples[len(seeds) :] > 0).all():
        return [Signal("relevance", None) for _ in works]
    texts = _Texts.of(ordered, seeds)
    model = _learn(texts, examples, [work.id for work in ordered])
    signals = dict(zip((work.id for work in ordered), _signals(texts, model), strict=True))
    return [Signal("relevance", None) if _is_a_number(work) else signals[work.id] for work in works]


def _judged(work: Work, picked: Signal, known: Known) -> Signal:
    """By the classifier for posts and threads, else by what curators would pick."""
    if _is_a_number(work):
        return Signal("relevance", None)
    made = known.classes.get(work.id)
    if made is None or made.worth is None or work.kind in ("paper", "release"):
        return picked
    words = re.match(r"words: ([^;·]+)", made.why)
    told = f" ({words[1].strip()})" if words else ""
    return Signal("relevance", made.worth, _WORTH[made.relevance] + told)


def _is_a_number(work: Work) -> bool:
    """Whether all we have is a name and a version, which say nothing of what is in the release."""
    return work.kind == "release" and not work.text


# --- texts ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seed:
    """A text that says what the field is about, and what it weighs as an example."""

    text: str
    weight: float


def _seeds(pack: Pack) -> list[_Seed]:
    topics = [f"{topic.definition}\n{'; '.join(topic.words)}" for topic in pack.topics]
    titles = sorted({title for work in (*pack.canon, *pack.candidates) for title in _titles(work) if title})
    return [
        *(_Seed(text, _TOPICS / len(topics)) for text in topics),
        *(_Seed(text, (1 - _TOPICS) / len(titles)) for text in titles),
    ]


def _titles(work: CanonWork) -> list[str]:
    near = [other.title for other in (*work.successors, *work.predecessors)]
    return [work.title, work.published_title or "", *near]


@dataclass(frozen=True, slots=True)
class _Texts:
    """Seeds and then works as rows; the columns are the terms in titles and then the terms in texts."""

    title_terms: list[str]
    text_terms: list[str]
    rows: sparse.csr_array
    n_seeds: int

    @classmethod
    def of(cls, works: Sequence[Work], seeds: Sequence[_Seed]) -> _Texts:
        told = [seed.text for seed in seeds]
        title_terms, titles = tfidf([*told, *(work.title for work in works)], len(seeds))
        text_terms, texts = tfidf([*told, *map(_text, works)], len(seeds))
        return cls(title_terms, text_terms, sparse.hstack([titles * _TITLE, texts]).tocsr(), len(seeds))


def _text(work: Work) -> str:
    categories = " ".join(work.extra.get("categories", ()))
    return f"{work.title}\n{work.text[:_MAX_CHARS]}\n{categories}"


# --- examples ---------------------------------------------------------------------------------------


def _own_examples(works: Sequence[Work], known: Known) -> NDArray[np.float64]:
    """What each work weighs as an example; 0 for most."""
    watched = {name for r in known.pack.repositories for name in (r.name, *r.former)}
    rows = {work.id: i for i, work in enumerate(works)}
    weights = np.zeros(len(works))
    for work_id, mentions in known.mentions.items():
        if work_id in rows and any(mention.by in watched for mention in mentions):
            weights[rows[work_id]] = _CITED
    return weights


def _background(ids: Sequence[str]) -> NDArray[np.int64]:
    """Positions of a sample that depends on the ids alone: those with the smallest hashes."""
    hashes = [blake2b(work_id.encode(), digest_size=8).digest() for work_id in ids]
    return np.sort(np.array(sorted(range(len(ids)), key=hashes.__getitem__)[:_N_BACKGROUND], np.int64))


# --- the model --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Model:
    """Log-odds: ``base`` and what each column adds."""

    base: float
    adds: NDArray[np.float64]

    def of(self, rows: sparse.csr_array) -> NDArray[np.float64]:
        return np.asarray(rows @ self.adds + self.base)


def _learn(texts: _Texts, examples: NDArray[np.float64], ids: Sequence[str]) -> _Model:
    sample = _background(ids) + texts.n_seeds
    first = _fit(texts.rows, examples, sample[examples[sample] <= 0], _STIFF)
    nearness = first.of(texts.rows[texts.n_seeds :])
    best_first = np.argsort(-nearness, kind="stable") + texts.n_seeds
    weak = best_first[: int(_WEAK_SHARE * len(ids))]
    if len(weak) < _MIN_WEAK:
        return first
    unsure = best_first[: int(_UNSURE_SHARE * len(ids))]
    weak = weak[examples[weak] == 0]
    examples = examples.copy()
    examples[weak] = examples[: texts.n_seeds].sum() / len(weak)
    sample = np.setdiff1d(sample, unsure)
    return _fit(texts.rows, examples, sample[examples[sample] <= 0], _SUPPLE)


def _fit(
    rows: sparse.csr_array, examples: NDArray[np.float64], background: NDArray[np.int64], c: float
) -> _Model:
    """Log-odds of field against background; where that is small, a text without words weighs the rest."""
    from sklearn.linear_model import LogisticRegression  # 0.9 s to import, so only when something is ranked

    of_field = np.flatnonzero(examples > 0)
    each = 1 / max(len(background), _SMALL)
    chosen = sparse.vstack([rows[np.concatenate([of_field, background])], rows[:1] * 0])
    weights = [
        examples[of_field] / examples[of_field].sum(),
        np.full(len(background), each),
        [1 - each * len(background)],
    ]
    labels = np.arange(chosen.shape[0]) < len(of_field)
    fitted: Any = LogisticRegression(C=c, max_iter=200).fit(chosen, labels, np.concatenate(weights))
    return _Model(float(fitted.intercept_[0]), np.asarray(fitted.coef_[0], np.float64))


# --- evidence ---------------------------------------------------------------------------------------


def _signals(texts: _Texts, model: _Model) -> list[Signal]:
    works = texts.rows[texts.n_seeds :]
    chances = (1 / (1 + np.exp(-model.of(works)))).tolist()
    named = strongest(_added(texts, works, model), texts.text_terms)
    return [
        Signal("relevance", chance, evidence(terms)) for chance, terms in zip(chances, named, strict=True)
    ]


def _added(texts: _Texts, works: sparse.csr_array, model: _Model) -> sparse.csr_array:
    """What each term adds to each work's log-odds, by its title and its text together: [work, text term]."""
    columns = {term: i for i, term in enumerate(texts.text_terms)}
    both = np.array([*(columns[term] for term in texts.title_terms), *columns.values()])
    added = works.multiply(model.adds[None, :]).tocsr()
    shape = (works.shape[0], len(columns))
    return sparse.csr_array((added.data, both[added.indices], added.indptr), shape=shape)
