"""What telling works apart needs to know of them, and which were not compared yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from mainstem.store.db import Database, chunks
from mainstem.store.schema import items, mentions, uncompared, work_keys, works


@dataclass(frozen=True, slots=True)
class Brief:
    """One item as far as telling works apart needs it."""

    work_id: str
    source_id: str
    title: str
    url: str | None
    kind: str
    authors: tuple[str, ...]
    published_at: datetime | None


class Candidates:
    """Works as they are held against each other, by number."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def waiting(self) -> list[int]:
        """The numbers of the items that came or changed since the last comparison, in order."""
        with self._db.reading() as conn:
            return list(conn.execute(select(uncompared.c.item_n).order_by(uncompared.c.item_n)).scalars())

    def compared(self, item_ns: Iterable[int]) -> None:
        """Keeps that these items were compared."""
        with self._db.writing() as conn:
            for chunk in chunks(item_ns):
                conn.execute(delete(uncompared).where(uncompared.c.item_n.in_(chunk)))

    def of_items(self, item_ns: Iterable[int]) -> set[int]:
        """The works of these items, those aside that were let go."""
        c = items.c
        with self._db.reading() as conn:
            return {
                n
                for chunk in chunks(item_ns)
                for n in conn.execute(select(c.work_n).where(c.n.in_(chunk), c.work_n.is_not(None))).scalars()
            }

    def titles(self, kinds: Collection[str]) -> dict[int, tuple[str, str, str]]:
        """Name, kind and title of every work that has an item of these kinds; its paper tells, or its first item."""
        c = items.c
        query = (
            select(c.work_n, works.c.id, c.kind, c.title)
            .join_from(items, works)
            .where(c.kind.in_(kinds), c.gone_at.is_(None))
            .order_by((c.kind != "paper").desc(), c.n.desc())  # the best one last: it stays
        )
        with self._db.reading() as conn:
            return {n: (work_id, kind, title) for n, work_id, kind, title in conn.execute(query)}

    def links(self) -> dict[int, list[tuple[str, str]]]:
        """What the items of each work link: keys and the role of the mention."""
        query = (
            select(items.c.work_n, mentions.c.key, mentions.c.role)
            .join_from(mentions, items, items.c.id == mentions.c.item_id)
            .where(items.c.work_n.is_not(None))
            .order_by(mentions.c.n)
        )
        found: dict[int, list[tuple[str, str]]] = defaultdict(list)
        with self._db.reading() as conn:
            for n, key, role in conn.execute(query):
                found[n].append((key, role))
        return found

    def owners(self) -> dict[str, int]:
        """The work that goes by each key which some item links."""
        linked = select(mentions.c.key).where(mentions.c.item_id.is_not(None))
        query = select(work_keys.c.key, work_keys.c.work_n).where(work_keys.c.key.in_(linked))
        with self._db.reading() as conn:
            return {row.key: row.work_n for row in conn.execute(query)}

    def briefs(self, ns: Iterable[int], kinds: Collection[str]) -> dict[int, list[Brief]]:
        """The kept items of these kinds of some works; papers come first."""
        c = items.c
        query = (
            select(c.work_n, works.c.id, c.source_id, c.title, c.url, c.kind, c.authors, c.published_at)
            .join_from(items, works)
            .where(c.kind.in_(kinds), c.gone_at.is_(None))
            .order_by(c.kind != "paper", c.n)
        )
        found: dict[int, list[Brief]] = defaultdict(list)
        with self._db.reading() as conn:
            for chunk in chunks(ns):
                for row in conn.execute(query.where(c.work_n.in_(chunk))):
                    found[row[0]].append(Brief(*row[1:6], tuple(row.authors), row.published_at))
        return found

    def keys(self, ns: Iterable[int]) -> dict[int, list[str]]:
        """The keys of some works."""
        c = work_keys.c
        found: dict[int, list[str]] = defaultdict(list)
        with self._db.reading() as conn:
            for chunk in chunks(ns):
                query = select(c.work_n, c.key).where(c.work_n.in_(chunk)).order_by(c.key)
                for n, key in conn.execute(query):
                    found[n].append(key)
        return found

    def abstracts(self, ids: Iterable[str]) -> dict[str, str]:
        """The longest text of each of these works' papers, by the work's name; those without a text are left out."""
        c = items.c
        query = (
            select(works.c.id, c.text)
            .join_from(items, works)
            .where(c.kind == "paper", c.gone_at.is_(None), c.text != "")
            .order_by(func.length(c.text), c.n.desc())  # the longest one last: it stays
        )
        found: dict[str, str] = {}
        with self._db.reading() as conn:
            for chunk in chunks(ids):
                found.update((row.id, row.text) for row in conn.execute(query.where(works.c.id.in_(chunk))))
        return found
