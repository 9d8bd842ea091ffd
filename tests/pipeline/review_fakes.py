"""Rows, works and uses for the tests of the review; every title is ours."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from mainstem.model import CanonWork, Decision, Mention, Proposal, Reviewed, ReviewRule, Successor, Use

RULE = ReviewRule()
END = datetime(2026, 6, 30, 23, 59, tzinfo=UTC)


def row(name: str, key: str, submitted: str = "2024-01-10", *later: Successor, **told: Any) -> CanonWork:
    fields: dict[str, Any] = {"order": 1.0, "group": "g", "authors": (), "venue": None, "why": "why"} | told
    return CanonWork(
        id=key,
        key=key,
        title=name,
        submitted=submitted,
        url="https://example.org",
        successors=later,
        **fields,
    )


def link(title: str, key: str, day: str, relation: str | None = None) -> Successor:
    return Successor(title, key, day, relation)


def work(title: str, key: str, published: date | None, *uses: Use, **told: Any) -> Reviewed:
    return Reviewed((key,), title, f"https://example.org/{key}", published, uses, **told)


def use(day: date, *organisations: str, weight: float | None = None) -> Use:
    """From ``day`` on these organisations use it, .7 each; the last one is new."""
    at = datetime.combine(day, time(12), UTC)
    came = (Mention("w", organisations[-1], "README.md", "docs", at),) if organisations else ()
    return Use(at, 0.7 * len(organisations) if weight is None else weight, frozenset(organisations), came)


def accepted(kind: Any, key: str, row_id: str | None = None, at: datetime = END) -> Decision:
    proposal = Proposal(kind, key, f"Work {key}", "https://example.org", at.date(), "two use it", row=row_id)
    return Decision("me", "2026-Q2", "accept", proposal, at)
