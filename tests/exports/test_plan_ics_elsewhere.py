"""The calendar as another program reads it: ``ical``, the library of Home Assistant's calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus

from mainstem.exports.plan_ics import write, write_all
from mainstem.model import Plan, Session
from tests.exports.plan_fakes import PLAN
from tests.exports.test_plan_ics import DATES

BERLIN = ZoneInfo("Europe/Berlin")


def read(data: bytes) -> Calendar:
    """The one calendar of a file."""
    [calendar] = IcsCalendarStream.from_ics(data.decode()).calendars
    return calendar


def replanned(plan: Plan, hours: float, sequence: int) -> Plan:
    """The plan with its first sitting at another hour."""
    first, *others = plan.sessions
    moved = replace(first, at=first.at + timedelta(hours=hours), sequence=sequence)
    return replace(plan, sessions=(moved, *others), at=plan.at + timedelta(hours=1))


def test_sittings_stand_at_their_hour_in_the_readers_zone() -> None:
    """In order of time, as long as they are, ten minutes after an alarm."""
    first, second = read(write(PLAN)).timeline
    assert datetime(2026, 6, 29, 9, tzinfo=BERLIN) == first.start_datetime
    assert [session.minutes for session in PLAN.sessions] == [
        round(event.computed_duration / timedelta(minutes=1)) for event in (first, second)
    ]
    assert [[timedelta(minutes=-10)]] * 2 == [[a.trigger for a in e.alarm] for e in (first, second)]
    assert first.summary is not None
    assert first.summary.startswith("Read 60 min: [Fast] *kernels*")


def test_meetings_and_deadlines_of_venues_are_in_it() -> None:
    """A meeting takes whole days and blocks none of them; a deadline warns two weeks and two days ahead."""
    plan = replace(PLAN, sessions=(), dates=DATES)
    events = {event.summary: event for event in read(write_all([plan])).events}
    meeting, deadline = events["V, Rome"], events["V '27: papers due"]
    assert (date(2026, 7, 20), date(2026, 7, 23)) == (meeting.dtstart, meeting.end)
    assert "TRANSPARENT" == meeting.transparency
    assert datetime(2026, 8, 1, 12, tzinfo=UTC) == deadline.start_datetime
    assert [timedelta(days=-14), timedelta(days=-2)] == [alarm.trigger for alarm in deadline.alarm]


def test_a_week_planned_anew_updates_its_events() -> None:
    """A store that keeps the highest sequence of each UID ends with as many events, at the new hours."""
    kept = {event.uid: event for event in read(write(replace(PLAN, sessions=_named(PLAN)))).events}
    later = replanned(replace(PLAN, sessions=_named(PLAN)), 2, sequence=1)
    for event in read(write(later)).events:
        assert (event.sequence or 0) >= (kept[event.uid].sequence or 0)
        kept[event.uid] = event
    assert 2 == len(kept)
    assert datetime(2026, 6, 29, 11, tzinfo=BERLIN) == min(e.start_datetime for e in kept.values())


def _named(plan: Plan) -> tuple[Session, ...]:
    return tuple(replace(one, name=f"sitting-{n}") for n, one in enumerate(plan.sessions))


def test_a_sitting_that_is_no_more_is_cancelled() -> None:
    """Under its own UID."""
    gone = replace(PLAN.sessions[0], sequence=3)
    [event] = read(write(replace(PLAN, sessions=(), cancelled=(gone,)))).events
    assert (EventStatus.CANCELLED, 3) == (event.status, event.sequence)
    assert event.uid in {one.uid for one in read(write(PLAN)).events}


def test_members_of_a_team_have_events_of_their_own() -> None:
    """Two calendars can be laid over each other."""
    mine, theirs = (read(write(replace(PLAN, person=name))) for name in ("river", "delta"))
    assert set() == {event.uid for event in mine.events} & {event.uid for event in theirs.events}


def test_what_is_read_can_be_written_and_read_again() -> None:
    """Nothing in the file is only half understood."""
    once = read(write_all([replace(PLAN, dates=DATES)]))
    again = read(IcsCalendarStream.calendar_to_ics(once).encode())
    assert once.events == again.events
