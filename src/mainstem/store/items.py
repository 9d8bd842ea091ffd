"""Items as published: taken in, read, and let go."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import Connection, delete, func, or_, select, type_coerce, update
from sqlalchemy import Text as SqlText

from mainstem.model import Item, KeepRule, Polled, Rhythm, Settled, Stream, Taken
from mainstem.store import search, taking
from mainstem.store.db import Database, chunks
from mainstem.store.intake import cleaned
from mainstem.store.meta import changes, count_change
from mainstem.store.schema import Moment, citations, items, marks, mentions, plan_works, work_keys, works
from mainstem.store.states import save_states
from mainstem.store.works import KNOWN_AT, items_where, numbers

_EMPTY: Mapping[str, Any] = {
    "work_n": None,
    "digest": "",
    "keys": [],
    "url": None,
    "venue": None,
    "title": "",
    "authors": [],
    "extra": {},
    "text": "",
}


class Items:
    """Items by source and key."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def take(self, polled: Sequence[Polled]) -> list[Taken]:
        """Takes in polls (items, works, mentions, states) in one transaction; one answer a poll, in order.

        An item is written where anything published of it changed, or where a fetched one meets the
        snapshot's. A snapshot's never replaces a fetched one, the moment an item was first seen stays, and
        what was let go does not come back.
        """
        polls = [[cleaned(settled) for settled in poll.settled] for poll in polled]
        with self._db.writing() as conn:
            taken = taking.take(conn, polls, self._db.now())
            save_states(conn, [poll.state for poll in polled])
        return taken

    def take_shipped(self, settled: Iterable[Settled]) -> Taken:
        """Takes in what ships with the package, which no endpoint brought; rows of another origin stay."""
        with self._db.writing() as conn:
            return taking.take(conn, [[cleaned(one) for one in settled]], self._db.now())[0]

    def of_work(self, work_id: str) -> list[Item]:
        """The items of a work, oldest first; ``work_id`` may be any of its keys."""
        with self._db.reading() as conn:
            n = numbers(conn, [work_id]).get(work_id)
            return [] if n is None else items_where(conn, items.c.work_n == n)

    def by_author(self, name: str) -> list[Item]:
        """The items that a person of that very name (an account) wrote, oldest first."""
        written = type_coerce(items.c.authors, SqlText)  # the list as it is stored
        held = func.lower(written).contains(f'"{name.lower()}"', autoescape=True)
        with self._db.reading() as conn:
            return items_where(conn, held & items.c.gone_at.is_(None))

    def issues(self, until: datetime) -> list[Item]:
        """The issues and pull requests known by a moment, oldest first."""
        with self._db.reading() as conn:
            here = (items.c.kind == "issue") & items.c.gone_at.is_(None)
            return items_where(conn, here & (until >= KNOWN_AT))

    def fetched_streams(self) -> set[Stream]:
        """The streams for which anything was ever fetched, let go or not."""
        query = select(items.c.stream).distinct().where(items.c.origin == "fetched")
        with self._db.reading() as conn:
            return {row.stream for row in conn.execute(query) if row.stream in get_args(Stream)}

    def counts(self) -> dict[str, int]:
        """How many items are kept of each source, by its id; the shipped ones do not count."""
        fetched = items.c.gone_at.is_(None) & (items.c.origin == "fetched")
        query = select(items.c.source_id, func.count().label("n")).where(fetched).group_by(items.c.source_id)
        with self._db.reading() as conn:
            return {row.source_id: row.n for row in conn.execute(query)}

    def published(self, since: datetime, until: datetime) -> dict[str, int]:
        """How many items each source published after ``since`` and up to ``until``, by its id, shipped ones too."""
        query = (
            select(items.c.source_id, func.count().label("n"))
            .where(items.c.published_at > since, items.c.published_at <= until)
            .group_by(items.c.source_id)
        )
        with self._db.reading() as conn:
            return {row.source_id: row.n for row in conn.execute(query)}

    def rhythms(self, since: datetime) -> dict[str, Rhythm]:
        """How often each source published since a moment, by its id; sources with fewer than two dates have none."""
        at = items.c.published_at
        query = (
            select(items.c.source_id, func.count(), func.min(at, type_=Moment), func.max(at, type_=Moment))
            .where(items.c.origin == "fetched", at >= since)
            .group_by(items.c.source_id)
            .having(func.count() > 1)
        )
        with self._db.reading() as conn:
            return {
                source_id: Rhythm(n, last, (last - first) / (n - 1))
                for source_id, n, first, last in conn.execute(query)
            }

    def revision(self) -> int:
        """A number that grows whenever items, works or mentions change, by whatever process."""
        with self._db.reading() as conn:
            return changes(conn)

    def let_go(self, rules: Sequence[KeepRule], now: datetime, protected: Collection[str] = ()) -> int:
        """Removes unread items older than their kind's days, leaving a tombstone each; how many went.

        An item goes when all of this holds: it was fetched (what ships with the package is bounded, and fills
        the streams for which nothing is fetched); its kind has a rule; it was published (or else first seen)
        more than that many days before ``now``; and its work was never marked by anyone (a mark taken back
        counts), stands in no plan ever made, is mentioned by no item of another work and no repository, and
        goes by none of the ``protected`` keys (the canon). A work that lost its last item goes too. What is
        kept of an item that went: its id, source, key, kind, stream and dates, and what it mentioned.
        """
        with self._db.writing() as conn:
            spared = _spared(conn, protected)
            going = [n for rule in rules for n, work_n in _older(conn, rule, now) if work_n not in spared]
            for ns in chunks(going):
                search.forget(conn, ns)
                conn.execute(update(items).where(items.c.n.in_(ns)).values(gone_at=now, **_EMPTY))
            if going:
                _drop_works_without_items(conn)
                count_change(conn)
        return len(going)


def _older(conn: Connection, rule: KeepRule, now: datetime) -> list[tuple[int, int]]:
    limit = now - timedelta(days=rule.days)
    query = select(items.c.n, items.c.work_n).where(
        items.c.kind == rule.kind, items.c.origin == "fetched", items.c.gone_at.is_(None), limit > KNOWN_AT
    )
    return [(n, work_n) for n, work_n in conn.execute(query)]


def _spared(conn: Connection, protected: Collection[str]) -> set[int]:
    """The numbers of the works that must stay."""
    named = select(work_keys.c.work_n).distinct()
    marked = named.join(marks, marks.c.key == work_keys.c.key)
    planned = named.join(plan_works, plan_works.c.key == work_keys.c.key)
    mentioned = (
        named.join(mentions, mentions.c.key == work_keys.c.key)
        .outerjoin(items, items.c.id == mentions.c.item_id)
        .where(or_(items.c.work_n.is_(None), items.c.work_n != work_keys.c.work_n))
    )
    cited = named.join(citations, citations.c.key == work_keys.c.key)
    spared = {n for query in (marked, planned, mentioned, cited) for (n,) in conn.execute(query)}
    return spared | set(numbers(conn, protected).values())


def _drop_works_without_items(conn: Connection) -> None:
    held = select(items.c.work_n).where(items.c.work_n.is_not(None))
    conn.execute(delete(work_keys).where(work_keys.c.work_n.not_in(held)))
    conn.execute(delete(works).where(works.c.n.not_in(held)))
