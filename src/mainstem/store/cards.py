"""What a work is, told from its items. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from mainstem.model import Item, Talk, Work
from mainstem.text.identity import url_of

CARRIED = ("withdrawn", "retracted")  # said by one item, true of the work
_REFUSED = ("withdrawn", "desk-rejected", "rejected")  # decisions of a venue, true of that submission alone
_POINTS = ("votes", "n_comments")
_THREADS = ("thread", "issue")
_TIER = {
    "paper": 1,
    "thread": 4,
    "issue": 4,
}  # a paper with a venue is 0, one it refused 2, everything else 3


def work_of(work_id: str, keys: Iterable[str], items: Sequence[Item]) -> Work:
    """The work that ``items`` (at least one) are about, as its best item tells it.

    Best is a paper's record with its venue, then a paper, then one that a venue refused, then anything that is not
    talk about it, then threads and issues; the earliest of these. What the best item leaves empty (text, authors,
    venue, link) the next best fills in; the dates are the earliest known.
    """
    ordered = sorted(items, key=_order)
    best = ordered[0]
    return Work(
        id=work_id,
        title=_first(item.title for item in ordered) or "",
        url=_address(work_id) or _first(item.url for item in ordered) or "",
        kind=best.kind,
        stream=best.stream,
        sector=best.sector,
        source_id=best.source_id,
        first_seen_at=min(item.first_seen_at for item in items),
        published_at=min((item.published_at for item in items if item.published_at), default=None),
        authors=_first(item.authors for item in ordered) or (),
        text=_first(item.text for item in ordered) or "",
        venue=_first(item.venue for item in ordered),
        origin="fetched" if any(item.origin == "fetched" for item in items) else "snapshot",
        n_items=len(items),
        keys=(work_id, *sorted(key for key in keys if key != work_id)),
        extra=_extra(ordered),
        talk=tuple(_talk(items)),
    )


def _address(work_id: str) -> str | None:
    """A preprint is read where it lies, whoever told of it."""
    return url_of(work_id) if work_id.startswith("arxiv:") else None


def _order(item: Item) -> tuple[int, datetime, bool, str]:
    tier = _TIER.get(item.kind, 3)
    if tier == 1:
        tier = 2 if _refused(item) else 0 if item.venue else 1
    return tier, item.published_at or item.first_seen_at, item.origin == "snapshot", item.id


def _refused(item: Item) -> bool:
    return item.extra.get("decision") in _REFUSED


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value), None)


def _extra(ordered: Sequence[Item]) -> dict[str, Any]:
    told = dict(ordered[0].extra)
    for item in ordered[1:]:
        if _refused(item):
            continue  # a submission that was withdrawn from a venue is no withdrawn paper
        for name in CARRIED:
            if name not in told and name in item.extra:
                told[name] = item.extra[name]
    return told


def _talk(items: Sequence[Item]) -> Iterator[Talk]:
    for item in sorted(items, key=lambda item: (item.published_at or item.first_seen_at, item.id)):
        told = [item.extra[name] for name in _POINTS if isinstance(item.extra.get(name), int)]
        if told or item.kind in _THREADS:
            points = sum(told) if told else None
            yield Talk(item.source_id, item.kind, item.title, item.url or "", points)
