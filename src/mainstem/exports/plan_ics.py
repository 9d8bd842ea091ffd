"""The plan as an iCalendar file (RFC 5545): one event a session."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, timedelta

from icalendar import Calendar, Event, vText

from mainstem.model import Plan, Session, Slot


def write(plan: Plan) -> bytes:
    """A calendar of the week's sessions.

    Moments are written in UTC, which every calendar shows in its reader's zone. A session keeps its UID when
    the week is planned anew, so that a calendar replaces the event instead of adding one.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Mainstem//Reading week//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"Mainstem {plan.week}")
    for session in plan.sessions:
        calendar.add_component(_event(plan, session))
    return bytes(calendar.to_ical())


def _event(plan: Plan, session: Session) -> Event:
    event = Event()
    event.add("uid", _uid(plan, session))
    event.add("dtstamp", plan.at.astimezone(UTC))
    event.add("dtstart", session.at.astimezone(UTC))
    event.add("dtend", (session.at + timedelta(minutes=session.minutes)).astimezone(UTC))
    event.add("summary", _summary(session))
    event.add("description", vText("\n".join(_description(session))))
    event.add("categories", sorted({slot.kind for slot in session.slots}))
    return event


def _uid(plan: Plan, session: Session) -> str:
    """Stable for a person, a week and a session's start on its day; tells nobody who the person is."""
    name = f"{plan.person}\n{plan.week}\n{session.at:%A %H:%M}"
    return f"{hashlib.sha256(name.encode()).hexdigest()[:32]}@mainstem"


def _summary(session: Session) -> str:
    first, n_more = session.slots[0], len(session.slots) - 1
    more = f" and {n_more} more" if n_more else ""
    return " ".join(f"Read {session.minutes} min: {first.title}{more}".split())


def _description(session: Session) -> Iterator[str]:
    for slot in session.slots:
        yield from _slot(slot)


def _slot(slot: Slot) -> Iterator[str]:
    yield f"{slot.minutes} min · {slot.kind} · {slot.title}"
    if slot.url:
        yield slot.url
    yield slot.why
    for part in (*slot.items, *slot.about):
        yield f"- {part.title} {part.url}"
    yield ""
