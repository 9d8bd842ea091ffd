"""What people asked for: follows, mutes, and what is to be forgotten. Rows are only ever added, as marks are."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, delete, insert, select

from mainstem.model import Wish
from mainstem.store.db import Database, next_n
from mainstem.store.schema import wishes


class Wishes:
    """Wishes by person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, wish: Wish) -> None:
        """Records a wish; nothing is overwritten."""
        with self._db.writing() as conn:
            told = {name: getattr(wish, name) for name in ("person", "sense", "kind", "name", "at")}
            told["exceptions"] = list(wish.exceptions)
            conn.execute(insert(wishes).values(n=next_n(conn, wishes), **told))

    def of(self, person: str) -> list[Wish]:
        """A person's wishes that stand, in the order in which they were made."""
        with self._db.reading() as conn:
            return [_wish(row) for row in conn.execute(_standing(person))]

    def take_back(self, wish: Wish) -> None:
        """Ends a wish, however often it was made; one that does not stand is let be."""
        with self._db.writing() as conn:
            same = [row for row in conn.execute(_standing(wish.person)).all() if _alike(_wish(row), wish)]
            for row in same:
                told: dict[str, Any] = {
                    "sense": "undo",
                    "kind": wish.kind,
                    "name": wish.name,
                    "exceptions": [],
                }
                told |= {"person": wish.person, "at": self._db.now(), "undoes_n": row.n}
                conn.execute(insert(wishes).values(n=next_n(conn, wishes), **told))

    def erase(self, person: str) -> int:
        """Removes every wish that the person ever had, taken back or not; how many rows went."""
        with self._db.writing() as conn:
            return conn.execute(delete(wishes).where(wishes.c.person == person)).rowcount


def _wish(row: Any) -> Wish:
    return Wish(row.person, row.sense, row.kind, row.name, row.at, tuple(row.exceptions))


def _alike(one: Wish, other: Wish) -> bool:
    return (one.sense, one.kind, one.name) == (other.sense, other.kind, other.name)


def _standing(person: str) -> Select[Any]:
    undone = select(wishes.c.undoes_n).where(wishes.c.undoes_n.is_not(None))
    standing = select(wishes).where(wishes.c.person == person, wishes.c.sense != "undo")
    return standing.where(wishes.c.n.not_in(undone)).order_by(wishes.c.n)
