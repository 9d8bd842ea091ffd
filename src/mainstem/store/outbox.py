"""What was sent to whom over which channel, and addresses that open without signing in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, delete, insert, select

from mainstem.model import Delivery, Link
from mainstem.store.db import Database
from mainstem.store.schema import links, outbox

_SENT = ("person", "week", "channel", "key", "state", "at", "told", "n_tries", "next_at")
_LINK = ("id", "person", "kind", "name", "at")
Decide = Callable[[Delivery | None], Delivery | None]


class Outbox:
    """Deliveries: one row a person, week and channel."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def change(self, person: str, week: str, channel: str, decide: Decide) -> tuple[Delivery | None, bool]:
        """Shows ``decide`` what stands, and keeps what it gives in its place; what stands then, and whether it is new.

        Writers take turns, so of two that claim a delivery only one gets it.
        """
        with self._db.writing() as conn:
            row = conn.execute(_row(person, week, channel)).one_or_none()
            standing = None if row is None else _delivery(row)
            wanted = decide(standing)
            if wanted is None:
                return standing, False
            conn.execute(delete(outbox).where(*_named(person, week, channel)))
            conn.execute(insert(outbox).values({name: getattr(wanted, name) for name in _SENT}))
        return wanted, True

    def get(self, person: str, week: str, channel: str) -> Delivery | None:
        """What stands of one delivery."""
        with self._db.reading() as conn:
            row = conn.execute(_row(person, week, channel)).one_or_none()
        return None if row is None else _delivery(row)

    def last(self, person: str, n: int) -> list[Delivery]:
        """The person's last ``n`` deliveries, the newest first."""
        query = select(outbox).where(outbox.c.person == person)
        with self._db.reading() as conn:
            rows = conn.execute(query.order_by(outbox.c.at.desc(), outbox.c.channel).limit(n)).all()
        return [_delivery(row) for row in rows]


class Links:
    """Addresses that open without signing in, by the SHA-256 of their secret."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, link: Link, secret_hash: str) -> None:
        """Keeps a link."""
        told = {name: getattr(link, name) for name in _LINK}
        with self._db.writing() as conn:
            conn.execute(insert(links).values(hash=secret_hash, **told))

    def of(self, person: str) -> list[Link]:
        """A person's links, oldest first."""
        query = select(links).where(links.c.person == person).order_by(links.c.at, links.c.id)
        with self._db.reading() as conn:
            return [_link(row) for row in conn.execute(query)]

    def opened(self, secret_hash: str) -> Link | None:
        """The link that a secret opens."""
        with self._db.reading() as conn:
            row = conn.execute(select(links).where(links.c.hash == secret_hash)).one_or_none()
        return None if row is None else _link(row)

    def drop(self, person: str, link_id: str) -> bool:
        """Removes one of the person's links; whether there was one."""
        mine = delete(links).where(links.c.person == person, links.c.id == link_id)
        with self._db.writing() as conn:
            return bool(conn.execute(mine).rowcount)


def _named(person: str, week: str, channel: str) -> tuple[Any, ...]:
    return (outbox.c.person == person, outbox.c.week == week, outbox.c.channel == channel)


def _row(person: str, week: str, channel: str) -> Select[Any]:
    return select(outbox).where(*_named(person, week, channel))


def _delivery(row: Any) -> Delivery:
    return Delivery(**{name: getattr(row, name) for name in _SENT})


def _link(row: Any) -> Link:
    return Link(**{name: getattr(row, name) for name in _LINK})
