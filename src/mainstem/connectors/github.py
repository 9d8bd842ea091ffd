"""What GitHub's replies have in common (docs.github.com/rest): records, their texts, and the next page."""

from __future__ import annotations

import re
from typing import Any

from mainstem.connectors import jsondoc, queries
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record
from mainstem.model import Reply, Request
from mainstem.text import html, titles
from mainstem.text.urls import found_in, split

API = "https://api.github.com"
# Bodies as the HTML that readers see, with their links resolved, not as Markdown.
HEADERS = {"accept": "application/vnd.github.html+json", "x-github-api-version": "2022-11-28"}
ANONYMOUS = 60  # requests an hour without a token, for all repositories together (docs: rate limits)

_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)  # what a template says to those who fill it in
_REPOSITORY = re.compile(r"https?://github\.com/([\w.-]+/[\w.-]+?)(?:\.git)?(?:/|\Z)")


def repository_of(url: str) -> str | None:
    """ "owner/name" of the repository in which a page of github.com is; None for other pages."""
    found = _REPOSITORY.match(url)
    return found[1] if found else None


def api_address(url: str) -> str:
    """The REST address of a repository's page on github.com; any other address as it is."""
    parts = split(url)
    if parts is None or parts.host != "github.com" or repository_of(url) is None:
        return url
    return f"{API}/repos/{'/'.join(parts.segments())}" + (f"?{parts.query}" if parts.query else "")


def rows(reply: Reply, wanted: str) -> list[dict[str, Any]]:
    """The records of a reply, one that stands alone or what a search found too; raises ReadError."""
    data = jsondoc.parsed(reply)
    if isinstance(data, dict) and "html_url" in data:  # errors have none
        return [data]
    if isinstance(data, dict) and "total_count" in data:  # what a search found
        data = data.get("items")
    if not isinstance(data, list) or not all(isinstance(row, dict | None) for row in data):
        raise jsondoc.unexpected(data, reply.url, wanted)
    return [row for row in data if row is not None]  # seen in a list of 2017: a null among the issues


def next_page(reply: Reply) -> Request | None:
    """The next page; None for the last, and where there is no token.

    The anonymous quota leaves one page a repository.
    """
    quota = reply.headers.get("x-ratelimit-limit", "")
    searched = reply.headers.get("x-ratelimit-resource") == "search"  # it has a quota a minute, not an hour
    if not searched and quota.isdecimal() and int(quota) <= ANONYMOUS:
        return None
    url = queries.linked_next(reply.headers, reply.url)
    return Request(url, HEADERS) if url else None


def is_later_page(reply: Reply) -> bool:
    """Whether a reply is not the first page of its list, so that it may be empty."""
    page = queries.query_of(reply.url).get("page", "1")
    return page not in ("", "0", "1")


def content(row: Record) -> tuple[str, tuple[str, ...]]:
    """Plain text and links of a record's body, be it HTML or Markdown."""
    if body := jsondoc.text(row, "body_html"):
        text, links = html.read(body, "https://github.com/")
    else:
        body = _COMMENT.sub(" ", jsondoc.text(row, "body"))
        text, links = titles.line(body), found_in(body)
    return titles.cut(text, MAX_TEXT_CHARS), links[:MAX_LINKS]


def author(row: Record, name: str) -> tuple[str, ...]:
    """The login of the person called ``name`` in a record; none for a deleted account."""
    login = titles.line(jsondoc.text(jsondoc.record(row, name), "login"))
    return (login,) if login else ()


def is_bot(row: Record, name: str) -> bool:
    """Whether the account called ``name`` is an app: dependency updates, disabled tests, merge queues."""
    user = jsondoc.record(row, name)
    return user.get("type") == "Bot" or jsondoc.text(user, "login").endswith("[bot]")


def reactions(row: Record) -> dict[str, Any]:
    """How many thumbs point up (``votes``) and how many reactions there are in all (``n_reactions``)."""
    told = jsondoc.record(row, "reactions")
    return jsondoc.known(votes=jsondoc.count(told, "+1"), n_reactions=jsondoc.count(told, "total_count"))
