"""What a batch of polls changes: decided without a database."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from mainstem.model import Settled, Taken
from mainstem.store.schema import clean, to_json

Verdict = Literal["new", "updated", "same"]


@dataclass(slots=True)
class Kept:
    """What the store holds of an item; changes with every poll of the batch that brings it."""

    n: int
    digest: str
    origin: str
    work_n: int | None
    first_seen_at: datetime
    gone: bool
    is_new: bool = False  # came within this batch


@dataclass(frozen=True, slots=True)
class Change:
    """An item to write, and the digest of all that was published of it."""

    settled: Settled
    digest: str


def sort_out(
    polls: Sequence[Sequence[Settled]], kept: dict[str, Kept], first_n: int
) -> tuple[list[Taken], list[Change]]:
    """Counts a poll, and the changes in order; ``kept`` (by item id) is brought up to date.

    New items are numbered from ``first_n``. An item that comes twice is judged twice.
    """
    taken: list[Taken] = []
    changes: list[Change] = []
    n = first_n
    for poll in polls:
        counts: dict[Verdict, int] = {"new": 0, "updated": 0, "same": 0}
        for settled in poll:
            item, digest = settled.item, digest_of(settled)
            verdict = _verdict(item.origin, digest, kept.get(item.id))
            counts[verdict] += 1
            if verdict == "new":
                kept[item.id] = Kept(n, digest, item.origin, None, item.first_seen_at, False, True)
                n += 1
            elif verdict == "updated":
                kept[item.id].digest, kept[item.id].origin = digest, item.origin
            if verdict != "same":
                changes.append(Change(settled, digest))
        taken.append(Taken(counts["new"], counts["updated"], counts["same"]))
    return taken, changes


def _verdict(origin: str, digest: str, kept: Kept | None) -> Verdict:
    if kept is None:
        return "new"
    if kept.gone or (origin == "snapshot" and kept.origin == "fetched"):
        return "same"
    return "same" if (digest, origin) == (kept.digest, kept.origin) else "updated"


def digest_of(settled: Settled) -> str:
    """32 hex digits that change with anything published of the item, its keys or its mentions."""
    item = settled.item
    cited = [
        (m.work_id, m.by, m.where, m.kind, m.at, m.url, *([] if m.role == "cites" else [m.role]))
        for m in settled.mentions
    ]
    place = (item.kind, item.stream, item.sector, item.venue, settled.keys)
    said = (item.title, item.url, item.published_at, item.updated_at, item.authors, item.extra, place, cited)
    digest = hashlib.blake2b(clean(to_json(said)).encode(), digest_size=16)
    digest.update(clean(item.text).encode())
    return digest.hexdigest()


def cleaned(settled: Settled) -> Settled:
    """With the names by which rows are found spelt as the database keeps them."""
    names = (settled.item.id, *settled.keys)
    if all(map(str.isascii, names)) and "\0" not in "".join(names):
        return settled
    item = replace(settled.item, id=clean(settled.item.id))
    return replace(settled, item=item, keys=tuple(map(clean, settled.keys)))
