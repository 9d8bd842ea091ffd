"""The newest ranking of each person, so that replanning needs no ranker."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from mainstem.model import Ranked, RankStamp, Signal, Term
from mainstem.store.db import Database, chunks
from mainstem.store.schema import rankings, ranks, work_keys
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

    def best(self, person: str, keys: Collection[str] | None = None) -> list[Ranked]:
        """The person's ranking, best first, or of it the works that go by ``keys``; each work once.

        A work that was let go since is left out.
        """
        with self._db.reading() as conn:
            rows = {row.position: row for row in _rows(conn, person, keys)}
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
        return next(iter(self.best(person, [key])), None)


def _erase(conn: Connection, person: str) -> None:
    conn.execute(delete(ranks).where(ranks.c.person == person))
    conn.execute(delete(rankings).where(rankings.c.person == person))


_COLUMNS = (ranks.c.position, ranks.c.key, ranks.c.score, ranks.c.signals, ranks.c.why, ranks.c.terms)


def _rows(conn: Connection, person: str, keys: Collection[str] | None) -> Iterator[Any]:
    """The ranks of all works, or of some by any of their keys: a work may go by another name since it was ranked."""
    query = select(*_COLUMNS).where(ranks.c.person == person)
    if keys is None:
        yield from conn.execute(query)
        return
    for chunk in chunks(set(numbers(conn, keys).values())):
        names = select(work_keys.c.key).where(work_keys.c.work_n.in_(chunk))
        yield from conn.execute(query.where(ranks.c.key.in_(names)))


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
