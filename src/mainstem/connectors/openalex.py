"""OpenAlex's works (docs.openalex.org/api-entities/works), page by page with a cursor.

Abstracts come as an inverted index (word -> places); put in order again they serve search and ranking.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import authors_of, keys_of, left_out, one_each, published
from mainstem.connectors.jsondoc import Record, count, known, record, records, text
from mainstem.connectors.queries import query_of, with_defaults, with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.identity import key_of

PER_PAGE = 100  # works a request, of up to 200: a work with its institutions has 30 kB
MAX_WORDS = 5_000  # of an abstract; places beyond are damage

_ID = re.compile(r"https?://openalex\.org/(W\d{1,12})")
_UNREAD = frozenset({"paratext", "supplementary-materials", "grant", "peer-review", "erratum"})


def first(endpoint: Endpoint, today: date) -> Request:
    """The first page; a list that is no search is asked for the newest first."""
    url = filled(endpoint.url, today)
    query = query_of(url)
    wanted = {} if "page" in query else {"per-page": str(PER_PAGE), "cursor": "*"}
    if "search" not in query and wanted:
        wanted["sort"] = "publication_date:desc"
    if "per_page" in query:  # the other spelling of per-page
        wanted.pop("per-page", None)
    return Request(with_defaults(url, wanted))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Works, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    if not isinstance(data, dict) or not (
        isinstance(data.get("results"), list) or _ID.match(text(data, "id"))
    ):
        raise jsondoc.unexpected(data, reply.url, "works of OpenAlex")
    rows = records(data, "results") if "results" in data else [data]
    if rows and not any(_ID.match(text(row, "id")) for row in rows):
        raise jsondoc.unexpected({}, reply.url, "works of OpenAlex (they have no such ids)")
    papers = [row for row in rows if text(row, "type") not in _UNREAD]
    drafts = [draft for row in papers if (draft := _draft(row, reply))]
    if not rows and query_of(reply.url).get("cursor", "*") != "*":
        return Page(())  # the end of the list
    if not drafts:
        raise NoEntries(reply.url, "works without a title" if rows else "no work answers to this query")
    warnings = left_out(len(papers) - len(drafts), "without an id or a title")
    return Page(one_each(drafts), next=_next(data, reply), warnings=warnings)


def _draft(row: Record, reply: Reply) -> Draft | None:
    number = _ID.match(text(row, "id"))
    title = titles.title(text(row, "title") or text(row, "display_name"))
    if number is None or not title:
        return None
    keys = keys_of(text(row, "doi"), *_preprints(row))
    return Draft(
        key=f"openalex:{number[1]}",
        title=title,
        url=_address(row, number[1]),
        kind="dataset" if text(row, "type") == "dataset" else "paper",
        published_at=published(text(row, "publication_date"), reply.at),
        authors=authors_of(
            text(record(each, "author"), "display_name") for each in records(row, "authorships")
        ),
        text=titles.cut(_abstract(record(row, "abstract_inverted_index")), jsondoc.MAX_TEXT_CHARS),
        keys=keys,
        venue=titles.title(text(record(record(row, "primary_location"), "source"), "display_name")) or None,
        extra=known(
            n_citations=count(row, "cited_by_count"),
            retracted=True if row.get("is_retracted") is True else None,
            topic=titles.line(text(record(row, "primary_topic"), "display_name")),
        ),
    )


def _address(row: Record, number: str) -> str:
    """Where the work can be read: its DOI, else its first page, else its record."""
    landing = text(record(row, "primary_location"), "landing_page_url")
    found = (url for url in (text(row, "doi"), landing) if url.startswith("http") and key_of(url))
    return next(found, f"https://openalex.org/{number}")


def _preprints(row: Record) -> list[str]:
    """Addresses of the work on arXiv."""
    pages = [text(place, "landing_page_url") for place in records(row, "locations")]
    return [page for page in pages if (key_of(page) or "").startswith("arxiv:")]


def _abstract(index: Record) -> str:
    """The words of an inverted index in their order."""
    words = [
        (place, word)
        for word, places in index.items()
        if isinstance(places, list)
        for place in places
        if type(place) is int and 0 <= place < MAX_WORDS
    ]
    return titles.line(" ".join(word for _, word in sorted(words)))


def _next(data: dict[str, Any], reply: Reply) -> Request | None:
    """The page behind this one while pages are full: the last one has a cursor, too."""
    meta = record(data, "meta")
    cursor, n = text(meta, "next_cursor"), len(records(data, "results"))
    if not cursor or n < (count(meta, "per_page") or PER_PAGE) or cursor == query_of(reply.url).get("cursor"):
        return None
    return Request(with_query(reply.url, {"cursor": cursor}))
