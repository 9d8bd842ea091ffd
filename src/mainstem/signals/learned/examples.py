"""Picks to examples: which works count as right, and what each weighs.

A work that no list took yet is no proof against it while it is young, for lists lag by weeks: it weighs as much as the
share of picks that would have come by its age. Lists that are not about the field and citations are weak examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mainstem.model import Pick, Work

DAY = timedelta(days=1)
LAG_D = 30.0  # mean days from announcement to a core list: of papers announced since May 2025, half within 24
_LEAST = 0.02  # a work of today still weighs something against
_HALF_LIFE_D = 120.0  # of an example, by the age of the work
_RIGHT = 5.0  # what a fresh pick weighs against an old unlisted work
_WORTH = {"list": 0.03, "code_citation": 0.5, "text_citation": 0.3}  # against a core list's 1


@dataclass(frozen=True, slots=True)
class Examples:
    """One a work: whether it was picked, and what it weighs (0: no example)."""

    right: NDArray[np.bool_]
    weights: NDArray[np.float64]


def examples(works: Sequence[Work], picks: Sequence[Pick], at: datetime) -> Examples:
    """What the picks before ``at`` say of the works; undated works speak only where they were picked."""
    worth: dict[str, float] = {}
    for pick in picks:
        value = 1.0 if pick.core else _WORTH.get(pick.kind, 0.0)
        worth[pick.work_id] = max(value, worth.get(pick.work_id, 0.0))
    age_d = ages_d(works, at)
    old_d = age_d - age_d.min(initial=np.inf)  # against the newest: labels may go on where the works end
    picked = _RIGHT * np.array([worth.get(work.id, 0.0) for work in works]) * 0.5 ** (old_d / _HALF_LIFE_D)
    dated = np.array([work.published_at is not None for work in works], bool)
    return Examples(picked > 0, np.where(picked > 0, picked, dated * told_by(age_d)))


def told_by(age_d: NDArray[np.float64]) -> NDArray[np.float64]:
    """The share of a work's picks that have come by its age in days."""
    return np.asarray(np.maximum(1 - np.exp(-age_d / LAG_D), _LEAST))


def ages_d(works: Sequence[Work], at: datetime) -> NDArray[np.float64]:
    """Days since the works could be read."""
    return np.array([max((at - work.known_at) / DAY, 0.0) for work in works])
