"""Relevance as curators judge it: the log-odds that a rank model gives a work's words, categories and facts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import RankModel, Signal, Work
from mainstem.signals._evidence import evidence, strongest
from mainstem.signals.learned.apply import told

_COMMON = 1.0  # ln(texts / texts with the word): what stands in a third of them is not worth telling


def values(works: Sequence[Work], model: RankModel) -> list[Signal]:
    """A half for what one new paper in fifty reaches; the odds on both sides of it are the model's.

    What is no paper is as high as a paper that is as likely to be worth acting on.
    """
    if not works:
        return []
    found = told(model, works)
    lifts = 1 / (1 + np.exp(-found.lifts))
    names = [word.lstrip(".") for word in model.words]
    common = np.flatnonzero((model.rarity[:, 1] > 0) & (model.rarity[:, 1] < _COMMON))
    named = strongest(_without(found.added, common), names)
    return [
        Signal("relevance", value, evidence(terms))
        for value, terms in zip(lifts.tolist(), named, strict=True)
    ]


def _without(added: sparse.csr_array, columns: NDArray[np.int64]) -> sparse.csr_array:
    kept = ~np.isin(added.indices, columns)
    return sparse.csr_array((added.data * kept, added.indices, added.indptr), added.shape)
