"""Signals: numbers in [0, 1], or unknown, about a work at a moment, with their evidence.

One module a signal, each with ``values(works, known) -> list[Signal]``; a new one is its file, its test, one
line here and a weight in the pack's ``priors``. What depends on the reader is learned anew with every mark, in well
under a tenth of a second, so such a module works on arrays: ``rows(works, pack)`` and ``learn(catalogue, known)``.
"""

from __future__ import annotations

from mainstem.registry import Table
from mainstem.seams import ReaderSignal, SignalModule

TABLE: Table[SignalModule] = Table(
    "mainstem.signals",
    {
        "relevance": ("relevance",),  # how much its words are the field's
        "authors": ("authors",),  # how often works of theirs were picked before
        "adoption": ("adoption",),  # who uses it
        "freshness": ("freshness",),  # how new it is for its kind
        "source": ("source",),  # how far who brought it is trusted
        "venue": ("venue",),  # where it was published
        "discussion": ("discussion",),  # who talks about it
    },
)

# Those that depend on the reader: rows of the works are made once, and what the reader did is learned over them.
OF_READER: Table[ReaderSignal] = Table(
    "mainstem.signals",
    {
        "taste": ("taste",),  # what the reader wants more of and less of
        "novelty": ("novelty",),  # how far it is from what was read
    },
)

__all__ = ["OF_READER", "TABLE"]
