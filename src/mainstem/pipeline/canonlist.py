"""The canon as a list that changes: what stood on it when, what a decision does to it, and what two lists differ in.

Pure: rows and decisions in, rows out.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from mainstem.errors import UsageError
from mainstem.model import CanonWork, Decision, Proposal, ReviewRule

_QUARTER = re.compile(r"(\d{4})-?[Qq]([1-4])")
_GROUP = "new works"  # of a row that comes from no group


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months of a calendar year."""

    year: int
    number: int  # 1 to 4

    @classmethod
    def read(cls, told: str) -> Quarter:
        """The quarter of "2026Q2" or "2026-Q2"; raises UsageError."""
        found = _QUARTER.fullmatch(told.strip())
        if found is None or not int(found[1]):
            raise UsageError(told, "is no quarter", "Write it as 2026Q2")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that holds a day."""
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.next.first - timedelta(days=1)

    @property
    def next(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    @property
    def before(self) -> Quarter:
        """The one before it."""
        return Quarter.of(self.first - timedelta(days=1))


def last_day(told: str | None) -> date | None:
    """A day, or the last day of a month or year, as the canon writes it: the only one that is never too early."""
    if not told:
        return None
    year, *rest = map(int, told.split("-"))
    month = rest[0] if rest else 12
    return date(year, month, rest[1] if len(rest) > 1 else calendar.monthrange(year, month)[1])


def entered_on(row: CanonWork, rule: ReviewRule) -> date | None:
    """When a row came onto the list; where nobody wrote it down, the first day on which it could have."""
    if row.entered:
        return last_day(row.entered)
    submitted = last_day(row.submitted)
    return submitted + timedelta(days=rule.replay_d) if submitted else None


def stood_on(rows: Iterable[CanonWork], day: date, rule: ReviewRule) -> tuple[CanonWork, ...]:
    """The rows that had entered by ``day``; an undated one always had."""
    return tuple(row for row in rows if (entered_on(row, rule) or day) <= day)


def judged(rows: Iterable[CanonWork], day: date, rule: ReviewRule) -> tuple[CanonWork, ...]:
    """The list that a replayed review of the quarter up to ``day`` judges.

    Without what was submitted in the ``replay_d`` days before, nor what was too young for the review before:
    nobody can have put it on the list yet.
    """
    begun = Quarter.of(day).first
    newest = min(day - timedelta(days=rule.replay_d), begun - timedelta(days=rule.min_age_d))
    return tuple(row for row in rows if (last_day(row.submitted) or newest) <= newest)


def decided(
    rows: Iterable[CanonWork], decisions: Iterable[Decision], candidates: Iterable[CanonWork] = ()
) -> tuple[CanonWork, ...]:
    """The list after what was accepted, in reading order; ``candidates`` tell more about works that enter."""
    known = {key: row for row in candidates for key in (row.key, *row.aliases)}
    found = list(rows)
    for decision in decisions:
        if decision.verdict == "accept":
            found = _after(found, decision, known)
    return tuple(sorted(found, key=lambda row: row.order or 0.0))


def _after(rows: list[CanonWork], decision: Decision, known: dict[str, CanonWork]) -> list[CanonWork]:
    proposal = decision.proposal
    leaving = None if proposal.kind == "add" else next((r for r in rows if r.id == proposal.row), None)
    staying = [row for row in rows if row is not leaving]
    on_it = any(proposal.key in (row.key, *row.aliases) for row in staying)
    if proposal.kind not in ("add", "supersede") or on_it:
        return staying
    near = leaving or next((row for row in rows if row.id == proposal.row), None)
    order = leaving.order if leaving else max((row.order or 0.0 for row in rows), default=0.0) + 1
    base = known.get(proposal.key) or _row(proposal)
    return [
        *staying,
        replace(
            base,
            order=order,
            group=near.group if near else base.group,
            why=base.why or proposal.why,
            entered=decision.at.date().isoformat(),
        ),
    ]


def _row(proposal: Proposal) -> CanonWork:
    return CanonWork(
        id=re.sub(r"[^a-z0-9]+", "-", proposal.key.casefold()).strip("-"),
        order=None,
        group=_GROUP,
        key=proposal.key,
        title=proposal.title,
        authors=(),
        submitted=proposal.published.isoformat() if proposal.published else None,
        venue=None,
        why=proposal.why,
        url=proposal.url,
    )


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later list has and an earlier one has not, and the other way round."""

    came: tuple[CanonWork, ...]
    left: tuple[CanonWork, ...]
    n_stayed: int


def differ(earlier: Sequence[CanonWork], later: Sequence[CanonWork]) -> Difference:
    """The difference of two lists, by the rows' keys."""
    before, after = {row.key for row in earlier}, {row.key for row in later}
    return Difference(
        tuple(row for row in later if row.key not in before),
        tuple(row for row in earlier if row.key not in after),
        len(before & after),
    )
