"""Joins a draft to its work and finds what it mentions. Pure: nothing but the draft decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from mainstem.model import Draft, Item, Mention, Settled, Source, stream_of
from mainstem.text.citations import cited, may_cite
from mainstem.text.identity import digest, key_of, url_of
from mainstem.text.roles import role_of

_PAPER = re.compile(
    r"(?:arxiv|doi|usenix|openreview|mlsys|neurips|mlsys-virtual|neurips-virtual|pmlr|acl|ieee|s2):"
)
_RELEASE = re.compile(r"github:[^/]+/[^/]+/releases/.")
_REPOSITORY = re.compile(r"github:[^/]+/[^/]+")
_HUB_WORK = re.compile(r"hf:(?:(?:datasets|spaces|blog)/.|(?!collections/)[^/]+/[^/]+\Z)")
_END = re.compile(r"\n|(?<=[.!?;])\s")
_PAGE = ("web:", "unresolved:")

_KINDS = {"release": "release", "issue": "issue", "thread": "thread"}  # of mentions, by the item's kind


def settle(source: Source, draft: Draft, at: datetime) -> Settled:
    """The item that ``draft`` is, the keys of its work, and the other works it links to.

    ``at`` is the moment it was first seen. The item's id depends on the source and the draft's key alone.
    """
    item_id = f"{source.id}:{digest(draft.key)}"
    keys = _keys(source, draft)
    item = Item(
        id=item_id,
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
    kind = "list" if source.kind == "curated list" else _KINDS.get(draft.kind, "post")
    return Settled(item, keys, _mentions(item, draft, keys, kind))


def _keys(source: Source, draft: Draft) -> tuple[str, ...]:
    """Every key that says which work the draft is about, the best first."""
    own = key_of(draft.url) if draft.url else None
    keys = list(draft.keys)
    if draft.kind == "thread" and draft.links:
        # A link post is about what it links to first; a thread that asks or tells is its own work.
        target = key_of(draft.links[0])
        if target and (_PAPER.match(target) or _RELEASE.match(target)):
            keys.append(target)
    if own and not (keys and own.startswith(_PAGE)):
        keys.append(own)  # a page's address only where the record has nothing better
    return tuple(dict.fromkeys(keys)) or (f"item:{source.id}/{digest(draft.key)}",)


def _mentions(item: Item, draft: Draft, keys: tuple[str, ...], kind: str) -> tuple[Mention, ...]:
    own = set(keys) | {found[0] for key in keys if (found := _REPOSITORY.match(key))}
    named: dict[
        str, str
    ] = {}  # each work by the first link to it, or by its own address where a text names it
    for link in draft.links:
        if (work := _work_of(link)) and work not in own:
            named.setdefault(work, link)
    for work in _named(draft.text):
        if work not in own:
            named.setdefault(work, url_of(work) or work)
    alone = sum(_PAPER.match(work) is not None for work in named) == 1
    at = draft.published_at or draft.updated_at
    return tuple(
        Mention(
            work,
            by=item.source_id,
            where=item.id,
            kind=kind,
            at=at,
            url=item.url,
            item_id=item.id,
            role=role_of(link, draft.title, draft.text, alone=alone and _PAPER.match(work) is not None),
        )
        for work, link in named.items()
    )


def _named(text: str) -> Iterator[str]:
    """The papers that a text names by an identifier, linked or not."""
    if may_cite(text.encode("utf-8", "replace")):
        for sentence in _END.split(text):
            yield from cited(sentence)


def _work_of(link: str) -> str | None:
    """The work that a link leads to, or None where it leads to a mere page, person, thread or picture."""
    key = key_of(link)
    if key is None or key.startswith(_PAGE):
        return None
    if _PAPER.match(key) or _RELEASE.match(key) or _HUB_WORK.match(key):
        return key
    found = _REPOSITORY.match(key)
    if found is None or re.match(r"/(?:issues|pull|discussions|commit|compare)/", key[found.end() :]):
        return None
    return found[0]  # a file is cited for its repository
