"""Authors: whether works by one of them were picked before, by reading lists about the field."""

from __future__ import annotations

import math
from collections.abc import Sequence

from mainstem.model import Signal, Work
from mainstem.seams import Known
from mainstem.signals.learned.apply import authors_met


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """Above .5, more for who was picked more often and lately; unknown where none was met: most good ones are new."""
    if known.ranker is None:
        return [Signal("authors", None) for _ in works]
    return [_signal(author, odds) for author, odds in authors_met(known.ranker, works)]


def _signal(author: str, odds: float) -> Signal:
    if not author:
        return Signal("authors", None)
    return Signal("authors", 1 / (1 + math.exp(-odds)), f"by {author}, picked before ({odds:+.1f})")
