"""How well relevant papers are ranked, over weeks, with intervals; the figures and the draws of the data's ``eval.py``.

A week is the list of the ranks of its relevant papers, from 1. Recall and papers to skim are pooled over all relevant
papers, AP and nDCG are means of weeks. Intervals are 95 % over 1,000 bootstrap draws of weeks; all methods are drawn
alike, so that differences are paired.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

N_DRAWS = 1000
SHARE = 0.8  # of the relevant papers, to be seen after so many papers
CUTS = (5, 10, 20, 50)
SKIM = "to skim for 80 %"

Ranks = Sequence[int]
Figures = dict[str, float]
Draws = NDArray[np.int64]


def average_precision(ranks: Ranks) -> float:
    """The mean, over the relevant papers, of the precision at each one's place."""
    return sum(n / rank for n, rank in enumerate(ranks, 1)) / len(ranks)


def ndcg(ranks: Ranks, k: int = 20) -> float:
    """The discounted gain of the first ``k`` places, against the best that is possible."""
    gain = sum(1 / math.log2(rank + 1) for rank in ranks if rank <= k)
    return gain / sum(1 / math.log2(n + 2) for n in range(min(len(ranks), k)))


def skim(ranks: Ranks, share: float = SHARE) -> int:
    """How many papers one must skim to have seen this share of the relevant ones."""
    return sorted(ranks)[math.ceil(share * len(ranks)) - 1]


def draws(n_weeks: int) -> Draws:
    """Weeks drawn with replacement, by a fixed seed: [draw, place]."""
    dice = random.Random(0)  # noqa: S311 - the draws that eval.py makes, so that its intervals are ours
    return np.array([[dice.choice(range(n_weeks)) for _ in range(n_weeks)] for _ in range(N_DRAWS)])


class Measured:
    """The figures of one method over weeks, and of every draw of weeks."""

    def __init__(self, weeks: Sequence[Ranks], drawn: Draws) -> None:
        table = _Table(weeks)
        self.figures = table.figures(np.arange(len(weeks)))
        self._drawn = [table.figures(draw) for draw in drawn]

    def document(self) -> dict[str, Any]:
        """Every figure, each followed by its interval under ``_95``."""
        told: dict[str, Any] = {}
        for name, value in self.figures.items():
            told |= {name: round(value, 4), f"{name}_95": _interval([draw[name] for draw in self._drawn])}
        return told

    def minus(self, other: Measured) -> dict[str, Any]:
        """The paired differences to another method's figures, each followed by its interval."""
        told: dict[str, Any] = {}
        for name, value in self.figures.items():
            both = zip(self._drawn, other._drawn, strict=True)
            drawn = [here[name] - there[name] for here, there in both]
            told |= {name: round(value - other.figures[name], 4), f"{name}_95": _interval(drawn)}
        return told


class _Table:
    """What each week adds to the figures, counted once for all draws."""

    def __init__(self, weeks: Sequence[Ranks]) -> None:
        self._ranks = [np.asarray(ranks) for ranks in weeks]
        self._n = np.array([len(ranks) for ranks in weeks])
        self._hits = {k: np.array([sum(r <= k for r in ranks) for ranks in weeks]) for k in CUTS}
        self._ap = np.array([average_precision(ranks) for ranks in weeks])
        self._ndcg = np.array([ndcg(ranks) for ranks in weeks])
        self._skim = np.array([skim(ranks) for ranks in weeks])

    def figures(self, draw: NDArray[np.int64]) -> Figures:
        n = int(self._n[draw].sum())
        told: Figures = {f"recall@{k}": float(hits[draw].sum() / n) for k, hits in self._hits.items()}
        told["AP"] = float(self._ap[draw].mean())
        told["nDCG@20"] = float(self._ndcg[draw].mean())
        pooled = np.concatenate([self._ranks[week] for week in draw])
        nth = math.ceil(SHARE * n) - 1
        told[SKIM] = float(np.partition(pooled, nth)[nth])
        told[f"{SKIM}, median week"] = float(np.sort(self._skim[draw])[len(draw) // 2])
        return told


def _interval(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    return [round(ordered[int(q * len(ordered)) - shift], 4) for q, shift in ((0.025, 0), (0.975, 1))]


def of_week(ranks: Ranks) -> dict[str, Any]:
    """The figures of one week by itself."""
    hits: Mapping[str, Any] = {f"recall@{k}": round(sum(r <= k for r in ranks) / len(ranks), 4) for k in CUTS}
    return {
        "n_relevant": len(ranks),
        **hits,
        "AP": round(average_precision(ranks), 4),
        "nDCG@20": round(ndcg(ranks), 4),
        SKIM: skim(ranks),
    }
