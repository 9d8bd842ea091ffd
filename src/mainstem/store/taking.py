"""Writes one batch of polls with few statements. Runs inside the writer's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from mainstem.model import Settled, Taken
from mainstem.store import search
from mainstem.store.classes import forget
from mainstem.store.db import chunks, next_n
from mainstem.store.identity import Identity
from mainstem.store.intake import Change, Kept, sort_out
from mainstem.store.merges import keys_of, told_apart
from mainstem.store.meta import count_change
from mainstem.store.schema import items, joins, mentions, uncompared, work_keys, works
from mainstem.store.works import numbers, write_mentions

_UPDATE = (
    update(items)
    .where(items.c.n == bindparam("new_n"))
    .values({c.name: bindparam(f"new_{c.name}") for c in items.c if c.name not in ("n", "gone_at")})
)


def take(conn: Connection, polls: Sequence[Sequence[Settled]], now: datetime) -> list[Taken]:
    """Writes what is new or changed of ``polls``; one answer a poll, in order."""
    kept = _kept(conn, (settled.item.id for poll in polls for settled in poll))
    taken, changes = sort_out(polls, kept, next_n(conn, items))
    if changes:
        identity = _identity(conn, changes, kept)
        for change in changes:
            held = kept[change.settled.item.id]
            held.work_n = identity.place(change.settled.item.id, change.settled.keys, held.work_n)
        _write_works(conn, identity, now)
        last = {change.settled.item.id: change for change in changes}
        _write_items(conn, last, kept, identity)
        _write_mentions(conn, last, kept)
        forget(conn, _names(last, kept, identity))
        count_change(conn)
    return taken


def _kept(conn: Connection, ids: Iterable[str]) -> dict[str, Kept]:
    c = items.c
    query = select(c.id, c.n, c.digest, c.origin, c.work_n, c.first_seen_at, c.gone_at.is_not(None))
    found: dict[str, Kept] = {}
    for chunk in chunks(dict.fromkeys(ids)):
        found.update((row[0], Kept(*row[1:])) for row in conn.execute(query.where(c.id.in_(chunk))))
    return found


def _identity(conn: Connection, changes: Sequence[Change], kept: Mapping[str, Kept]) -> Identity:
    owners = numbers(conn, (key for change in changes for key in change.settled.keys))
    held = (kept[change.settled.item.id].work_n for change in changes)
    ids: dict[int, str] = {}
    n_items: dict[int, int] = {}
    for chunk in chunks({*owners.values(), *(n for n in held if n is not None)}):
        counted = (
            select(works.c.n, works.c.id, func.count(items.c.n))
            .outerjoin_from(works, items)
            .where(works.c.n.in_(chunk))
            .group_by(works.c.n, works.c.id)
        )
        for n, work_id, count in conn.execute(counted):
            ids[n], n_items[n] = work_id, count
    return Identity(owners, ids, n_items, next_n(conn, works), told_apart(conn))


def _names(last: Mapping[str, Change], kept: Mapping[str, Kept], identity: Identity) -> set[str]:
    """The works whose items changed."""
    numbers = (kept[item_id].work_n for item_id in last)
    return {identity.id_of(identity.now(n)) for n in numbers if n is not None}


def _write_works(conn: Connection, identity: Identity, now: datetime) -> None:
    made = [n for n in sorted(identity.made) if identity.now(n) == n]
    _insert(conn, works, [{"n": n, "id": identity.id_of(n)} for n in made])
    brought = identity.keys.items()
    rows = [{"key": k, "work_n": identity.owner(k), "why": f"item {i}", "at": now} for k, i in brought]
    _insert(conn, work_keys, rows)
    _join(conn, identity, now)
    for n in sorted(identity.named):
        if identity.now(n) == n:
            conn.execute(update(works).where(works.c.n == n).values(id=identity.id_of(n)))


def _join(conn: Connection, identity: Identity, now: datetime) -> None:
    moved: dict[int, list[str]] = {}
    for join in identity.joins:
        lost, kept = join.joined_n, identity.now(join.kept_n)
        if lost not in identity.made:
            moved[lost] = keys_of(conn, lost)
            conn.execute(update(items).where(items.c.work_n == lost).values(work_n=kept))
            conn.execute(update(work_keys).where(work_keys.c.work_n == lost).values(work_n=kept))
            conn.execute(delete(works).where(works.c.n == lost))
    first = next_n(conn, joins) if identity.joins else 0
    rows = [
        {
            "n": n,
            "kept_id": join.kept_id,
            "joined_id": join.joined_id,
            "item_id": join.item_id,
            "why": join.why,
            "at": now,
            "by": "machine",
            "keys": moved.get(join.joined_n, [join.joined_id]),
        }
        for n, join in enumerate(identity.joins, first)
    ]
    _insert(conn, joins, rows)


def _write_items(
    conn: Connection, last: Mapping[str, Change], kept: Mapping[str, Kept], identity: Identity
) -> None:
    new = [_row(change, kept[i], identity) for i, change in last.items() if kept[i].is_new]
    old = [_row(change, kept[i], identity) for i, change in last.items() if not kept[i].is_new]
    search.forget(conn, [row["n"] for row in old])
    if old:
        conn.execute(_UPDATE, [{f"new_{name}": value for name, value in row.items()} for row in old])
    _insert(conn, items, new)
    search.learn(conn, [row["n"] for row in [*old, *new]])
    for ns in chunks(row["n"] for row in old):
        conn.execute(delete(uncompared).where(uncompared.c.item_n.in_(ns)))
    _insert(conn, uncompared, [{"item_n": row["n"]} for row in [*old, *new]])


def _row(change: Change, kept: Kept, identity: Identity) -> dict[str, Any]:
    item = change.settled.item
    assert kept.work_n is not None  # noqa: S101 - placed just before
    return {
        "n": kept.n,
        "id": item.id,
        "source_id": item.source_id,
        "key": item.key,
        "work_n": identity.now(kept.work_n),
        "digest": change.digest,
        "keys": change.settled.keys,
        "kind": item.kind,
        "stream": item.stream,
        "sector": item.sector,
        "origin": kept.origin,
        "first_seen_at": kept.first_seen_at,
        "published_at": item.published_at,
        "updated_at": item.updated_at,
        "url": item.url,
        "venue": item.venue,
        "title": item.title,
        "authors": item.authors,
        "extra": item.extra,
        "text": item.text,
    }


def _write_mentions(conn: Connection, last: Mapping[str, Change], kept: Mapping[str, Kept]) -> None:
    for ids in chunks(item_id for item_id in last if not kept[item_id].is_new):
        conn.execute(delete(mentions).where(mentions.c.item_id.in_(ids)))
    write_mentions(conn, (mention for change in last.values() for mention in change.settled.mentions))


def _insert(conn: Connection, table: Any, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        conn.execute(insert(table), rows)
