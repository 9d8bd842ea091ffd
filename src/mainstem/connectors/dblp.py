"""DBLP's tables of contents (dblp.org/faq/How+to+use+the+dblp+search+API), as JSON.

A record names the year and not the day, so its draft is undated.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from mainstem.connectors import jsondoc
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import authors_of, keys_of, left_out, one_each
from mainstem.connectors.jsondoc import Record, known, record, text
from mainstem.connectors.queries import with_query
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles

VOLUME_0 = 2007  # PVLDB, the one journal followed by volume: volume 1 is of 2008

# The volumes themselves, not their papers; nor is a paper what has no author (front matter, indexes).
_PROCEEDINGS = frozenset({"Editorship", "Books and Theses"})
_WEB = re.compile(r"https?://", re.IGNORECASE)
_HOMONYM = re.compile(r"\s\d{4}\Z")  # the number by which DBLP tells people of one name apart


def first(endpoint: Endpoint, today: date) -> Request:
    """The table of contents of this year, or of this year's volume."""
    return Request(filled(endpoint.url, today).replace("{VOL}", str(today.year - VOLUME_0)))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    data = jsondoc.parsed(reply)
    hits = record(record(data, "result"), "hits") if isinstance(data, dict) else {}
    if "@total" not in hits:
        raise jsondoc.unexpected(data, reply.url, "a table of contents of DBLP")
    rows = [record(hit, "info") for hit in _objects(hits.get("hit"))]
    if not rows:
        raise NoEntries(reply.url, "DBLP has no such table of contents (yet)")
    papers = [row for row in rows if text(row, "type") not in _PROCEEDINGS and "authors" in row]
    drafts = [draft for row in papers if (draft := _draft(row))]
    if not drafts:
        raise NoEntries(reply.url, "a table of contents that holds only the proceedings themselves")
    warnings = left_out(len(papers) - len(drafts), "without a key or a title")
    return Page(one_each(drafts), next=_next(hits, reply), warnings=warnings)


def _draft(row: Record) -> Draft | None:
    name, title = text(row, "key"), _title(text(row, "title"))
    if not name or not title:
        return None
    addresses = [there for there in _strings(row.get("ee")) if _WEB.match(there)]
    year = text(row, "year")
    return Draft(
        key=f"dblp:{name}",
        title=title,
        url=addresses[0] if addresses else f"https://dblp.org/rec/{name}",
        kind="paper",
        authors=authors_of(_HOMONYM.sub("", name) for name in _authors(row)),
        keys=keys_of(text(row, "doi"), *addresses),
        venue=titles.title(" ".join([*_strings(row.get("venue"))[:1], year])) or None,
        extra=known(year=int(year) if year.isdecimal() else None, pages=text(row, "pages")),
    )


def _title(told: str) -> str:
    """The title without the full stop that DBLP puts behind each."""
    title = titles.title(told)
    return title if title.endswith("..") else title.removesuffix(".").rstrip()


def _authors(row: Record) -> list[str]:
    """Names; a single author comes as an object instead of a list, in old dumps as a string."""
    authors = record(row, "authors").get("author")
    return [*(text(author, "text") for author in _objects(authors)), *_strings(authors)]


def _objects(value: Any) -> list[dict[str, Any]]:
    """A field that is an object, or a list of them where there are several."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]


def _strings(value: Any) -> list[str]:
    """A field that is a string, or a list of them where there are several."""
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str)]


def _next(hits: Record, reply: Reply) -> Request | None:
    """The next page: a table may be longer than the 1,000 records of one reply."""
    total, start, sent = (_number(hits, name) for name in ("@total", "@first", "@sent"))
    if not 0 < start + sent < total or not sent:
        return None
    return Request(with_query(reply.url, {"f": str(start + sent)}))


def _number(hits: Record, name: str) -> int:
    told = str(hits.get(name, ""))
    return int(told) if told.isdecimal() and len(told) < 10 else 0
