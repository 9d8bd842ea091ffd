"""Signals: numbers in [0, 1], or unknown, about a work at a moment, with their evidence.

One module a signal, each with ``values(works, known) -> list[Signal]``; a new one is its file, its test, one
line here and a weight in the pack's ``priors``.
"""

from __future__ import annotations

from mainstem.registry import Table
from mainstem.seams import SignalModule

TABLE: Table[SignalModule] = Table(
    "mainstem.signals",
    {
        "relevance": ("relevance",),  # how much its words are the field's
        "adoption": ("adoption",),  # who uses it
        "freshness": ("freshness",),  # how new it is for its kind
        "source": ("source",),  # how far who brought it is trusted
        "venue": ("venue",),  # where it was published
        "discussion": ("discussion",),  # who talks about it
        "novelty": ("novelty",),  # how far it is from what was read
    },
)

__all__ = ["TABLE"]
