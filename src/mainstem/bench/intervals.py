"""Figures over labelled rows, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

N_RESAMPLES = 1000
SEED = 20261122
Rows = NDArray[np.int64]


def interval(figure: Callable[[Rows], float], n: int) -> list[float]:
    """The 2.5th and 97.5th percentile of ``figure`` over resamples of ``n`` rows, drawn with a fixed seed."""
    if n == 0:
        return [0.0, 0.0]
    draws = np.random.default_rng(SEED).integers(0, n, (N_RESAMPLES, n))
    low, high = np.percentile([figure(rows) for rows in draws], [2.5, 97.5])
    return [round(float(low), 4), round(float(high), 4)]


def share(right: Sequence[bool]) -> tuple[float, list[float]]:
    """The share that is right, and its interval; 0 of nothing."""
    hits = np.asarray(right, float)
    if not len(hits):
        return 0.0, [0.0, 0.0]
    return round(float(hits.mean()), 4), interval(lambda rows: float(hits[rows].mean()), len(hits))


def macro_f1(
    true: Sequence[str], told: Sequence[str], among: Sequence[str] | None = None
) -> tuple[float, list[float]]:
    """The mean F1 of the classes ``among`` (by default those that ``true`` holds), and its interval.

    What is told and is none of the classes counts as a miss. A class that a resample lacks is left out of it.
    """
    names = sorted(set(true) if among is None else among)
    if not names or not true:
        return 0.0, [0.0, 0.0]
    number = {name: i for i, name in enumerate(names)}
    gold = np.array([number.get(name, len(names)) for name in true])
    said = np.array([number.get(name, len(names)) for name in told])

    def figure(rows: Rows) -> float:
        return _macro(gold[rows], said[rows], len(names))

    return round(figure(np.arange(len(gold))), 4), interval(figure, len(gold))


def _macro(gold: Rows, said: Rows, n: int) -> float:
    """F1 = 2 hits / (gold + told), averaged over the classes below ``n`` that occur."""
    n_gold, n_said = (np.bincount(column, minlength=n + 1)[:n] for column in (gold, said))
    hits = np.bincount(gold[gold == said], minlength=n + 1)[:n]
    occur = n_gold > 0
    if not occur.any():
        return 0.0
    return float((2 * hits[occur] / (n_gold[occur] + n_said[occur])).mean())
