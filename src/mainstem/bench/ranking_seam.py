"""The seam of the time-travel benchmark: what existed on a Monday, and who ranks it.

Every peer's method and our own ranker stand behind ``Method``. A ``Then`` is a copy that holds nothing dated on its
Monday or later, so a method cannot look ahead by mistake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mainstem.model import Pick, Work

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Then:
    """What existed on the day ``week``, before it began."""

    week: date
    candidates: Sequence[Work]  # to be ranked, by id; all of them are known too
    known: Sequence[Work]  # oldest first, ties by id; a work without published_at is older than the crawls
    picks: Sequence[Pick]  # oldest first; votes are those that stood before the day

    @property
    def at(self) -> datetime:
        """The first moment of the day."""
        return datetime.combine(self.week, time(), UTC)


class Method(Protocol):
    """A way to rank papers. It is asked for one week after the other and may keep what it counted."""

    name: str

    def scores(self, then: Then) -> Scores:
        """One number a candidate, in their order; higher is read earlier. Ties are read by id."""
        ...
