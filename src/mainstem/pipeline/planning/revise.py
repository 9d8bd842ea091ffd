"""What changed since the week was planned before, so that calendars update instead of adding."""

from __future__ import annotations

from dataclasses import replace

from mainstem.model import Plan, Session

_Place = tuple[object, str]


def revised(plan: Plan, earlier: Plan | None) -> Plan:
    """The plan with its sittings' sequences counted on from ``earlier``, the last plan of the same week.

    A sequence grows by one when what is in a sitting, or its hour, changed; a sitting that is no more stands
    under ``cancelled`` until it comes back.
    """
    if earlier is None:
        return plan
    before = {_place(session): session for session in (*earlier.sessions, *earlier.cancelled)}
    cancelled = {_place(session) for session in earlier.cancelled}
    sessions = tuple(_counted(session, before.get(_place(session)), cancelled) for session in plan.sessions)
    kept = {_place(session) for session in sessions}
    gone = tuple(
        session if place in cancelled else replace(session, sequence=session.sequence + 1)
        for place, session in before.items()
        if place not in kept
    )
    return replace(plan, sessions=sessions, cancelled=gone)


def _place(session: Session) -> _Place:
    return session.at.date(), session.name or f"{session.at:%H:%M}"


def _counted(session: Session, before: Session | None, cancelled: set[_Place]) -> Session:
    if before is None:
        return session
    same = (before.at, before.slots) == (session.at, session.slots) and _place(session) not in cancelled
    return replace(session, sequence=before.sequence + (not same))
