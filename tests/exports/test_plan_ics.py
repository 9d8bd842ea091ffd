"""The plan as a calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mainstem.exports.plan_ics import write
from mainstem.exports.plan_json import read_json
from mainstem.exports.plan_json import write as write_json
from mainstem.model import Plan
from tests.exports.plan_fakes import DEEP, PLAN


def events(plan: Plan = PLAN) -> list[Any]:
    """The events of the calendar, read back."""
    return list(Calendar.from_ical(write(plan)).walk("VEVENT"))


def test_every_session_is_an_event_at_its_moment() -> None:
    """Nine o'clock in Berlin in summer is seven UTC, and the event is as long as the session."""
    first, second = events()
    assert datetime(2026, 6, 29, 7, tzinfo=UTC) == first.decoded("dtstart")
    assert datetime(2026, 6, 29, 8, tzinfo=UTC) == first.decoded("dtend")
    assert datetime(2026, 6, 30, 6, 50, tzinfo=UTC) == second.decoded("dtend")
    assert PLAN.at == first.decoded("dtstamp")


def test_event_says_what_to_read_and_links_it() -> None:
    """Summary and description hold titles, minutes, links, reasons and the parts of bundles."""
    first, second = events()
    assert str(first["summary"]).startswith("Read 60 min: [Fast] *kernels*")
    assert DEEP.url in str(first["description"])
    assert "score 0.91; 3 mentions | vLLM" in str(first["description"])
    assert "- A thread https://example.org/t" in str(second["description"])


def test_uid_is_the_sessions_own_and_stays() -> None:
    """Planned anew with other slots, a session keeps its UID; another week, person or session has another."""
    uids = [str(event["uid"]) for event in events()]
    session = replace(PLAN.sessions[0], slots=(replace(DEEP, title="Other"),))
    anew = events(replace(PLAN, sessions=(session, PLAN.sessions[1]), at=PLAN.at + timedelta(hours=1)))
    assert uids == [str(event["uid"]) for event in anew]
    others = [*events(replace(PLAN, person="you")), *events(replace(PLAN, week="2026-W28"))]
    assert 6 == len({*uids, *(str(event["uid"]) for event in others)})


def test_stored_plan_gives_the_same_calendar() -> None:
    """A plan that was kept as JSON, which knows offsets and no zones, gives the same bytes."""
    assert write(PLAN) == write(read_json(write_json(PLAN)))


def test_control_characters_break_no_line() -> None:
    """Line breaks and commas in a title stay inside the property."""
    title = "A\r\nEND:VEVENT\nBEGIN:VALARM, x; y"
    plan = replace(PLAN, sessions=(replace(PLAN.sessions[0], slots=(replace(DEEP, title=title),)),))
    assert 1 == len(events(plan))
    assert 1 == len(Calendar.from_ical(write(plan)).walk("VALARM"))  # the sitting's own


@given(st.text(max_size=60))
def test_any_title_makes_one_event(title: str) -> None:
    """Whatever a title holds, the file is read back as one event."""
    plan = replace(PLAN, sessions=(replace(PLAN.sessions[0], slots=(replace(DEEP, title=title),)),))
    assert 1 == len(events(plan))


def test_lines_are_folded_at_75_bytes() -> None:
    """No line of the file is longer than RFC 5545 allows."""
    assert 75 >= max(len(line) for line in write(PLAN).split(b"\r\n"))


def test_week_without_sessions_is_an_empty_calendar() -> None:
    """No session, no event, still a calendar."""
    assert [] == events(replace(PLAN, sessions=()))
