"""The classifier's second stage: what labels say, in the space of the first and in bare terms.

Two linear models see a title, the whole text, and the facts of the record. One sees them through the directions of
the space, so that a word without a label speaks for what it stands beside; the other sees the terms themselves.
Their log-odds are averaged, which is one linear model again (``model.Classifier``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.bench.classification import work_of
from mainstem.bench.classifier_space import Space, definitions
from mainstem.bench.rows import Row
from mainstem.model import Classifier, Pack
from mainstem.pipeline.classify import RELEVANCES, learned_key
from mainstem.pipeline.classify_facts import Places, facts, told
from mainstem.pipeline.classify_terms import Terms

MIN_FACTS = 4  # examples that a fact needs to count
MAX_SCALE = 6.0  # of a rare fact
BESIDE_TERMS = 0.15  # what a fact weighs where rows of terms have length 1
# Inverse strengths of L2, by output, through the space and in terms: relevance has most examples and least sharp edges.
THROUGH_SPACE = {"relevance": 0.005, "axis": 0.02, "topic": 0.02}
IN_TERMS = {"relevance": 6.0, "axis": 15.0, "topic": 15.0}
NEVER = -40.0  # log-odds of a class without an example
OFF_NEEDS = 0.3  # log-odds by which "off" must be likelier: a work that is wrongly off is never seen again
Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A row with its label, and how many rows it counts for."""

    row: Row
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class _Examples:
    """What the models see of the labelled works, as [work, column]."""

    titles: sparse.csr_array
    texts: sparse.csr_array
    facts: Floats  # scaled to a spread of 1, rare ones less
    names: tuple[str, ...]  # of the facts
    scale: Floats
    weights: Floats


@dataclass(frozen=True, slots=True)
class _Weights:
    """A linear model's weights [column, output] and its bias [output]."""

    titles: Floats
    texts: Floats
    facts: Floats
    bias: Floats


def learn(pack: Pack, labelled: Sequence[Labelled], space: Space, provenance: str) -> Classifier:
    """The classifier that labelled rows make in a space."""
    counter = Terms(space.terms, space.idf)
    seen = _examples(pack, [each.row for each in labelled], counter, [each.weight for each in labelled])
    truth = [each.row["labels"] for each in labelled]
    parts = (
        _through_space(seen, truth, space, definitions(counter, pack), pack),
        _in_terms(seen, truth, pack),
    )
    titles, texts = (np.mean([getattr(part, name) for part in parts], axis=0) for name in ("titles", "texts"))
    bias = np.mean([part.bias for part in parts], axis=0)
    bias[RELEVANCES.index("off")] -= OFF_NEEDS
    return Classifier(
        made_on=date.today().isoformat(),  # noqa: DTZ011 - the maintainer's own day
        provenance=provenance,
        outputs=_outputs(pack),
        terms=space.terms,
        idf=space.idf,
        title_weights=np.asarray(titles, np.float32),
        text_weights=np.asarray(texts, np.float32),
        facts=seen.names,
        fact_weights=np.asarray(np.mean([part.facts for part in parts], axis=0), np.float32),
        bias=np.asarray(bias, np.float32),
        learned=np.array(sorted({learned_key(work_of(each.row).id) for each in labelled}), np.uint64),
    )


def _outputs(pack: Pack) -> tuple[str, ...]:
    return (*RELEVANCES, *_axes(pack), *(topic.id for topic in pack.topics))


def _axes(pack: Pack) -> list[str]:
    return list(dict.fromkeys(topic.axis for topic in pack.topics))


def _examples(pack: Pack, rows: Sequence[Row], counter: Terms, weights: Sequence[float]) -> _Examples:
    works = [work_of(row) for row in rows]
    places = Places(pack)
    known = [set(facts(work, places.of(work))) for work in works]
    n_each = Counter(name for each in known for name in each)
    names = tuple(sorted(name for name, n in n_each.items() if n >= MIN_FACTS))
    so = np.array([[name in each for name in names] for each in known], np.float32)
    scale = np.minimum(1 / so.std(axis=0).clip(1e-6), MAX_SCALE)
    return _Examples(
        titles=counter.rows([work.title for work in works]),
        texts=counter.rows([told(work.title, work.text) for work in works]),
        facts=so * scale,
        names=names,
        scale=scale,
        weights=np.array(weights, np.float32),
    )


# --- the two models ---------------------------------------------------------------------------------


def _through_space(
    seen: _Examples, truth: Sequence[Row], space: Space, said: sparse.csr_array, pack: Pack
) -> _Weights:
    """The model that sees rows through the directions; the topics' definitions are an example each."""
    views = [rows @ space.directions for rows in (seen.titles, seen.texts)]
    middles, spreads = [view.mean(axis=0) for view in views], [view.std(axis=0) + 1e-6 for view in views]
    sides = list(zip(views, middles, spreads, strict=True))
    examples = np.hstack([*((view - middle) / spread for view, middle, spread in sides), seen.facts])
    defined = said @ space.directions
    more = np.hstack(
        [
            *((defined - middle) / spread for _, middle, spread in sides),
            np.zeros((len(defined), len(seen.names))),
        ]
    )
    coef, bias = _fitted(examples, truth, seen.weights, THROUGH_SPACE, pack, more)
    n = space.directions.shape[1]
    title, text = coef[:n] / spreads[0][:, None], coef[n : 2 * n] / spreads[1][:, None]
    return _Weights(
        titles=space.directions @ title,
        texts=space.directions @ text,
        facts=coef[2 * n :] * seen.scale[:, None],
        bias=bias - middles[0] @ title - middles[1] @ text,
    )


def _in_terms(seen: _Examples, truth: Sequence[Row], pack: Pack) -> _Weights:
    """The model that sees the terms themselves."""
    examples = sparse.hstack([seen.titles, seen.texts, sparse.csr_array(seen.facts * BESIDE_TERMS)]).tocsr()
    coef, bias = _fitted(examples, truth, seen.weights, IN_TERMS, pack)
    n = seen.titles.shape[1]
    return _Weights(coef[:n], coef[n : 2 * n], coef[2 * n :] * BESIDE_TERMS * seen.scale[:, None], bias)


def _fitted(
    examples: Any,
    truth: Sequence[Row],
    weights: Floats,
    strength: dict[str, float],
    pack: Pack,
    defined: Floats | None = None,
) -> tuple[Floats, Floats]:
    """Weights [column, output] and bias of relevance, axis and topic, in the order of the outputs."""
    relevance = _regression(
        strength["relevance"], examples, [label["relevance"] for label in truth], weights, RELEVANCES
    )
    has = np.flatnonzero([bool(label["topic"]) for label in truth])
    rows, weighed = examples[has], weights[has]
    topics = [truth[n]["topic"] for n in has.tolist()]
    if defined is not None:
        rows = np.vstack([rows, defined])
        topics += [topic.id for topic in pack.topics]
        weighed = np.concatenate([weighed, np.ones(len(defined), np.float32)])
    axes = [topic.partition("/")[0] for topic in topics]
    heads = (
        relevance,
        _regression(strength["axis"], rows, axes, weighed, _axes(pack)),
        _regression(strength["topic"], rows, topics, weighed, [topic.id for topic in pack.topics]),
    )
    return np.hstack([head[0] for head in heads]), np.concatenate([head[1] for head in heads])


def _regression(
    strength: float, examples: Any, truth: Sequence[str], weights: Floats, classes: Sequence[str]
) -> tuple[Floats, Floats]:
    """Class-balanced logistic regression; a class without an example is never chosen."""
    from sklearn.linear_model import LogisticRegression

    coef = np.zeros((examples.shape[1], len(classes)), np.float32)
    bias = np.full(len(classes), NEVER, np.float32)
    known = [column for column, name in enumerate(classes) if name in set(truth)]
    if len(known) == 1:  # nothing to tell apart
        bias[known] = 0
        return coef, bias
    place = {classes[column]: n for n, column in enumerate(known)}
    fitted: Any = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000, tol=1e-3)
    fitted.fit(examples, [place[name] for name in truth], sample_weight=weights)
    coef[:, known], bias[known] = _an_output_each(fitted.coef_).T, _an_output_each(fitted.intercept_)
    return coef, bias


def _an_output_each(values: Floats) -> Floats:
    """Of two classes only what speaks for the second is fitted: half of it, and half against the first."""
    both = values if len(values) > 1 else np.concatenate([-values, values]) / 2
    return np.asarray(both, np.float32)
