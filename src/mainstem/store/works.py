"""Works, read."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, Connection, Row, func, insert, or_, select, type_coerce
from sqlalchemy import Text as SqlText

from mainstem.model import Item, Mention, Origin, Stream, Work
from mainstem.store.cards import work_of
from mainstem.store.citations import as_mentions, walked
from mainstem.store.db import Database, chunks, next_n
from mainstem.store.meta import count_change
from mainstem.store.schema import Moment, citations, items, mentions, work_keys, works

_ITEM = (
    items.c.id,
    items.c.source_id,
    items.c.key,
    works.c.id.label("work_id"),
    items.c.title,
    items.c.url,
    items.c.kind,
    items.c.stream,
    items.c.sector,
    items.c.first_seen_at,
    items.c.published_at,
    items.c.updated_at,
    items.c.authors,
    items.c.text,
    items.c.venue,
    items.c.extra,
    items.c.origin,
)
_MENTION = ("by", "kind", "at", "url", "item_id", "role")
_TOLD = tuple(mentions.c[name] for name in ("by", "place", "kind", "at", "url", "item_id", "role"))
KNOWN_AT = func.coalesce(items.c.published_at, items.c.first_seen_at)


class Works:
    """Works by any of their keys."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str) -> Work | None:
        """The work that goes by ``key`` (its id or any other of its keys)."""
        return self.of([key]).get(key)

    def of(self, keys: Iterable[str]) -> dict[str, Work]:
        """The works that go by ``keys``, by the key asked for; keys of no work are left out."""
        with self._db.reading() as conn:
            ns = numbers(conn, keys)
            told = works_of(conn, set(ns.values()))
        return {key: told[n] for key, n in ns.items() if n in told}

    def newest_from(
        self, groups: Mapping[str, Collection[str]], since: datetime, n_each: int
    ) -> dict[str, list[Work]]:
        """Up to ``n_each`` works that the sources of each group published since a moment, the newest first."""
        of = defaultdict[str, list[str]](list)
        for group, source_ids in groups.items():
            for source_id in source_ids:
                of[source_id].append(group)
        found = defaultdict[str, dict[int, None]](dict)
        with self._db.reading() as conn:
            for source_id, n in _newest_of(conn, of, since):
                for group in of[source_id]:
                    if len(found[group]) < n_each:
                        found[group][n] = None
            told = works_of(conn, {n for ns in found.values() for n in ns})
        return {group: [told[n] for n in found[group]] for group in groups}

    def known_at(self, at: datetime, streams: Mapping[Stream | None, str]) -> list[Work]:
        """Works known by ``at``, by id; ``streams`` says which origin counts for each stream.

        A work is known by an item that was published, or else first seen, by ``at``, and counts where one of
        these items is of the origin that its own stream asks for. What is told about it stems from no later
        item.
        """
        with self._db.reading() as conn:
            of_work = _items_by_work(conn, at >= KNOWN_AT)
            keys = _keys(conn)
        counted = {
            n: its
            for n, its in of_work.items()
            if any(item.origin in ("own", streams.get(item.stream)) for item in its)
        }
        told = [work_of(its[0].work_id, keys[n], its) for n, its in counted.items()]
        return sorted(told, key=lambda work: work.id)

    def mentions(self, until: datetime) -> dict[str, list[Mention]]:
        """Mentions dated up to ``until`` (undated ones too, last), by work id, oldest first.

        A work that the store does not know is named by the key that was cited.
        """
        with self._db.reading() as conn:
            told = _mentions(conn, or_(mentions.c.at.is_(None), mentions.c.at <= until))
            return _by_work([*told, *as_mentions(conn, until)])

    def mentions_of(self, key: str) -> list[Mention]:
        """The mentions of one work by any of its keys, oldest first, undated ones last."""
        with self._db.reading() as conn:
            n = numbers(conn, [key]).get(key)
            told = _mentions(conn, mentions.c.key == key if n is None else work_keys.c.work_n == n)
            written = as_mentions(
                conn, None, citations.c.key == key if n is None else work_keys.c.work_n == n
            )
        return sorted([*told, *written], key=_oldest_first)

    def cite(self, cited: Iterable[Mention]) -> int:
        """Keeps mentions that no item brought (what ships of repositories' histories); how many were new.

        Each once, and none by a repository whose history was walked: that knows better.
        """
        c = mentions.c
        known = select(c.key, *_TOLD).where(c.item_id.is_(None))
        with self._db.writing() as conn:
            have = {_mention(*row) for row in conn.execute(known)}
            own = walked(conn)
            new = [
                mention for mention in dict.fromkeys(cited) if mention not in have and mention.by not in own
            ]
            if new:
                write_mentions(conn, new)
                count_change(conn)
        return len(new)

    def days(self) -> dict[str, date]:
        """The day on which each work could first have been read, by id."""
        first = func.min(KNOWN_AT, type_=Moment)
        query = select(works.c.id, first).join_from(items, works).group_by(works.c.id)
        with self._db.reading() as conn:
            return {
                work_id: at.date() for work_id, at in conn.execute(query.where(items.c.gone_at.is_(None)))
            }

    def authors(self, name: str) -> Counter[str]:
        """How works spell the author ``name``, whatever its capitals, and in how many items each."""
        wanted = name.casefold()
        written = type_coerce(items.c.authors, SqlText)  # the list as it is stored
        held = func.lower(written).contains(f'"{name.lower()}"', autoescape=True)
        with self._db.reading() as conn:
            told = conn.execute(select(items.c.authors).where(held)).scalars()
            return Counter(author for its in told for author in its if author.casefold() == wanted)

    def count(self) -> int:
        """How many works there are."""
        with self._db.reading() as conn:
            return conn.execute(select(func.count()).select_from(works)).scalar_one()


def _mentions(conn: Connection, where: ColumnElement[bool]) -> list[Mention]:
    c = mentions.c
    query = (
        select(func.coalesce(works.c.id, c.key), *_TOLD, items.c.authors)
        .outerjoin_from(mentions, work_keys, work_keys.c.key == c.key)
        .outerjoin(works, works.c.n == work_keys.c.work_n)
        .outerjoin(items, items.c.id == c.item_id)
        .where(where)
        .order_by(c.at.asc().nulls_last(), c.n)
    )
    return [_mention(*told, authors=authors) for *told, authors in conn.execute(query)]


def _newest_of(conn: Connection, source_ids: Collection[str], since: datetime) -> list[tuple[str, int]]:
    """Source and work of the items published since a moment, the newest first.

    Every origin is named, so that both databases look in the index that begins with it, and read no other item.
    """
    c = items.c
    here = c.origin.in_(get_args(Origin)) & c.source_id.in_(source_ids)
    query = select(c.source_id, c.work_n).where(here, c.published_at >= since, c.work_n.is_not(None))
    return [(row[0], row[1]) for row in conn.execute(query.order_by(c.published_at.desc(), c.n.desc()))]


def _mention(key: str, *told: Any, authors: Sequence[str] | None = None) -> Mention:
    """A mention as it is stored; who wrote the item that brought it is who cites."""
    *rest, role = told
    return replace(Mention(key, *rest), role=role, author=authors[0] if authors else None)


def _by_work(told: Iterable[Mention]) -> dict[str, list[Mention]]:
    cited: dict[str, list[Mention]] = defaultdict(list)
    for mention in sorted(told, key=_oldest_first):
        cited[mention.work_id].append(mention)
    return dict(cited)


def _oldest_first(mention: Mention) -> tuple[bool, float]:
    """Sorting key; undated mentions come last, and equal dates keep their order."""
    return mention.at is None, mention.at.timestamp() if mention.at else 0.0


def write_mentions(conn: Connection, cited: Iterable[Mention]) -> None:
    """Adds mentions to those that are there."""
    rows = [
        {"n": n, "key": m.work_id, "place": m.where, **{name: getattr(m, name) for name in _MENTION}}
        for n, m in enumerate(cited, next_n(conn, mentions))
    ]
    if rows:
        conn.execute(insert(mentions), rows)


def numbers(conn: Connection, keys: Iterable[str]) -> dict[str, int]:
    """The numbers of the works that go by ``keys``, by key."""
    found: dict[str, int] = {}
    for chunk in chunks(dict.fromkeys(keys)):
        query = select(work_keys.c.key, work_keys.c.work_n).where(work_keys.c.key.in_(chunk))
        found.update((row.key, row.work_n) for row in conn.execute(query))
    return found


def current_ids(conn: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The ids by which the works of ``keys`` go now, by key; keys of no work are left out."""
    found: dict[str, str] = {}
    for chunk in chunks(dict.fromkeys(keys)):
        query = (
            select(work_keys.c.key, works.c.id).join_from(work_keys, works).where(work_keys.c.key.in_(chunk))
        )
        found.update((row.key, row.id) for row in conn.execute(query))
    return found


def works_of(conn: Connection, ns: Collection[int]) -> dict[int, Work]:
    """Works by number."""
    told: dict[int, Work] = {}
    for chunk in chunks(ns):
        keys = _keys(conn, work_keys.c.work_n.in_(chunk))
        for n, its in _items_by_work(conn, items.c.work_n.in_(chunk)).items():
            told[n] = work_of(its[0].work_id, keys[n], its)
    return told


def items_where(conn: Connection, where: ColumnElement[bool]) -> list[Item]:
    """The items that were not let go and meet ``where``, oldest first."""
    query = select(*_ITEM).join_from(items, works).where(where).order_by(KNOWN_AT, items.c.n)
    return [_item(row) for row in conn.execute(query)]


def _items_by_work(conn: Connection, where: ColumnElement[bool]) -> dict[int, list[Item]]:
    query = select(items.c.work_n, *_ITEM).join_from(items, works).where(where)
    found: dict[int, list[Item]] = defaultdict(list)
    for row in conn.execute(query):
        found[row[0]].append(_item(row[1:]))
    return found


def _item(row: Row[Any] | tuple[Any, ...]) -> Item:
    fields = list(row)
    fields[12] = tuple(fields[12])
    return Item(*fields)


def _keys(conn: Connection, where: ColumnElement[bool] | None = None) -> dict[int, list[str]]:
    query = select(work_keys.c.work_n, work_keys.c.key)
    found: dict[int, list[str]] = defaultdict(list)
    for n, key in conn.execute(query if where is None else query.where(where)):
        found[n].append(key)
    return found
