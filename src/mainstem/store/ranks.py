"""The newest ranking of each person, so that replanning needs no ranker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from mainstem.model import STREAMS, Ranked, RankStamp, Signal, Term
from mainstem.store.db import Database, chunks
from mainstem.store.schema import items, rankings, ranks, work_keys
from mainstem.store.works import numbers, works_of


class Ranks:
    """Rankings by person."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def save(self, person: str, stamp: RankStamp, ranked: Sequence[Ranked]) -> None:
        """Keeps a ranking (best first) in place of the person's last one."""
        rows = [_row(person, position, one) for position, one in enumerate(ranked, 1)]
        with self._db.writing() as conn:
            _erase(conn, person)
            told = {
                "version": stamp.version,
                "made_at": stamp.made_at,
                "inputs": stamp.inputs,
                "seed": stamp.seed,
            }
            conn.execute(insert(rankings).values(person=person, **told))
            if rows:
                conn.execute(insert(ranks), rows)

    def erase(self, person: str) -> None:
        """Removes the person's ranking."""
        with self._db.writing() as conn:
            _erase(conn, person)

    def stamp(self, person: str) -> RankStamp | None:
        """What the person's ranking was made from, or None where there is none."""
        query = select(rankings.c.version, rankings.c.made_at, rankings.c.inputs, rankings.c.seed)
        with self._db.reading() as conn:
            row = conn.execute(query.where(rankings.c.person == person)).one_or_none()
        return None if row is None else RankStamp(*row)

    def best(self, person: str, n: int | None = None, also: Collection[str] = ()) -> list[Ranked]:
        """The ``n`` best works of each stream (and of none), the best of each source, and the keys ``also``.

        So no rare source is buried under loud ones of its stream. All of the ranking where ``n`` is None. Best
        first, each work once; a work that was let go since is left out.
        """
        with self._db.reading() as conn:
            rows = _best(conn, person, n)
            for row in _of_works(conn, person, also):
                rows[row.position] = row
            ns = numbers(conn, (row.key for row in rows.values()))
            works = works_of(conn, set(ns.values()))
        found: dict[int, Ranked] = {}
        for _, row in sorted(rows.items()):
            number = ns.get(row.key)
            if number is not None and number not in found:
                signals = tuple(map(_signal, row.signals))
                terms = tuple(Term(*one) for one in row.terms)
                found[number] = Ranked(works[number], row.score, signals, row.why, terms)
        return list(found.values())

    def get(self, person: str, key: str) -> Ranked | None:
        """One work as it was ranked, or None."""
        return next(iter(self.best(person, 0, [key])), None)


def _erase(conn: Connection, person: str) -> None:
    conn.execute(delete(ranks).where(ranks.c.person == person))
    conn.execute(delete(rankings).where(rankings.c.person == person))


_COLUMNS = (ranks.c.position, ranks.c.key, ranks.c.score, ranks.c.signals, ranks.c.why, ranks.c.terms)


def _best(conn: Connection, person: str, n: int | None) -> dict[int, Any]:
    query = select(*_COLUMNS).where(ranks.c.person == person)
    if n is None:
        return {row.position: row for row in conn.execute(query)}
    found: dict[int, Any] = {}
    for stream in (*STREAMS, None):
        best = query.where(ranks.c.stream.is_not_distinct_from(stream)).order_by(ranks.c.position).limit(n)
        found.update({row.position: row for row in conn.execute(best)})
    firsts = _first_of_each_source(conn, person) - found.keys() if n else set()
    for chunk in chunks(firsts):
        found.update({row.position: row for row in conn.execute(query.where(ranks.c.position.in_(chunk)))})
    return found


def _first_of_each_source(conn: Connection, person: str) -> set[int]:
    """The positions of the best work that each source has an item of."""
    query = (
        select(func.min(ranks.c.position))
        .join_from(ranks, work_keys, work_keys.c.key == ranks.c.key)
        .join(items, items.c.work_n == work_keys.c.work_n)
        .where(ranks.c.person == person)
        .group_by(items.c.source_id)
    )
    return set(conn.execute(query).scalars())


def _of_works(conn: Connection, person: str, keys: Collection[str]) -> Iterator[Any]:
    """The ranks of works by any of their keys: a work may go by another name since it was ranked."""
    ns = set(numbers(conn, keys).values())
    for chunk in chunks(ns):
        names = select(work_keys.c.key).where(work_keys.c.work_n.in_(chunk))
        yield from conn.execute(select(*_COLUMNS).where(ranks.c.person == person, ranks.c.key.in_(names)))


def _row(person: str, position: int, ranked: Ranked) -> dict[str, Any]:
    return {
        "person": person,
        "position": position,
        "key": ranked.work.id,
        "stream": ranked.work.stream,
        "score": ranked.score,
        "signals": [_told(signal) for signal in ranked.signals],
        "why": ranked.why,
        "terms": [(term.name, term.odds, term.evidence) for term in ranked.terms],
    }


def _told(signal: Signal) -> tuple[str | float | None, ...]:
    at = (signal.at.isoformat(),) if signal.at else ()
    return signal.name, signal.value, signal.evidence, *at


def _signal(told: Sequence[Any]) -> Signal:
    name, value, evidence, *at = told
    return Signal(name, value, evidence, datetime.fromisoformat(at[0]) if at else None)
