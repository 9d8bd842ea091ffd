"""What works are about, as it was last told, and what people said against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from mainstem.model import Classification, Correction, Work
from mainstem.store.db import Database, chunks, next_n
from mainstem.store.schema import classes, corrections, work_keys, works
from mainstem.store.works import works_of

_TOLD = ("relevance", "axis", "topic", "sector", "kind", "why", "corrected", "worth")


class Classes:
    """Classifications by work, and corrections by person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def lacking(self, model: str, limit: int) -> list[Work]:
        """Up to ``limit`` works that ``model`` did not classify since they last changed."""
        made = classes.c.key == works.c.id, classes.c.model == model
        query = select(works.c.n).outerjoin(classes, made[0] & made[1]).where(classes.c.key.is_(None))
        with self._db.reading() as conn:
            ns = list(conn.execute(query.order_by(works.c.n).limit(limit)).scalars())
            return list(works_of(conn, ns).values())

    def put(self, model: str, made: Mapping[str, Classification]) -> None:
        """Keeps what works are about, by their ids, in place of what was told before."""
        rows = [
            {"key": key, "model": model, **{name: getattr(one, name) for name in _TOLD}}
            for key, one in made.items()
        ]
        with self._db.writing() as conn:
            forget(conn, made)
            if rows:
                conn.execute(insert(classes), rows)

    def any(self) -> bool:
        """Whether anything was ever classified."""
        with self._db.reading() as conn:
            return conn.execute(select(classes.c.key).limit(1)).first() is not None

    def kept(self, model: str, work_ids: Iterable[str]) -> dict[str, Classification]:
        """What ``model`` told of those of these works that did not change since."""
        query = select(classes.c.key, *(classes.c[name] for name in _TOLD)).where(classes.c.model == model)
        found: dict[str, Classification] = {}
        with self._db.reading() as conn:
            for chunk in chunks(work_ids):
                rows = conn.execute(query.where(classes.c.key.in_(chunk)))
                found.update((row[0], _classification(row)) for row in rows)
        return found

    def topics(self) -> Counter[str]:
        """How many works are about each topic."""
        query = (
            select(classes.c.topic, func.count().label("n"))
            .where(classes.c.topic.is_not(None))
            .group_by(classes.c.topic)
        )
        with self._db.reading() as conn:
            return Counter({row.topic: row.n for row in conn.execute(query)})

    def correct(self, said: Iterable[Correction]) -> None:
        """Records what a person says of a work's class, all or nothing; nothing is overwritten."""
        with self._db.writing() as conn:
            for n, one in enumerate(said, next_n(conn, corrections)):
                row = {"person": one.person, "key": one.work_id, "field": one.field, "value": one.value}
                conn.execute(insert(corrections).values(n=n, at=one.at, **row))

    def undo(self, person: str) -> Correction | None:
        """Takes back the correction that the person recorded last of those that stand, and returns it."""
        with self._db.writing() as conn:
            last = _standing().where(corrections.c.person == person).order_by(None)
            row = conn.execute(last.order_by(corrections.c.n.desc()).limit(1)).one_or_none()
            if row is None:
                return None
            undone = Correction(*row[1:])
            undo = {"key": undone.work_id, "field": undone.field, "value": undone.value, "person": person}
            n = next_n(conn, corrections)
            conn.execute(insert(corrections).values(n=n, at=self._db.now(), undoes_n=row[0], **undo))
        return undone

    def corrections(self) -> list[Correction]:
        """All that anyone said and that stands, oldest first, each under its work's name of today."""
        with self._db.reading() as conn:
            return [Correction(*row[1:]) for row in conn.execute(_standing())]


def _classification(row: Any) -> Classification:
    told = {name: getattr(row, name) for name in _TOLD}
    return Classification(**told | {"corrected": tuple(row.corrected)})


def forget(conn: Connection, work_ids: Iterable[str]) -> None:
    """Forgets what works were said to be about: after their items changed, or became those of another work."""
    for chunk in chunks(work_ids):
        conn.execute(delete(classes).where(classes.c.key.in_(chunk)))


def _standing() -> Select[Any]:
    c = corrections.c
    undone = select(c.undoes_n).where(c.undoes_n.is_not(None))
    return (
        select(c.n, func.coalesce(works.c.id, c.key), c.field, c.value, c.at, c.person)
        .outerjoin_from(corrections, work_keys, work_keys.c.key == c.key)
        .outerjoin(works, works.c.n == work_keys.c.work_n)
        .where(c.undoes_n.is_(None), c.n.not_in(undone))
        .order_by(c.n)
    )
