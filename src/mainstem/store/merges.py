"""Two works made one, and one made two: by whom, why, and never again against a person's word.

What points at a work by a key follows of itself (``schema``), so a merge moves items and keys and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Column, Connection, delete, insert, or_, select, update

from mainstem.errors import UnknownWork, UsageError
from mainstem.store.classes import forget
from mainstem.store.db import Database, chunks, next_n
from mainstem.store.identity import rank_of
from mainstem.store.meta import count_change
from mainstem.store.schema import items, joins, splits, successors, work_keys, works

MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Change:
    """One step in the history of what is one work."""

    what: Literal["joined", "split"]
    work: str  # the name of the work that was kept, or that the other was split from
    other: str  # the name of the work that went into it, or came out of it
    why: str
    by: str  # "machine" or a person
    at: datetime


class Merges:
    """What was joined, told apart, and seen to follow one another."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def merge(self, a: str, b: str, why: str, by: str = MACHINE) -> str | None:
        """Makes the works that go by two keys one; its name, or None where there was nothing to do.

        Nothing is done where they are one already, or where the machine would join what a person told apart; a
        person's own merge takes such a word back. Raises UnknownWork.
        """
        with self._db.writing() as conn:
            return _merge(conn, a, b, why, by, self._db.now())

    def join(self, found: Iterable[tuple[str, str, str]]) -> int:
        """Makes every two works one that the machine found to be one, and says why; how many were joined."""
        with self._db.writing() as conn:
            done = [_merge(conn, a, b, why, MACHINE, self._db.now()) for a, b, why in found]
        return sum(name is not None for name in done)

    def split(self, key: str, why: str, by: str) -> str:
        """Takes what goes by ``key`` out of its work, into one of its own; the new work's name.

        Where ``key`` came with a work that was joined, all that came with it leaves. No machine joins the two again.
        Raises UnknownWork, and UsageError where nothing would leave or nothing would stay.
        """
        with self._db.writing() as conn:
            n = _number(conn, key)
            leaving = _came_with(conn, key) & set(keys_of(conn, n)) | {key}
            moved, staying = _divide(conn, n, leaving)
            if not moved or not staying:
                what = "is all there is of that work" if moved else "is no item's first name in that work"
                raise UsageError(key, what, "`mainstem show` lists what a work goes by")
            made = next_n(conn, works)
            left = sorted(set(keys_of(conn, n)) - leaving, key=rank_of)
            old, new = left[0], min(sorted(leaving), key=rank_of)
            was = dict(_names(conn, [n]))[n]
            old = was if was in left else old
            conn.execute(update(works).where(works.c.n == n).values(id=old))
            conn.execute(insert(works).values(n=made, id=new))
            for chunk in chunks(moved):
                conn.execute(update(items).where(items.c.n.in_(chunk)).values(work_n=made))
            for some in chunks(leaving):
                conn.execute(update(work_keys).where(work_keys.c.key.in_(some)).values(work_n=made))
            row = {"n": next_n(conn, splits), "key": new, "from_key": old, "why": why, "by": by}
            conn.execute(insert(splits).values(**row, at=self._db.now()))
            forget(conn, (old, new))
            count_change(conn)
            return new

    def history(self, key: str | None = None) -> list[Change]:
        """What was joined and split, oldest first: of the work that goes by ``key``, or of all."""
        with self._db.reading() as conn:
            keys = None if key is None else set(keys_of(conn, _number(conn, key)))
            told = [
                Change("joined", row.kept_id, row.joined_id, row.why, row.by, row.at)
                for row in conn.execute(select(joins).order_by(joins.c.n))
            ]
            told += [
                Change("split", row.from_key, row.key, row.why, row.by, row.at)
                for row in conn.execute(select(splits).order_by(splits.c.n))
            ]
        told = [one for one in told if keys is None or {one.work, one.other} & keys]
        return sorted(told, key=lambda one: one.at)

    def follow(self, found: Iterable[tuple[str, str, str]]) -> int:
        """Keeps that one work follows another, and why; how many are new. Either may be unknown to the store."""
        c = successors.c
        with self._db.writing() as conn:
            known = {(row.earlier, row.later) for row in conn.execute(select(c.earlier, c.later))}
            new = {(a, b): why for a, b, why in found if (a, b) not in known}
            told = [
                {"earlier": a, "later": b, "why": why, "at": self._db.now()} for (a, b), why in new.items()
            ]
            if told:
                conn.execute(insert(successors), told)
        return len(new)

    def followers(self, key: str) -> list[tuple[str, str]]:
        """The works that follow the one that goes by ``key``: a key of each, and why."""
        return self._beside(key, successors.c.earlier, successors.c.later)

    def followed(self, key: str) -> list[tuple[str, str]]:
        """The works that the one that goes by ``key`` follows: a key of each, and why."""
        return self._beside(key, successors.c.later, successors.c.earlier)

    def _beside(self, key: str, its: Column[str], other: Column[str]) -> list[tuple[str, str]]:
        with self._db.reading() as conn:
            n = _found(conn, key)
            keys = [key] if n is None else keys_of(conn, n)
            query = select(other, successors.c.why).where(its.in_(keys)).order_by(successors.c.at, other)
            return [(row[0], row[1]) for row in conn.execute(query)]


def _merge(conn: Connection, a: str, b: str, why: str, by: str, at: datetime) -> str | None:
    ns = [_number(conn, key) for key in (a, b)]
    if ns[0] == ns[1]:
        return None
    apart = _between(conn, *ns)
    if apart and by == MACHINE:
        return None
    conn.execute(delete(splits).where(splits.c.n.in_(apart)))
    names = dict(_names(conn, ns))
    kept, lost = sorted(ns, key=lambda n: (rank_of(names[n]), n))
    moved = keys_of(conn, lost)
    conn.execute(update(items).where(items.c.work_n == lost).values(work_n=kept))
    conn.execute(update(work_keys).where(work_keys.c.work_n == lost).values(work_n=kept))
    conn.execute(delete(works).where(works.c.n == lost))
    told = {"kept_id": names[kept], "joined_id": names[lost], "item_id": "", "keys": moved}
    conn.execute(insert(joins).values({"n": next_n(conn, joins), "why": why, "by": by, "at": at, **told}))
    forget(conn, names.values())
    count_change(conn)
    return str(names[kept])


def keys_of(conn: Connection, n: int) -> list[str]:
    """The keys of a work, in order."""
    query = select(work_keys.c.key).where(work_keys.c.work_n == n).order_by(work_keys.c.key)
    return list(conn.execute(query).scalars())


def told_apart(conn: Connection) -> set[tuple[int, int]]:
    """The numbers of every two works that a person told apart."""
    rows = conn.execute(select(splits.c.key, splits.c.from_key)).all()
    if not rows:
        return set()
    found = _numbers(conn, {key for row in rows for key in row})
    return {(found[a], found[b]) for a, b in rows if a in found and b in found}


def _between(conn: Connection, a: int, b: int) -> list[int]:
    """The numbers of the splits that tell two works apart."""
    ours, theirs = keys_of(conn, a), keys_of(conn, b)
    c = splits.c
    one = c.key.in_(ours) & c.from_key.in_(theirs)
    other = c.key.in_(theirs) & c.from_key.in_(ours)
    return list(conn.execute(select(c.n).where(or_(one, other))).scalars())


def _came_with(conn: Connection, key: str) -> set[str]:
    """The keys that the newest join brought together with ``key``."""
    for (keys,) in conn.execute(select(joins.c["keys"]).order_by(joins.c.n.desc())):
        if key in keys:
            return set(keys)
    return {key}


def _divide(conn: Connection, n: int, leaving: set[str]) -> tuple[list[int], list[int]]:
    """The items of a work that leave with these keys, and those that stay: an item is of its first key."""
    told: Mapping[bool, list[int]] = {True: [], False: []}
    for item_n, keys in conn.execute(select(items.c.n, items.c["keys"]).where(items.c.work_n == n)):
        told[bool(keys) and keys[0] in leaving].append(item_n)
    return told[True], told[False]


def _numbers(conn: Connection, keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in chunks(keys):
        query = select(work_keys.c.key, work_keys.c.work_n).where(work_keys.c.key.in_(chunk))
        found.update((row[0], row[1]) for row in conn.execute(query))
    return found


def _found(conn: Connection, key: str) -> int | None:
    return _numbers(conn, [key]).get(key)


def _number(conn: Connection, key: str) -> int:
    n = _found(conn, key)
    if n is None:
        raise UnknownWork(key, "no work goes by it")
    return n


def _names(conn: Connection, ns: Iterable[int]) -> Iterable[tuple[Any, Any]]:
    return [
        (row[0], row[1]) for row in conn.execute(select(works.c.n, works.c.id).where(works.c.n.in_(list(ns))))
    ]
