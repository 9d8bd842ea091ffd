"""What a person did in public on GitHub in the last 90 days (docs.github.com/rest/activity/events).

Only what the search of issues cannot tell: releases and discussions. The service keeps at most 300 events, and
since 2025 its events say less of pull requests than the search does.
"""

from __future__ import annotations

from datetime import date

from mainstem.connectors import github, jsondoc, queries
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, ItemKind, Page, Reply, Request
from mainstem.text import titles

_WANTED = "events of GitHub"
_TOLD: dict[str, tuple[str, tuple[str, ...], ItemKind]] = {  # event -> its record, actions, what it is
    "ReleaseEvent": ("release", ("published", "created"), "release"),
    "DiscussionEvent": ("discussion", ("created",), "thread"),
}


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest events."""
    return Request(queries.with_defaults(endpoint.url, {"per_page": "100"}), github.HEADERS)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Releases and discussions among the events; raises EmptyBody, NotAFeed, NoEntries or Refusal."""
    rows = github.rows(reply, _WANTED)
    if not rows and not github.is_later_page(reply):
        raise NoEntries(reply.url, "nobody, or nothing public in the last 90 days")
    drafts = {draft.key: draft for row in rows if (draft := _draft(row))}
    return Page(tuple(drafts.values()), next=github.next_page(reply))


def _draft(row: Record) -> Draft | None:
    name, actions, kind = _TOLD.get(jsondoc.text(row, "type"), ("", (), "event"))
    payload = jsondoc.record(row, "payload")
    if not name or jsondoc.text(payload, "action") not in actions:
        return None
    told = jsondoc.record(payload, name)
    url = jsondoc.text(told, "html_url")
    title = titles.line(jsondoc.text(told, "title" if name == "discussion" else "name"))
    title = title or titles.line(jsondoc.text(told, "tag_name"))
    if not url or not title:
        return None
    at = moment(jsondoc.text(row, "created_at"))
    return Draft(url, title, url, kind, published_at=at, authors=github.author(row, "actor"))
