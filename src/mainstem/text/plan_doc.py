"""A plan as a JSON document, and back: the form in which plans are kept, exported and served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from mainstem.model import Alert, Dated, Gauge, Gauges, Missed, Part, Plan, Session, Slot, Yielded

_PARTS = ("items", "about")


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """The plan as plain JSON values; moments are ISO 8601 with offset, unknowns are null."""
    return {
        "person": plan.person,
        "week": plan.week,
        "starts_on": plan.starts_on.isoformat(),
        "at": plan.at.isoformat(),
        "budget_min": plan.budget_min,
        "planned_min": plan.planned_min,
        "gauges": {"days_behind": plan.gauges.days_behind, "filter_bubble": plan.gauges.filter_bubble},
        "gauges_about": [asdict(one) for one in plan.gauges.about],
        "snapshot": {"date": plan.snapshot_date, "streams": list(plan.snapshot_streams)},
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "yielded": [asdict(told) for told in plan.yielded],
        "missed": [asdict(told) for told in plan.missed],
        "let_go": [asdict(told) for told in plan.let_go],
        "alerts": [asdict(told) for told in plan.alerts],
        "notices": list(plan.notices),
        "dates": [_dated_to_dict(dated) for dated in plan.dates],
        "cancelled": [_session_to_dict(session) for session in plan.cancelled],
        "sessions": [_session_to_dict(session) for session in plan.sessions],
    }


def plan_from_dict(doc: Mapping[str, Any]) -> Plan:
    """The plan of a document that :func:`plan_to_dict` wrote.

    Raises KeyError, TypeError or ValueError for anything else.
    """
    return Plan(
        person=doc["person"],
        week=doc["week"],
        starts_on=date.fromisoformat(doc["starts_on"]),
        at=datetime.fromisoformat(doc["at"]),
        budget_min=doc["budget_min"],
        sessions=tuple(_session_from_dict(session) for session in doc["sessions"]),
        yielded=tuple(Yielded(**told) for told in doc["yielded"]),
        missed=tuple(Missed(**told) for told in doc["missed"]),
        let_go=tuple(Missed(**told) for told in doc["let_go"]),
        alerts=tuple(Alert(**told) for told in doc["alerts"]),
        notices=tuple(doc["notices"]),
        dates=tuple(_dated_from_dict(dated) for dated in doc["dates"]),
        cancelled=tuple(_session_from_dict(session) for session in doc["cancelled"]),
        gauges=gauges_from_dict({**doc["gauges"], "about": doc["gauges_about"]}),
        objective=doc["objective"],
        bound=doc["bound"],
        gap=doc["gap"],
        snapshot_date=doc["snapshot"]["date"],
        snapshot_streams=tuple(doc["snapshot"]["streams"]),
    )


def gauges_from_dict(doc: Mapping[str, Any]) -> Gauges:
    """The gauges of a plan's document."""
    about = (
        Gauge(
            one["name"], one["basis"], one["remedy"], tuple((week, value) for week, value in one["history"])
        )
        for one in doc.get("about", ())
    )
    return Gauges(doc["days_behind"], doc["filter_bubble"], tuple(about))


def _dated_to_dict(dated: Dated) -> dict[str, Any]:
    last = dated.last.isoformat() if dated.last else None
    return {**asdict(dated), "at": dated.at.isoformat(), "last": last}


def _dated_from_dict(doc: Mapping[str, Any]) -> Dated:
    last = date.fromisoformat(doc["last"]) if doc["last"] else None
    return Dated(doc["id"], doc["title"], datetime.fromisoformat(doc["at"]), doc["url"], last)


def _session_to_dict(session: Session) -> dict[str, Any]:
    return {
        "at": session.at.isoformat(),
        "minutes": session.minutes,
        "name": session.name,
        "sequence": session.sequence,
        "slots": [_slot_to_dict(slot) for slot in session.slots],
    }


def _slot_to_dict(slot: Slot) -> dict[str, Any]:
    parts = {name: [asdict(part) for part in getattr(slot, name)] for name in _PARTS}
    return {**asdict(slot), **parts}


def _session_from_dict(doc: Mapping[str, Any]) -> Session:
    slots = tuple(_slot_from_dict(slot) for slot in doc["slots"])
    return Session(datetime.fromisoformat(doc["at"]), slots, doc["name"], doc["sequence"])


def _slot_from_dict(doc: Mapping[str, Any]) -> Slot:
    parts = {name: tuple(Part(**part) for part in doc.get(name, ())) for name in _PARTS}
    return Slot(**{**doc, **parts, "prompts": tuple(doc["prompts"])})
