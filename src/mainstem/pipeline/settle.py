"""A draft joined to its work: which work it is about, and which works it mentions. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime

from mainstem.model import Draft, Item, Mention, Settled, Source, stream_of
from mainstem.text.identity import key_of

_WORK_SCHEMES = frozenset(
    {"arxiv", "doi", "openreview", "acl", "usenix", "mlsys", "neurips", "pmlr", "ieee", "hf", "github"}
)
_PAPER_SCHEMES = _WORK_SCHEMES - {"hf", "github"}
_TALK = frozenset({"thread", "issue"})  # kinds that are about what they link to


def settle(source: Source, draft: Draft, at: datetime) -> Settled:
    """The item of ``draft`` as ``source`` published it, seen ``at``; its keys, its work's id first."""
    keys = tuple(dict.fromkeys(_keys(source, draft)))
    item = Item(
        id=f"{source.id}:{_hash(draft.key)}",
        source_id=source.id,
        key=draft.key,
        work_id=keys[0],
        title=draft.title,
        url=draft.url,
        kind=draft.kind,
        stream=stream_of(source.shelf, draft.kind),
        sector=source.sector,
        first_seen_at=at,
        published_at=draft.published_at,
        updated_at=draft.updated_at,
        authors=draft.authors,
        text=draft.text,
        venue=draft.venue,
        extra=draft.extra,
    )
    return Settled(item, keys, tuple(_mentions(item, draft, keys)))


def _keys(source: Source, draft: Draft) -> Iterator[str]:
    """The record's own keys; what a thread's first link is about; its own address; else a key made up."""
    yield from draft.keys
    own = key_of(draft.url) if draft.url else None
    if draft.kind in _TALK and not draft.keys and draft.links:
        target = key_of(draft.links[0])
        if target and _is_about(target):
            yield target
            return
    if own and (not draft.keys or own.partition(":")[0] in _WORK_SCHEMES):
        yield own
    if not draft.keys and not own:
        yield f"item:{source.id}/{_hash(draft.key)}"


def _is_about(key: str) -> bool:
    scheme, _, rest = key.partition(":")
    return scheme in _PAPER_SCHEMES or (scheme == "github" and "/releases/" in rest)


def _mentions(item: Item, draft: Draft, keys: tuple[str, ...]) -> Iterator[Mention]:
    for key in dict.fromkeys(key_of(link) for link in draft.links):
        if key and key not in keys and key.partition(":")[0] in _WORK_SCHEMES:
            yield Mention(key, item.source_id, item.id, item.kind, item.published_at, item.url, item.id)


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:16]
