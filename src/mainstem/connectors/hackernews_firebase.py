"""Hacker News' own API (github.com/HackerNews/API): a list of ids, and a request for each of its first items."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urljoin

from mainstem.connectors import hackernews, jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.jsondoc import count, epoch, text
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request

N_ITEMS = 30  # of a list, from its top: the front page


def first(endpoint: Endpoint, today: date) -> Request:
    """The list of ids."""
    return Request(filled(endpoint.url, today))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Of a list the requests for its items, of an item its draft.

    An item that is no story (a comment, a job) or was withdrawn gives nothing. Raises EmptyBody, NotAFeed,
    NoEntries, Refusal or Malformed.
    """
    data = jsondoc.parsed(reply)
    if data is None:
        raise NoEntries(reply.url, "Hacker News has no such item (null)")
    if (numbers := _ids(data)) is not None:
        if not numbers:
            raise NoEntries(reply.url, "a list without a single id")
        address = first(endpoint, reply.at.date()).url
        return Page((), more=tuple(Request(urljoin(address, f"item/{n}.json")) for n in numbers[:N_ITEMS]))
    if not isinstance(data, dict) or not text(data, "type"):
        raise jsondoc.unexpected(data, reply.url, "an item or a list of Hacker News")
    draft = _story(data)
    return Page((draft,) if draft else ())


def _ids(data: Any) -> list[int] | None:
    """The ids of a list (topstories, newstories, ...) or of ``updates``; None for anything else."""
    rows = data.get("items") if isinstance(data, dict) else data
    if not isinstance(rows, list) or not all(type(row) is int and row > 0 for row in rows):
        return None
    return list(dict.fromkeys(rows))


def _story(item: dict[str, Any]) -> Draft | None:
    if item.get("type") not in ("story", "poll") or item.get("deleted") is True or item.get("dead") is True:
        return None
    return hackernews.thread(
        str(count(item, "id") or ""),
        text(item, "title"),
        target=text(item, "url"),
        written=text(item, "text"),
        author=text(item, "by"),
        at=epoch(item, "time"),
        votes=count(item, "score"),
        n_comments=count(item, "descendants"),
    )
