"""What works are about, as it was last told, and what people said against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sqlalchemy import delete, func, insert, select

from mainstem.model import Classification, Correction, Work
from mainstem.store.db import Database, chunks, next_n
from mainstem.store.schema import classes, corrections, items, work_keys, works
from mainstem.store.works import works_of

_TOLD = ("relevance", "axis", "topic", "sector", "kind", "why")


class Classes:
    """Classifications by work, and corrections by person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def lacking(self, model: str, limit: int) -> list[Work]:
        """Up to ``limit`` works that ``model`` did not classify yet."""
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
            for keys in chunks(made):
                conn.execute(delete(classes).where(classes.c.key.in_(keys)))
            if rows:
                conn.execute(insert(classes), rows)

    def drop(self, keys: Iterable[str]) -> None:
        """Forgets what works are about, such as after one of their items changed."""
        with self._db.writing() as conn:
            for chunk in chunks(keys):
                conn.execute(delete(classes).where(classes.c.key.in_(chunk)))

    def forget_of(self, item_ns: Iterable[int]) -> None:
        """Forgets what the works of these items are about."""
        ids = select(works.c.id).join(items, items.c.work_n == works.c.n)
        with self._db.writing() as conn:
            for chunk in chunks(item_ns):
                conn.execute(delete(classes).where(classes.c.key.in_(ids.where(items.c.n.in_(chunk)))))

    def any(self) -> bool:
        """Whether anything was ever classified."""
        with self._db.reading() as conn:
            return conn.execute(select(classes.c.key).limit(1)).first() is not None

    def get(self, work_id: str) -> Classification | None:
        """What a work is about, if that was told yet."""
        query = select(*(classes.c[name] for name in _TOLD)).where(classes.c.key == work_id)
        with self._db.reading() as conn:
            row = conn.execute(query).one_or_none()
        return None if row is None else Classification(*row)

    def topics(self) -> Counter[str]:
        """How many works are about each topic."""
        query = (
            select(classes.c.topic, func.count().label("n"))
            .where(classes.c.topic.is_not(None))
            .group_by(classes.c.topic)
        )
        with self._db.reading() as conn:
            return Counter({row.topic: row.n for row in conn.execute(query)})

    def correct(self, correction: Correction) -> None:
        """Records what a person says of a work's class; nothing is overwritten."""
        one = correction
        row = {"person": one.person, "key": one.work_id, "field": one.field, "value": one.value, "at": one.at}
        with self._db.writing() as conn:
            conn.execute(insert(corrections).values(n=next_n(conn, corrections), **row))

    def corrections(self) -> list[Correction]:
        """All that anyone said, oldest first, each under its work's name of today."""
        c = corrections.c
        named = func.coalesce(works.c.id, c.key)
        query = (
            select(named, c.field, c.value, c.at, c.person)
            .outerjoin_from(corrections, work_keys, work_keys.c.key == c.key)
            .outerjoin(works, works.c.n == work_keys.c.work_n)
            .order_by(c.n)
        )
        with self._db.reading() as conn:
            return [Correction(*row) for row in conn.execute(query)]
