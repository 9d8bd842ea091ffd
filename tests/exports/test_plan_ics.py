"""The plan as a calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from mainstem.exports.plan_ics import write, write_all
from mainstem.exports.plan_json import read_json
from mainstem.exports.plan_json import write as write_json
from mainstem.model import Dated, Plan
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


# --- as another program reads it ---------------------------------------------------------------------

_LINE = re.compile(rb'[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]*))*:.*')
_MOMENT = re.compile(r"\d{8}T\d{6}Z|\d{8}")


def components(data: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every component of a file with its properties, read strictly by RFC 5545 and without icalendar."""
    assert data.endswith(b"\r\n")
    physical = data[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\r" not in line and b"\n" not in line for line in physical)
    lines: list[bytes] = []
    for line in physical:
        if line[:1] in (b" ", b"\t"):
            lines[-1] += line[1:]
        else:
            lines.append(line)
    found: list[tuple[str, dict[str, str]]] = []
    open_: list[tuple[str, dict[str, str]]] = []
    for raw in lines:
        assert _LINE.fullmatch(raw, 0), raw
        name, _, value = raw.decode("utf-8").partition(":")
        if name == "BEGIN":
            open_.append((value, {}))
        elif name == "END":
            assert open_[-1][0] == value
            found.append(open_.pop())
        else:
            key = name.partition(";")[0]
            assert key not in open_[-1][1], f"{key} twice in one {open_[-1][0]}"
            open_[-1][1][key] = value
    assert [] == open_
    return found


DATES = (
    Dated("v/27/papers", "V '27: papers due", datetime(2026, 8, 1, 12, tzinfo=UTC), "https://v.example"),
    Dated("v/2026", "V, Rome", datetime(2026, 7, 20, tzinfo=UTC), "https://v.example", date(2026, 7, 22)),
)


def test_a_strict_reader_of_the_standard_finds_nothing_wrong() -> None:
    """Lines, folds, nesting, required properties and moments are as RFC 5545 wants them."""
    gone = replace(PLAN.sessions[1], name="evening", sequence=3)
    data = write_all([replace(PLAN, dates=DATES, cancelled=(gone,)), replace(PLAN, week="2026-W26")])
    found = components(data)
    events = [told for kind, told in found if kind == "VEVENT"]
    assert ("VCALENDAR", "2.0") == (found[-1][0], found[-1][1]["VERSION"])
    assert 7 == len(events) == len({event["UID"] for event in events})
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE"} <= set(event)
        assert all(_MOMENT.fullmatch(event[name]) for name in ("DTSTAMP", "DTSTART", "DTEND"))
        assert event["DTSTART"] < event["DTEND"]
    alarms = [told for kind, told in found if kind == "VALARM"]
    assert {"DISPLAY"} == {alarm["ACTION"] for alarm in alarms}
    assert {"-PT10M", "-P14D", "-P2D"} == {alarm["TRIGGER"] for alarm in alarms}


def test_a_sitting_that_is_no_more_is_cancelled_under_its_uid() -> None:
    """With a higher sequence, so that a calendar takes the event away."""
    first = PLAN.sessions[0]
    (before, _), (after,) = (
        [told for kind, told in components(write(plan)) if kind == "VEVENT"]
        for plan in (PLAN, replace(PLAN, sessions=(), cancelled=(replace(first, sequence=1),)))
    )
    assert (before["UID"], "1", "CANCELLED") == (after["UID"], after["SEQUENCE"], after["STATUS"])


def test_a_sitting_at_another_hour_keeps_its_uid() -> None:
    """Its rule in the cadence names it, not the clock."""
    named = replace(PLAN.sessions[0], name="monday")
    moved = replace(named, at=named.at + timedelta(hours=9))
    uids = {str(events(replace(PLAN, sessions=(one,)))[0]["uid"]) for one in (named, moved)}
    assert 1 == len(uids)


def test_a_meeting_takes_whole_days_and_its_last_one_too() -> None:
    """The end of an all-day event is the day after."""
    told = [
        t for kind, t in components(write_all([replace(PLAN, sessions=(), dates=DATES)])) if kind == "VEVENT"
    ]
    assert ("20260720", "20260723") == (told[1]["DTSTART"], told[1]["DTEND"])
