"""The words that moved a work most, in a line a reader can check."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

_TELLING = 0.03  # log-odds: what adds less is not worth telling
_N_NAMED = 4  # words that the evidence names at most


def strongest(added: sparse.csr_array, terms: Sequence[str]) -> list[list[tuple[str, float]]]:
    """The terms that add most to each work's log-odds, and how much."""
    added.sum_duplicates()
    told = added.tocoo()
    enough = told.data > _TELLING
    rows, columns, amounts = told.row[enough], told.col[enough], told.data[enough]
    order = np.lexsort((columns, -amounts, rows))
    ends = np.cumsum(np.bincount(rows, minlength=added.shape[0]))
    starts = np.concatenate([[0], ends[:-1]])
    return [
        [(terms[columns[i]], float(amounts[i])) for i in order[start : min(end, start + _N_NAMED)]]
        for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


def evidence(found: Sequence[tuple[str, float]]) -> str:
    """Names the terms (one inside another is not told twice) and the sum of what they add."""
    if not found:
        return "no words of the field"
    terms = [term for term, _ in found]
    told = [term for term in terms if not any(term != other and term in other.split() for other in terms)]
    return f"words: {', '.join(told)} ({sum(added for _, added in found):+.1f})"
