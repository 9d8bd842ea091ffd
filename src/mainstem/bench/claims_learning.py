"""Learns what words say of a claim's kind, and measures it with each report left out in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from mainstem.bench.rows import Row
from mainstem.reports.claiming.claim_words import KINDS, ClaimWords, idf_of, key, terms

STRENGTH = 10.0  # inverse strength of L2
MIN_REPORTS = 2  # that a term is found in: what one report alone says is not kept
NEVER = -40.0  # log-odds of a kind without an example


def learn(labels: Sequence[Row]) -> ClaimWords:
    """The model that labelled sentences make (``quote``, ``kind`` and ``report`` of each)."""
    from sklearn.linear_model import LogisticRegression

    counted = [terms(label["quote"]) for label in labels]
    names = _names([label["report"] for label in labels], counted)
    idf = idf_of([sum(name in one for one in counted) for name in names], len(labels))
    blank = ClaimWords(
        provenance=f"{len(labels)} sentences of {len({label['report'] for label in labels})} reports",
        terms=names,
        idf=idf,
        weights=np.zeros((len(names), len(KINDS)), np.float32),
        bias=np.full(len(KINDS), NEVER, np.float32),
        learned=frozenset(key(label["quote"]) for label in labels),
    )
    rows = sparse.csr_array(np.stack([blank.row(label["quote"]) for label in labels]))
    fitted: Any = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000)
    fitted.fit(rows, [KINDS.index(label["kind"]) for label in labels])
    for n, column in enumerate(fitted.classes_):
        blank.weights[:, column], blank.bias[column] = fitted.coef_[n], fitted.intercept_[n]
    return blank


def _names(reports: Sequence[str], counted: Sequence[Any]) -> tuple[str, ...]:
    found = defaultdict(set)
    for report, one in zip(reports, counted, strict=True):
        for term in one:
            found[term].add(report)
    return tuple(sorted(term for term, where in found.items() if len(where) >= MIN_REPORTS))


def left_out(labels: Sequence[Row]) -> dict[int, ClaimWords]:
    """For the place of each label the model that the other reports make."""
    models = {}
    for report in sorted({label["report"] for label in labels}):
        models[report] = learn([label for label in labels if label["report"] != report])
    return {n: models[label["report"]] for n, label in enumerate(labels)}
