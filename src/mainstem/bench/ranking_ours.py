"""Mainstem's own ranker in the benchmark: learned anew each week, by the code that makes the pack's model."""

from __future__ import annotations

import numpy as np

from mainstem.bench.ranking_seam import Scores, Then
from mainstem.signals.learned.fit import Learner


class Ours:
    """The learned ranker, from the papers and picks of the day alone: neither the pack's model nor its words."""

    name = "ours"

    def __init__(self) -> None:
        self._learner = Learner()

    def scores(self, then: Then) -> Scores:
        """Log-odds that a core list will take each candidate in."""
        fitted, week = self._learner.fit(then.known, then.picks, then.at)
        odds = dict(zip((w.id for w in week.works), fitted.worth.of(week.ratings).tolist(), strict=True))
        lowest = min(odds.values(), default=0.0)
        return np.array([odds.get(work.id, lowest) for work in then.candidates])


def method() -> Ours:
    """With nothing learned yet."""
    return Ours()
