"""Exports: one module a format, pure; a new one is one file, one test and one line here."""

from __future__ import annotations

from mainstem.registry import Table
from mainstem.seams import Export

TABLE: Table[Export] = Table(
    __name__,
    {
        "plan_ics": ("ics",),
        "plan_json": ("json",),
        "plan_md": ("md",),
    },
)
