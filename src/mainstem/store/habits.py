"""What people chose for their weeks, by name, and how long their readings took."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, func, insert, select

from mainstem.model import Reading
from mainstem.store.db import Database, next_n
from mainstem.store.schema import preferences, readings, work_keys, works


class Habits:
    """Preferences and readings by person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def set(self, person: str, name: str, value: Any) -> None:
        """Keeps a JSON value under a name, in place of what was there."""
        row = {"person": person, "name": name, "value": value, "at": self._db.now()}
        with self._db.writing() as conn:
            conn.execute(_named(person, name))
            conn.execute(insert(preferences).values(row))

    def drop(self, person: str, name: str) -> bool:
        """Removes what was kept under a name; whether there was anything."""
        with self._db.writing() as conn:
            return bool(conn.execute(_named(person, name)).rowcount)

    def all(self, person: str) -> dict[str, Any]:
        """A person's values by name, in the order of names."""
        query = select(preferences.c.name, preferences.c.value).where(preferences.c.person == person)
        with self._db.reading() as conn:
            return {row.name: row.value for row in sorted(conn.execute(query), key=lambda row: str(row.name))}

    def add(self, reading: Reading) -> None:
        """Records how long a reading took."""
        told = {"kind": reading.kind, "estimate_min": reading.estimate_min, "minutes": reading.minutes}
        with self._db.writing() as conn:
            row = {"person": reading.person, "key": reading.work_id, "at": reading.at, **told}
            conn.execute(insert(readings).values(n=next_n(conn, readings), **row))

    def readings(self, person: str) -> list[Reading]:
        """A person's readings, oldest first, each under its work's name of today."""
        named = func.coalesce(works.c.id, readings.c.key).label("work_id")
        query = (
            select(readings, named)
            .outerjoin_from(readings, work_keys, work_keys.c.key == readings.c.key)
            .outerjoin(works, works.c.n == work_keys.c.work_n)
            .where(readings.c.person == person)
            .order_by(readings.c.at, readings.c.n)
        )
        with self._db.reading() as conn:
            rows = conn.execute(query).all()
        return [Reading(r.person, r.work_id, r.kind, r.estimate_min, r.minutes, r.at) for r in rows]


def _named(person: str, name: str) -> Any:
    return delete(preferences).where(preferences.c.person == person, preferences.c.name == name)
