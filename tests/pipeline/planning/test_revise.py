"""What changed since the week was planned before; and the dates of venues."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from mainstem.model import Deadline, Plan
from mainstem.pipeline.planning.dates import dates
from mainstem.pipeline.planning.revise import revised
from tests.pipeline.planning.fakes import PACK, many, week


def test_sequences_grow_with_what_is_in_a_sitting() -> None:
    """The same week keeps them; another slot or hour raises one; what is gone is cancelled, and may come back."""
    first = revised(week(many(100)), None)
    assert [0] * len(first.sessions) == [session.sequence for session in first.sessions]
    assert first == revised(week(many(100)), first)
    moved = replace(first.sessions[0], at=first.sessions[0].at + timedelta(hours=1))
    later = revised(replace(first, sessions=(moved, *first.sessions[1:])), first)
    assert [1, 0] == [session.sequence for session in later.sessions[:2]]
    fewer: Plan = revised(replace(first, sessions=first.sessions[1:]), first)
    assert [(first.sessions[0].at, 1)] == [(session.at, session.sequence) for session in fewer.cancelled]
    back = revised(first, fewer)
    assert ((), 2) == (back.cancelled, back.sessions[0].sequence)


def test_deadlines_and_meetings_that_lie_ahead_are_told_in_order() -> None:
    """Past ones, far ones and meetings that only a month tells are left out."""
    due = datetime(2026, 8, 1, 12, tzinfo=UTC)
    calls = (Deadline("V '27", "papers", due), Deadline("V '26", "papers", due - timedelta(days=200)))
    told = "2026-07-13 to 2026-07-15, Seattle (20th); 2026 edition was 2026-07-20 to 2026-07-21, Rome"
    venue = replace(PACK.sources[0], deadlines=calls, next=told)
    later = replace(PACK.sources[1], next="April 2027, Rabat")
    found = dates(replace(PACK, sources=(venue, later)), date(2026, 7, 14))
    assert ["The venue-0, Seattle", "V '27: papers due"] == [one.title for one in found]
    assert date(2026, 7, 15) == found[0].last
