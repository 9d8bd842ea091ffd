"""A few facts about the database itself, such as which snapshot was taken in."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from mainstem.store.db import Database
from mainstem.store.schema import meta


class Meta:
    """Words by name."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str) -> str | None:
        """What was set last, or None."""
        with self._db.reading() as conn:
            return conn.execute(select(meta.c.value).where(meta.c.key == key)).scalar()

    def set(self, key: str, value: str) -> None:
        """Keeps ``value`` in place of what was set before."""
        with self._db.writing() as conn:
            conn.execute(delete(meta).where(meta.c.key == key))
            conn.execute(insert(meta).values(key=key, value=value))
