"""Discussions of a repository by activity: the Atom feed of their page, or GraphQL with a token.

The feed needs no token and is what the pack follows. An address like
``https://api.github.com/graphql?repository=owner/name`` asks GraphQL (docs.github.com/graphql/guides, "Using
the GraphQL API for Discussions"), which also tells votes, comments, category and whether there is an answer.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from mainstem.connectors import feed, github, jsondoc, queries, sniff
from mainstem.connectors.entries import moment
from mainstem.connectors.jsondoc import MAX_LINKS, MAX_TEXT_CHARS, Record
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.identity import key_of

PAGE = 50  # discussions a request

_WANTED = "discussions of GitHub"
_QUERY = """query($owner: String!, $name: String!, $n: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    discussions(first: $n, after: $after, orderBy: {field: UPDATED_AT, direction: DESC}) {
      pageInfo { endCursor hasNextPage }
      nodes {
        number title url bodyHTML createdAt updatedAt upvoteCount isAnswered
        author { login } category { name } comments { totalCount } reactions { totalCount }
      }
    }
  }
}"""


def first(endpoint: Endpoint, today: date) -> Request:
    """The discussions that moved last."""
    if urlsplit(endpoint.url).path == "/graphql":
        return _asked(endpoint, None)
    if github.repository_of(endpoint.url) and not endpoint.url.endswith(".atom"):
        endpoint = replace(endpoint, url=endpoint.url.rstrip("/") + ".atom")
    return feed.first(endpoint, today)


def _asked(endpoint: Endpoint, after: str | None) -> Request:
    owner, _, name = _repository(endpoint).partition("/")
    variables = {"owner": owner, "name": name, "n": PAGE, "after": after}
    body = json.dumps({"query": " ".join(_QUERY.split()), "variables": variables}).encode()
    return Request(endpoint.url, {"content-type": "application/json"}, body)


def _repository(endpoint: Endpoint) -> str:
    return queries.query_of(endpoint.url).get("repository", "")


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Discussions; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    if sniff.root_of(sniff.unpacked(reply.body, reply.url)) == "json":
        return _of_the_api(endpoint, reply)
    page = feed.read(endpoint, reply)
    by_key = {draft.key: draft for draft in map(_of_the_feed, page.drafts)}
    return replace(page, drafts=tuple(by_key.values()))


def _of_the_feed(draft: Draft) -> Draft:
    if draft.url is None or "/discussions/" not in (key_of(draft.url) or ""):
        return draft
    return replace(draft, key=draft.url, links=_links(draft.url, draft.links))


def _links(url: str, links: tuple[str, ...]) -> tuple[str, ...]:
    # A question that cites a paper is no link post about that paper: what it is about, itself, comes first.
    return (url, *(link for link in links if link != url))[:MAX_LINKS]


def _of_the_api(endpoint: Endpoint, reply: Reply) -> Page:
    data = jsondoc.parsed(reply)
    told = data if isinstance(data, dict) else {}
    repository = jsondoc.record(jsondoc.record(told, "data"), "repository")
    if not isinstance(jsondoc.record(repository, "discussions").get("nodes"), list):
        errors = jsondoc.records(told, "errors")
        raise jsondoc.unexpected(errors[0] if errors else data, reply.url, _WANTED)
    listed = jsondoc.record(repository, "discussions")
    drafts = [d for row in jsondoc.records(listed, "nodes") if (d := _draft(row, _repository(endpoint)))]
    if not drafts:
        raise NoEntries(reply.url, "a repository without a discussion")
    info = jsondoc.record(listed, "pageInfo")
    after = jsondoc.text(info, "endCursor") if info.get("hasNextPage") is True else ""
    return Page(tuple(drafts), next=_asked(endpoint, after) if after else None)


def _draft(row: Record, repository: str) -> Draft | None:
    number, title = jsondoc.count(row, "number"), titles.line(jsondoc.text(row, "title"))
    if not number or not title:
        return None
    url = jsondoc.text(row, "url") or f"https://github.com/{repository}/discussions/{number}"
    text, links = html.read(jsondoc.text(row, "bodyHTML"), url)
    created, updated = (moment(jsondoc.text(row, name)) for name in ("createdAt", "updatedAt"))
    return Draft(
        key=url,
        title=title,
        url=url,
        kind="thread",
        published_at=created,
        updated_at=updated if updated != created else None,
        authors=github.author(row, "author"),
        text=titles.cut(text, MAX_TEXT_CHARS),
        links=_links(url, links),
        extra=_extra(row),
    )


def _extra(row: Record) -> dict[str, Any]:
    return jsondoc.known(
        votes=jsondoc.count(row, "upvoteCount"),
        n_comments=jsondoc.count(jsondoc.record(row, "comments"), "totalCount"),
        n_reactions=jsondoc.count(jsondoc.record(row, "reactions"), "totalCount"),
        category=jsondoc.text(jsondoc.record(row, "category"), "name"),
        answered=row.get("isAnswered") if isinstance(row.get("isAnswered"), bool) else None,
    )
