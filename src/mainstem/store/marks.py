"""What people did with works. Rows are only ever added; taking one back is a row too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select, true

from mainstem.model import Mark
from mainstem.store.db import Database, next_n
from mainstem.store.schema import marks, work_keys, works

_NAMED: ColumnElement[str] = func.coalesce(works.c.id, marks.c.key)  # a work as it is called today

_TOLD = (
    *(marks.c.n, marks.c.person, _NAMED.label("work_id")),
    *(marks.c.action, marks.c.at, marks.c.note, marks.c.rating),
)


class Marks:
    """Marks by person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, mark: Mark) -> None:
        """Records a mark; nothing is overwritten."""
        with self._db.writing() as conn:
            row = {"person": mark.person, "key": mark.work_id, "action": mark.action, "at": mark.at}
            conn.execute(
                insert(marks).values(n=next_n(conn, marks), note=mark.note, rating=mark.rating, **row)
            )

    def of(self, person: str, until: datetime | None = None) -> list[Mark]:
        """A person's marks that stand (up to ``until``, it included), oldest first.

        Each names its work as it is called today, whatever it was called then. A mark that was taken back
        counts as never made, at any ``until``.
        """
        query = _standing(person).order_by(marks.c.at, marks.c.n)
        if until is not None:
            query = query.where(marks.c.at <= until)
        with self._db.reading() as conn:
            return [_mark(row) for row in conn.execute(query)]

    def shared(self, since: datetime | None = None) -> list[Mark]:
        """The notes that anybody shared with the team (at or after ``since``) and that stand, oldest first."""
        query = _standing(None).where(marks.c.action == "share").order_by(marks.c.at, marks.c.n)
        if since is not None:
            query = query.where(marks.c.at >= since)
        with self._db.reading() as conn:
            return [_mark(row) for row in conn.execute(query)]

    def undo(self, person: str, work_id: str | None = None) -> Mark | None:
        """Takes back the mark that the person recorded last (on that work) of those that stand, and returns it."""
        query = _standing(person)
        if work_id is not None:
            query = query.where(_NAMED.in_([work_id]))
        with self._db.writing() as conn:
            row = conn.execute(query.order_by(marks.c.n.desc()).limit(1)).one_or_none()
            if row is None:
                return None
            undone = _mark(row)
            undo = {"key": undone.work_id, "action": "undo", "at": self._db.now(), "note": ""}
            conn.execute(insert(marks).values(n=next_n(conn, marks), person=person, undoes_n=row.n, **undo))
        return undone

    def erase(self, person: str) -> int:
        """Removes every mark that the person ever made, taken back or not; how many rows went."""
        with self._db.writing() as conn:
            return conn.execute(delete(marks).where(marks.c.person == person)).rowcount


def _mark(row: Any) -> Mark:
    return Mark(row.person, row.work_id, row.action, row.at, row.note, row.rating)


def _standing(person: str | None) -> Select[Any]:
    """The marks of a person, or of everybody, that were not taken back."""
    of_whom = true() if person is None else marks.c.person == person
    undone = select(marks.c.undoes_n).where(marks.c.undoes_n.is_not(None))
    return (
        select(
            marks.c.n,
            marks.c.person,
            _NAMED.label("work_id"),
            marks.c.action,
            marks.c.at,
            marks.c.note,
            marks.c.rating,
        )
        .outerjoin_from(marks, work_keys, work_keys.c.key == marks.c.key)
        .outerjoin(works, works.c.n == work_keys.c.work_n)
        .where(of_whom, marks.c.action != "undo", marks.c.n.not_in(undone))
    )
