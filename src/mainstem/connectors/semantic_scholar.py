"""Semantic Scholar's graph (api.semanticscholar.org/api-docs/graph): who cites a paper, and papers by their ids.

A citing paper is an item with a link to what it cites, so that it counts as a mention. Of thousands of
citations only those of the last months are asked for.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import authors_of, keys_of, left_out, one_each, published
from mainstem.connectors.jsondoc import Record, count, known, record, records, text
from mainstem.connectors.queries import query_of, with_defaults, with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.identity import key_of, url_of

PAGE = 100  # papers a request; with abstracts 1,000 would exceed the 10 MB of a reply
WINDOW = timedelta(days=90)  # of citations: three monthly polls, and the service is weeks behind
MAX_OFFSET = 9_999  # offset + limit must stay below 10,000
MAX_IDS = 500  # of a batch

_FIELDS = "title,abstract,authors,externalIds,publicationDate,year,venue,citationCount"
_LISTS = ("data", "recommendedPapers")
_NESTED = ("citingPaper", "citedPaper")
_ENDED = {"total", "offset", "next", "data", "token"}  # what a list without results still has


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest citations; for ``/paper/batch?ids=A,B`` the papers of these ids, asked for by POST."""
    url = filled(endpoint.url, today)
    path = urlsplit(url).path
    if path.endswith("/paper/batch"):
        return _batch(url)
    wanted = {"fields": _FIELDS, "limit": str(PAGE)}
    if path.endswith("/citations"):
        wanted["fields"] += ",isInfluential,intents"
        wanted["publicationDateOrYear"] = f"{today - WINDOW:%Y-%m-%d}:"
    return Request(with_defaults(url, wanted))


def _batch(url: str) -> Request:
    query = query_of(url)
    ids = [name.strip() for name in query.pop("ids", "").split(",") if name.strip()][:MAX_IDS]
    bare = urlsplit(url)._replace(query="").geturl()
    body = json.dumps({"ids": ids}).encode()
    return Request(with_query(bare, {"fields": _FIELDS, **query}), {"content-type": "application/json"}, body)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    rows, n_unknown = _rows(data, reply)
    drafts = [draft for row in rows if (draft := _draft(row, reply))]
    if not rows and query_of(reply.url).get("offset", "0") != "0":
        return Page(())  # the end of the list
    if not drafts:
        said = f"{len(rows)} records without a title" if rows else "no paper answers to this query"
        raise NoEntries(reply.url, said)
    warnings = left_out(len(rows) - len(drafts), "without an id or a title")
    if n_unknown:
        warnings += (f"{n_unknown} of the ids asked for are unknown to the service",)
    return Page(one_each(drafts), next=_next(data, reply), warnings=warnings)


def _rows(data: Any, reply: Reply) -> tuple[list[dict[str, Any]], int]:
    """The records of a reply (papers or citations) and how many ids of a batch came back as null."""
    if isinstance(data, list):
        data = {"data": data}
    if not isinstance(data, dict):
        raise jsondoc.unexpected(data, reply.url, "papers of Semantic Scholar")
    name = next((name for name in _LISTS if isinstance(data.get(name), list)), None)
    if name is None:
        if _is_paper(data):
            return [data], 0
        if "total" in data and data.keys() <= _ENDED:
            return [], 0
        raise jsondoc.unexpected(data, reply.url, "papers of Semantic Scholar")
    rows, n_null = records(data, name), sum(each is None for each in data[name])
    if len(rows) + n_null < len(data[name]) or (rows and not any(_is_paper(row) for row in rows)):
        raise jsondoc.unexpected({}, reply.url, "papers of Semantic Scholar")
    return rows, n_null


def _is_paper(row: Record) -> bool:
    return "paperId" in row or any(name in row for name in _NESTED)


def _draft(row: Record, reply: Reply) -> Draft | None:
    """The paper of a record, or of the citation that holds it."""
    paper = next((record(row, name) for name in _NESTED if name in row), row)
    number, title = text(paper, "paperId").lower(), titles.title(text(paper, "title"))
    page = f"https://www.semanticscholar.org/paper/{number}"
    keys = _keys(paper, page)
    if not keys or not title:
        return None
    return Draft(
        key=f"s2:{number}" if number else keys[0],
        title=title,
        url=url_of(keys[0]) or page,
        kind="paper",
        published_at=published(text(paper, "publicationDate"), reply.at),
        authors=authors_of(text(author, "name") for author in records(paper, "authors")),
        text=titles.cut(titles.line(text(paper, "abstract")), jsondoc.MAX_TEXT_CHARS),
        links=_cited(reply) if "citingPaper" in row else (),
        keys=keys,
        venue=titles.title(text(paper, "venue")) or None,
        extra=known(
            n_citations=count(paper, "citationCount"),
            influential=True if row.get("isInfluential") is True else None,
            intents=_strings(row.get("intents")),
        ),
    )


def _strings(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _keys(paper: Record, page: str) -> tuple[str, ...]:
    """arXiv, DOI and ACL before the service's own, which is a page's address where it is no hash."""
    ids = record(paper, "externalIds")
    acl = f"https://aclanthology.org/{text(ids, 'ACL')}/" if text(ids, "ACL") else ""
    arxiv = f"arxiv:{text(ids, 'ArXiv')}" if text(ids, "ArXiv") else ""
    return keys_of(arxiv, text(ids, "DOI"), acl, page)


def _cited(reply: Reply) -> tuple[str, ...]:
    """The address of the paper whose citations these are, which the request's path names."""
    key = key_of(reply.url)
    address = url_of(key) if key and not key.startswith("web:") else None
    return (address,) if address else ()


def _next(data: Any, reply: Reply) -> Request | None:
    """The next page, by an offset or, in bulk searches, by a token."""
    if not isinstance(data, dict):
        return None
    if token := text(data, "token"):
        same = token == query_of(reply.url).get("token")
        return None if same else Request(with_query(reply.url, {"token": token}))
    start, offset = count(data, "next"), count(data, "offset") or 0
    if start is None or not offset < start < MAX_OFFSET - PAGE:
        return None
    return Request(with_query(reply.url, {"offset": str(start)}))
