"""Plans as printed, every one that was ever made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, insert, select

from mainstem.model import Alert, Dated, Missed, Part, Plan, Session, Slot, Yielded
from mainstem.store.db import Database, next_n
from mainstem.store.schema import plan_works, plans
from mainstem.store.works import current_ids
from mainstem.text.plan_doc import gauges_from_dict

Document = Mapping[str, Any]


class Plans:
    """Plans by person and ISO week."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, plan: Plan) -> None:
        """Keeps a plan; an earlier one of the same person and week is kept as history."""
        row = {"person": plan.person, "week": plan.week, "at": plan.at, "plan": asdict(plan)}
        with self._db.writing() as conn:
            n = next_n(conn, plans)
            conn.execute(insert(plans).values(n=n, **row))
            named = [{"plan_n": n, "key": key} for key in sorted(_named(plan))]
            if named:
                conn.execute(insert(plan_works), named)

    def last(self, person: str, week: str) -> Plan | None:
        """The newest plan of that week."""
        found = self._read(_newest(person, [week]))
        return found[0] if found else None

    def newest(self, person: str) -> Plan | None:
        """The plan that was made last, of whatever week."""
        found = self._read(select(func.max(plans.c.n)).where(plans.c.person == person))
        return found[0] if found else None

    def before(self, person: str, week: str, n: int) -> list[Plan]:
        """The newest plans of the ``n`` calendar weeks before ``week``, latest first."""
        monday = date.fromisoformat(f"{week}-1")
        weeks = [iso_week(monday - timedelta(weeks=back)) for back in range(1, n + 1)]
        return self._read(_newest(person, weeks))

    def _read(self, ns: Select[tuple[int]]) -> list[Plan]:
        """Plans by number, latest week first, their works under the names they go by now."""
        query = select(plans.c.plan).where(plans.c.n.in_(ns)).order_by(plans.c.week.desc())
        with self._db.reading() as conn:
            found = [_plan(row.plan, {}) for row in conn.execute(query)]
            ids = current_ids(conn, {key for plan in found for key in _named(plan)})
        return [_plan(asdict(plan), ids) for plan in found]


def _newest(person: str, weeks: Sequence[str]) -> Select[tuple[int]]:
    of_weeks = select(func.max(plans.c.n)).where(plans.c.person == person, plans.c.week.in_(weeks))
    return of_weeks.group_by(plans.c.week)


def iso_week(day: date) -> str:
    """The ISO week of a day, such as ``2026-W27``."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def _named(plan: Plan) -> set[str]:
    slots = [slot for session in plan.sessions for slot in session.slots]
    parts = [part.work for slot in slots for part in (*slot.items, *slot.about)]
    return {*(slot.work for slot in slots), *parts, *(missed.work for missed in plan.missed)}


def _plan(told: Document, ids: Mapping[str, str]) -> Plan:
    """The plan of a stored document, its works under the names they go by now."""
    fields = dict(told)
    fields["starts_on"] = _as(date, told["starts_on"])
    fields["at"] = _as(datetime, told["at"])
    for name in ("sessions", "cancelled"):
        fields[name] = tuple(_session(one, ids) for one in told.get(name, ()))
    fields["yielded"] = tuple(Yielded(**one) for one in told["yielded"])
    for name in ("missed", "let_go"):
        fields[name] = tuple(Missed(**_renamed(one, ids)) for one in told.get(name, ()))
    fields["alerts"] = tuple(Alert(**_renamed(one, ids)) for one in told.get("alerts", ()))
    fields["notices"] = tuple(told.get("notices", ()))
    fields["dates"] = tuple(_dated(one) for one in told.get("dates", ()))
    fields["gauges"] = gauges_from_dict(told["gauges"])
    fields["snapshot_streams"] = tuple(told["snapshot_streams"])
    return Plan(**fields)


def _dated(told: Document) -> Dated:
    last = _as(date, told["last"]) if told["last"] else None
    return Dated(**{**told, "at": _as(datetime, told["at"]), "last": last})


def _session(told: Document, ids: Mapping[str, str]) -> Session:
    slots = tuple(_slot(one, ids) for one in told["slots"])
    return Session(_as(datetime, told["at"]), slots, told.get("name", ""), told.get("sequence", 0))


def _slot(told: Document, ids: Mapping[str, str]) -> Slot:
    names = ("items", "about")
    parts = {name: tuple(Part(**_renamed(one, ids)) for one in told.get(name, ())) for name in names}
    return Slot(**{**_renamed(told, ids), **parts, "prompts": tuple(told.get("prompts", ()))})


def _renamed(told: Document, ids: Mapping[str, str]) -> dict[str, Any]:
    return {**told, "work": ids.get(told["work"], told["work"])}


def _as(kind: type[date], told: Any) -> Any:
    return kind.fromisoformat(told) if isinstance(told, str) else told
