"""Crossref's works (api.crossref.org/swagger-ui), page by page with a cursor."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import FUTURE, authors_of, keys_of, left_out, one_each
from mainstem.connectors.jsondoc import Record, count, known, record, records, text
from mainstem.connectors.queries import query_of, with_defaults, with_query
from mainstem.errors import NoEntries, NotAFeed, ReadError
from mainstem.model import Draft, Endpoint, ItemKind, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.papers import key_of_doi
from mainstem.text.urls import found_in, words

ROWS = 100  # works a request: with their references 3 kB each

_CONTAINERS = words(  # of what is published, and parts of it that nobody reads alone
    """book-series book-set book-track component database grant journal journal-issue journal-volume
    peer-review proceedings proceedings-series report-series standard-series"""
)
_SAME = ("is-preprint-of", "has-preprint", "is-identical-to")
_DATES = ("published-online", "published", "published-print", "issued")


def first(endpoint: Endpoint, today: date) -> Request:
    """The first page; a list that is no search is asked for the newest first."""
    url = filled(endpoint.url, today)
    query = query_of(url)
    wanted = {} if {"offset", "sample"} & query.keys() else {"rows": str(ROWS), "cursor": "*"}
    if not any(name.startswith("query") for name in query) and wanted:
        wanted |= {"sort": "published", "order": "desc"}
    return Request(with_defaults(url, wanted))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Works, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    message = record(data, "message") if isinstance(data, dict) else {}
    kind = text(data, "message-type") if isinstance(data, dict) else ""
    if kind not in ("work", "work-list"):
        raise _unexpected(kind, data, reply.url)
    rows = records(message, "items") if kind == "work-list" else [message]
    papers = [row for row in rows if text(row, "type") not in _CONTAINERS]
    drafts = [draft for row in papers if (draft := _draft(row, reply.at))]
    wanted = [draft for draft in drafts if _wanted(endpoint, draft)]
    if not wanted and query_of(reply.url).get("cursor", "*") != "*":
        return Page(())  # the end of the list, or of what is wanted of it
    if not wanted:
        raise _nothing(rows, drafts, reply.url)
    warnings = left_out(len(papers) - len(drafts), "without a DOI or a title")
    return Page(one_each(wanted), next=_next(message, len(rows), reply), warnings=warnings)


def _unexpected(kind: str, data: Any, url: str) -> ReadError:
    if kind:
        return NotAFeed(url, f"Crossref's “{titles.cut(titles.line(kind), 40)}” instead of works")
    return jsondoc.unexpected(data, url, "works of Crossref")


def _nothing(rows: list[dict[str, Any]], drafts: list[Draft], url: str) -> NoEntries:
    if drafts:
        return NoEntries(url, f"none of {len(drafts)} works is one of those that the source keeps")
    return NoEntries(
        url, f"{len(rows)} records without a work to read" if rows else "no work answers to this query"
    )


def _wanted(endpoint: Endpoint, draft: Draft) -> bool:
    address = draft.url or ""
    if any(part.lower() in address for part in endpoint.drop):
        return False
    return not endpoint.keep or any(part.lower() in address for part in endpoint.keep)


def _draft(row: Record, at: datetime) -> Draft | None:
    doi, title = text(row, "DOI").lower(), _title(row)
    key = key_of_doi(doi)
    if key is None or not title:
        return None
    abstract = html.plain(text(row, "abstract"))
    return Draft(
        key=f"doi:{doi}",
        title=title,
        url=f"https://doi.org/{doi}",
        kind=_kind(text(row, "type")),
        published_at=_published(row, at),
        authors=authors_of(_name(author) for author in records(row, "author")),
        text=titles.cut(abstract, jsondoc.MAX_TEXT_CHARS),
        links=found_in(abstract)[: jsondoc.MAX_LINKS],
        keys=keys_of(doi, *_same(row)),
        venue=titles.title(_first(row, "container-title")) or None,
        extra=_extra(row),
    )


def _title(row: Record) -> str:
    title = _first(row, "title")
    return titles.line(html.plain(title)) if "<mml:" in title else titles.title(title)


def _first(row: Record, name: str) -> str:
    """Crossref gives titles as lists; some lists hold a null, and some are a string."""
    value = row.get(name)
    values = value if isinstance(value, list) else [value]
    return next((each for each in values if isinstance(each, str) and each.strip()), "")


def _kind(kind: str) -> ItemKind:
    return "dataset" if kind == "dataset" else "paper"


def _name(author: Record) -> str:
    return f"{text(author, 'given')} {text(author, 'family')}".strip() or text(author, "name")


def _published(row: Record, at: datetime) -> datetime | None:
    """The day on which it appeared, the first of its month where only that is told; a year is no date."""
    for name in _DATES:
        parts = record(row, name).get("date-parts")
        numbers = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
        if 2 <= len(numbers) <= 3 and all(type(number) is int for number in numbers):
            try:
                when = datetime(*[*numbers, 1][:3], tzinfo=UTC)  # type: ignore[misc]
            except ValueError:
                continue
            if when <= at + FUTURE:
                return when
    return None


def _same(row: Record) -> list[str]:
    """DOIs of the same work elsewhere, as its publisher declares them: the preprint, the final version."""
    relation = record(row, "relation")
    found = [each for name in _SAME for each in records(relation, name)]
    return [text(each, "id") for each in found if text(each, "id-type") == "doi"]


def _extra(row: Record) -> dict[str, Any]:
    updates = [each for name in ("updated-by", "update-to") for each in records(row, name)]
    about = {text(each, "type").lower() for each in records(row, "updated-by")}
    return known(
        n_citations=count(row, "is-referenced-by-count"),
        n_references=count(row, "reference-count"),
        retracted=True if about & {"retraction", "withdrawal"} else None,
        updates=[f"{text(each, 'type')} {text(each, 'DOI').lower()}" for each in updates],
    )


def _next(message: Record, n: int, reply: Reply) -> Request | None:
    """The page behind this one while pages are full. One cursor may serve for page after page."""
    cursor = text(message, "next-cursor")
    per_page = count(message, "items-per-page") or ROWS
    if not cursor or "cursor" not in query_of(reply.url) or n < per_page:
        return None
    return Request(with_query(reply.url, {"cursor": cursor}))
