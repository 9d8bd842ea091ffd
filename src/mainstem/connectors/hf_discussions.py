"""Discussions and pull requests of a model, dataset or space of the Hugging Face Hub.

``https://huggingface.co/api/models/OWNER/NAME/discussions`` (huggingface.co/docs/hub/api; spelt out by
huggingface_hub's ``get_repo_discussions``): pages by ``p``, told apart from the last by ``start`` and ``count``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from mainstem.connectors import jsondoc, queries
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import Record
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles

_WANTED = "discussions of the Hub"
_FOLDER = {"model": "", "dataset": "datasets/", "space": "spaces/"}
_REPOSITORY = re.compile(r"/api/(model|dataset|space)s/([\w.-]+/[\w.-]+|[\w.-]+)/discussions")


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest discussions, open and closed."""
    return Request(queries.with_defaults(endpoint.url, {"sort": "recently-created", "p": "0"}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Discussions and pull requests; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    told = data if isinstance(data, dict) else {}
    if not isinstance(told.get("discussions"), list):
        raise jsondoc.unexpected(data, reply.url, _WANTED)
    rows = jsondoc.records(told, "discussions")
    asked = _REPOSITORY.search(reply.url)
    drafts = [draft for row in rows if (draft := _draft(row, asked))]
    start = jsondoc.count(told, "start") or 0
    if not drafts and not start:
        raise NoEntries(reply.url, "a repository without a discussion")
    return Page(tuple(drafts), next=_next(told, start + len(rows), reply.url) if rows else None)


def _next(told: Record, n_seen: int, url: str) -> Request | None:
    page = queries.query_of(url).get("p", "0")
    if n_seen >= (jsondoc.count(told, "count") or 0) or not page.isdecimal():
        return None
    return Request(queries.with_query(url, {"p": str(int(page) + 1)}))


def _draft(row: Record, asked: re.Match[str] | None) -> Draft | None:
    number, title = jsondoc.count(row, "num"), titles.line(jsondoc.text(row, "title"))
    home = _home(jsondoc.record(row, "repo"), asked)
    if not number or not title or not home:
        return None
    url = f"{home}/discussions/{number}"
    author = titles.line(jsondoc.text(jsondoc.record(row, "author"), "name"))
    return Draft(
        key=url,
        title=title,
        url=url,
        kind="thread",
        published_at=moment(jsondoc.text(row, "createdAt")),
        authors=(author,) if author else (),
        links=(url, home),  # itself first: it is about the repository and not a link post to it
        extra=_extra(row),
    )


def _home(repo: Record, asked: re.Match[str] | None) -> str:
    """The page of the repository, as the row names it or as it was asked for."""
    kind, name = jsondoc.text(repo, "type"), jsondoc.text(repo, "name")
    if (kind not in _FOLDER or not name) and asked:
        kind, name = asked.groups()
    return f"https://huggingface.co/{_FOLDER[kind]}{name}" if kind in _FOLDER and name else ""


def _extra(row: Record) -> dict[str, Any]:
    return jsondoc.known(
        pull=True if row.get("isPullRequest") is True else None,
        state=jsondoc.text(row, "status"),
        votes=jsondoc.count(row, "numReactionUsers"),
        n_comments=jsondoc.count(row, "numComments"),
        pinned=row.get("pinned") or None,
    )
