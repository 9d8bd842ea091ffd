"""Plans as an iCalendar file (RFC 5545): one event a session, and the dates of the pack's venues."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event, vText

from mainstem.model import Dated, Plan, Session, Slot

MEDIA = "text/calendar; charset=utf-8"
_BEFORE_SESSION = timedelta(minutes=-10)
_BEFORE_DEADLINE = (timedelta(days=-14), timedelta(days=-2))
_DUE = timedelta(minutes=30)  # how long a deadline's event is drawn


def write(plan: Plan) -> bytes:
    """A calendar of the week's sessions."""
    return _calendar([plan], f"Mainstem {plan.week}", ())


def write_all(plans: Sequence[Plan]) -> bytes:
    """A calendar of all weeks of one person, each week once, with the venues' dates that the newest plan knows."""
    newest = max(plans, key=lambda plan: plan.starts_on)
    dates = [_dated(newest, dated) for dated in newest.dates]
    return _calendar(sorted(plans, key=lambda plan: plan.starts_on), "Mainstem", dates)


def _calendar(plans: Sequence[Plan], name: str, dates: Sequence[Event]) -> bytes:
    """The sittings of these plans, and ``dates``.

    Moments are written in UTC, which every calendar shows in its reader's zone. An event keeps its UID when
    the week is planned anew, and its SEQUENCE grows when what is in it changed, so that a calendar updates
    the event instead of adding one; a sitting that is planned no more is cancelled.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Mainstem//Reading week//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for plan in plans:
        for session in plan.sessions:
            calendar.add_component(_session(plan, session))
        for session in plan.cancelled:
            calendar.add_component(_cancelled(plan, session))
    for event in dates:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _session(plan: Plan, session: Session) -> Event:
    event = _event(_uid(plan, session), plan.at, _summary(session), session.sequence)
    event.add("dtstart", session.at.astimezone(UTC))
    event.add("dtend", (session.at + timedelta(minutes=session.minutes)).astimezone(UTC))
    event.add("description", vText("\n".join(_description(session))))
    event.add("categories", sorted({slot.kind for slot in session.slots}))
    event.add("status", "CONFIRMED")
    event.add_component(_alarm(_BEFORE_SESSION, _summary(session)))
    return event


def _cancelled(plan: Plan, session: Session) -> Event:
    event = _event(_uid(plan, session), plan.at, "Not planned any more", session.sequence)
    event.add("dtstart", session.at.astimezone(UTC))
    event.add("dtend", (session.at + timedelta(minutes=max(1, session.minutes))).astimezone(UTC))
    event.add("status", "CANCELLED")
    return event


def _dated(plan: Plan, dated: Dated) -> Event:
    event = _event(_hashed("date", dated.id), plan.at, dated.title, 0)
    if dated.url:
        event.add("url", dated.url)
    event.add("transp", "TRANSPARENT")
    if dated.last is not None:  # whole days; the end of an all-day event is the day after its last
        event.add("dtstart", dated.at.date())
        event.add("dtend", dated.last + timedelta(days=1))
        return event
    event.add("dtstart", dated.at.astimezone(UTC))
    event.add("dtend", (dated.at + _DUE).astimezone(UTC))
    for before in _BEFORE_DEADLINE:
        event.add_component(_alarm(before, dated.title))
    return event


def _event(uid: str, at: datetime, summary: str, sequence: int) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", sequence)
    event.add("summary", " ".join(summary.split()))
    return event


def _alarm(before: timedelta, told: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", before)
    alarm.add("description", " ".join(told.split()))
    return alarm


def _uid(plan: Plan, session: Session) -> str:
    """Stable for a person, a day and the sitting's rule in the cadence, at whatever hour it begins."""
    name = session.name or f"{session.at:%H:%M}"
    return _hashed(plan.person, plan.week, f"{session.at:%A} {name}")


def _hashed(*names: str | date) -> str:
    """An id that tells nobody who the person is."""
    told = "\n".join(map(str, names))
    return f"{hashlib.sha256(told.encode()).hexdigest()[:32]}@mainstem"


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
    for prompt in slot.prompts:
        yield f"? {prompt}"
    yield ""
