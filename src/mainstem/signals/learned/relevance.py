"""Relevance as curators judge it: the log-odds that a rank model gives a work's words, categories and facts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mainstem.model import RankModel, Signal, Work
from mainstem.signals._evidence import evidence, strongest
from mainstem.signals.learned.apply import told


def values(works: Sequence[Work], model: RankModel) -> list[Signal]:
    """A half for what one new work in fifty reaches; the odds on both sides of it are the model's."""
    if not works:
        return []
    found = told(model, works)
    lifts = 1 / (1 + np.exp(found.middle - found.odds))
    names = [word.lstrip(".") for word in model.words]
    named = strongest(found.added, names)
    return [
        Signal("relevance", value, evidence(terms))
        for value, terms in zip(lifts.tolist(), named, strict=True)
    ]
