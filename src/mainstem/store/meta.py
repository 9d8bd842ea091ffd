"""A few facts about the database itself, such as which snapshot was taken in."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from mainstem.store.db import Database
from mainstem.store.schema import meta

_CHANGES = "n_changes"


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
            _set(conn, key, value)


def changes(conn: Connection) -> int:
    """How often items, works or mentions were changed since the database was made."""
    return int(conn.execute(select(meta.c.value).where(meta.c.key == _CHANGES)).scalar() or 0)


def count_change(conn: Connection) -> None:
    """Counts one more."""
    _set(conn, _CHANGES, str(changes(conn) + 1))


def _set(conn: Connection, key: str, value: str) -> None:
    conn.execute(delete(meta).where(meta.c.key == key))
    conn.execute(insert(meta).values(key=key, value=value))
