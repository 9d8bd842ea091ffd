"""What runs by itself: when each job last ran, how it ended, and who runs it now (a lease)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from mainstem.model import JobState
from mainstem.store.db import Database
from mainstem.store.schema import jobs

_FIELDS = tuple(JobState.__dataclass_fields__)


class Jobs:
    """One row a job and person; ``person`` is empty for what is done for all."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[JobState]:
        """Every job that was ever seen, by name and person."""
        with self._db.reading() as conn:
            rows = conn.execute(select(jobs)).all()
        return sorted((_state(row) for row in rows), key=lambda one: (one.name, one.person))

    def get(self, name: str, person: str) -> JobState | None:
        """What is known of one."""
        with self._db.reading() as conn:
            return _get(conn, name, person)

    def see(self, name: str, person: str, covered_at: datetime | None) -> JobState:
        """The job's state; where it was never seen before, it counts as done up to ``covered_at``."""
        with self._db.writing() as conn:
            known = _get(conn, name, person)
            if known is None:
                known = JobState(name, person, covered_at)
                conn.execute(insert(jobs).values({field: getattr(known, field) for field in _FIELDS}))
        return known

    def claim(self, seen: JobState, holder: str, at: datetime, until: datetime) -> bool:
        """Takes the lease for ``holder``; False where another has it, or the job ran since it was ``seen``."""
        with self._db.writing() as conn:
            now = _get(conn, seen.name, seen.person)
            if now is None or now.is_held(at) or now.started_at != seen.started_at:
                return False
            # A failure until it ends well: a run that kills its process is not tried again at once.
            values = {
                "holder": holder,
                "started_at": at,
                "lease_until": until,
                "n_failed": now.n_failed + 1,
                "note": "",
                "error": "",
            }
            conn.execute(_one(seen.name, seen.person).values(values))
        return True

    def extend(self, name: str, person: str, holder: str, until: datetime) -> bool:
        """Makes the lease last longer; False where it is another's by now."""
        mine = _one(name, person).where(jobs.c.holder == holder)
        with self._db.writing() as conn:
            return bool(conn.execute(mine.values(lease_until=until)).rowcount)

    def end(self, ended: JobState) -> bool:
        """Keeps how it ended and gives the lease back; False where it is another's by now, and nothing is kept."""
        mine = _one(ended.name, ended.person).where(jobs.c.holder == ended.holder)
        told = ("covered_at", "ended_at", "n_failed", "error", "note")
        values = {field: getattr(ended, field) for field in told}
        with self._db.writing() as conn:
            return bool(conn.execute(mine.values(**values, holder="", lease_until=None)).rowcount)


def _one(name: str, person: str) -> Any:
    return update(jobs).where(jobs.c.name == name, jobs.c.person == person)


def _get(conn: Connection, name: str, person: str) -> JobState | None:
    query = select(jobs).where(jobs.c.name == name, jobs.c.person == person)
    row = conn.execute(query).one_or_none()
    return None if row is None else _state(row)


def _state(row: Any) -> JobState:
    return JobState(*(getattr(row, field) for field in _FIELDS))
