"""The people of a team, and what they gave back to the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select

from mainstem.model import Contribution, Member
from mainstem.store.db import Database, next_n
from mainstem.store.schema import contributions, members


class Members:
    """Who is in the team."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def set(self, member: Member) -> None:
        """Keeps a member, in place of what was known of one of that name."""
        row: dict[str, Any] = asdict(member)
        row |= {"person": row.pop("name"), "at": self._db.now()}
        row |= {name: list(row[name]) for name in ("interests", "hardware")}
        with self._db.writing() as conn:
            conn.execute(delete(members).where(members.c.person == member.name))
            conn.execute(insert(members).values(row))

    def drop(self, person: str) -> bool:
        """Takes a person out of the team; whether they were in it. Marks, notes and plans stay."""
        with self._db.writing() as conn:
            return bool(conn.execute(delete(members).where(members.c.person == person)).rowcount)

    def all(self) -> list[Member]:
        """Everyone, by name."""
        with self._db.reading() as conn:
            rows = conn.execute(select(members)).all()
        found = [
            Member(r.person, r.role, tuple(r.interests), r.zone, r.github, r.hub, tuple(r.hardware))
            for r in rows
        ]
        return sorted(found, key=lambda member: member.name)


class Contributions:
    """What each person contributed."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, found: Sequence[Contribution]) -> list[Contribution]:
        """Records contributions; the new ones. An address that the person has already is let be."""
        new: list[Contribution] = []
        with self._db.writing() as conn:
            known = {
                (row.person, row.url)
                for row in conn.execute(select(contributions.c.person, contributions.c.url))
            }
            for one in found:
                if one.url and (one.person, one.url) in known:
                    continue
                known.add((one.person, one.url))
                conn.execute(insert(contributions).values(n=next_n(conn, contributions), **asdict(one)))
                new.append(one)
        return new

    def drop(self, person: str, n: int) -> Contribution | None:
        """Removes the person's ``n``-th contribution as :meth:`of` lists them (from 1), and returns it."""
        query = _of(person)
        with self._db.writing() as conn:
            rows = conn.execute(query).all()
            if not 1 <= n <= len(rows):
                return None
            conn.execute(delete(contributions).where(contributions.c.n == rows[n - 1].n))
        return _contribution(rows[n - 1])

    def of(self, person: str) -> list[Contribution]:
        """A person's contributions, oldest first."""
        with self._db.reading() as conn:
            return [_contribution(row) for row in conn.execute(_of(person))]


def _of(person: str) -> Any:
    query = select(contributions).where(contributions.c.person == person)
    return query.order_by(contributions.c.at, contributions.c.n)


def _contribution(row: Any) -> Contribution:
    return Contribution(row.person, row.kind, row.title, row.url, row.at, row.origin, row.project)
