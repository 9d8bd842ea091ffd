"""arXiv's query API (info.arxiv.org/help/api/user-manual): Atom with ids, versions, categories and DOIs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mainstem.connectors import sniff
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import is_withdrawn
from mainstem.connectors.entries import moment
from mainstem.errors import Malformed, NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import titles
from mainstem.text.identity import key_of, version_of
from mainstem.text.papers import key_of_doi
from mainstem.text.urls import found_in

PAGE = 100  # results a request; the manual asks for few and moderate requests
MAX_PAGES = 5
WINDOW = timedelta(days=30)  # paging back ends with the first paper submitted longer ago

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def first(endpoint: Endpoint, today: date) -> Request:
    """The newest page of the query; a query that says nothing of order is asked for the newest first."""
    url = filled(endpoint.url, today)
    query = dict(parse_qsl(urlsplit(url).query))
    if query.get("search_query"):
        query = {"sortBy": "submittedDate", "sortOrder": "descending", **query}
    return Request(_address(url, {"start": "0", "max_results": str(PAGE), **query}))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    body = sniff.unpacked(reply.body, reply.url)
    if (root := sniff.root_of(body)) != "feed":
        raise sniff.refusal(body, root, reply.url)
    try:
        feed = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise Malformed(reply.url, f"arXiv's reply is not well formed ({error})") from error
    entries = feed.findall(f"{_ATOM}entry")
    for entry in entries:
        _raise_if_error(entry, reply.url)
    drafts = tuple(draft for entry in entries if (draft := _draft(entry)))
    if not drafts:
        raise _nothing(_number(feed, "totalResults"), reply.url)
    n_lost = len(entries) - len(drafts)
    return Page(
        drafts,
        next=_next(feed, drafts, reply),
        warnings=(f"{n_lost} entries without an arXiv id or a title, left out",) if n_lost else (),
    )


def _raise_if_error(entry: Element, url: str) -> None:
    if "/api/errors" in _text(entry, f"{_ATOM}id"):
        said = titles.cut(_text(entry, f"{_ATOM}summary") or "an error without a reason", 200)
        raise Malformed(url, f"arXiv does not take the query: {said}", "Correct the source's query")


def _nothing(total: int, url: str) -> NoEntries:
    if total:
        # Known of the service: now and then a page of a long result comes back empty.
        return NoEntries(url, f"arXiv counts {total} results and sent none")
    return NoEntries(url, "no paper answers to this query")


def _draft(entry: Element) -> Draft | None:
    address = _text(entry, f"{_ATOM}id")
    key = key_of(address)
    title = titles.line(_text(entry, f"{_ATOM}title"))
    if key is None or not key.startswith("arxiv:") or not title:
        return None
    abstract, comment = _text(entry, f"{_ATOM}summary"), _text(entry, f"{_ARXIV}comment")
    doi = key_of_doi(_text(entry, f"{_ARXIV}doi"))
    published, updated = (moment(_text(entry, f"{_ATOM}{name}")) for name in ("published", "updated"))
    return Draft(
        key=key,
        title=title,
        url="https://arxiv.org/abs/" + key.removeprefix("arxiv:"),
        kind="paper",
        published_at=published,
        updated_at=updated if updated != published else None,
        authors=tuple(titles.line(_text(a, f"{_ATOM}name")) for a in entry.iterfind(f"{_ATOM}author")),
        text=titles.line(abstract),
        links=found_in(f"{abstract} {comment}"),
        keys=(key, doi) if doi and doi != key else (key,),
        venue=titles.line(_text(entry, f"{_ARXIV}journal_ref")) or None,
        extra=_extra(entry, version_of(address), abstract, comment),
    )


def _extra(entry: Element, version: str | None, abstract: str, comment: str) -> dict[str, Any]:
    primary = entry.find(f"{_ARXIV}primary_category")
    categories = [category.get("term", "") for category in entry.iterfind(f"{_ATOM}category")]
    extra: dict[str, Any] = {
        "version": version,
        "primary": primary.get("term") if primary is not None else None,
        "categories": [name for name in categories if name],
        "comment": titles.line(comment),
    }
    if is_withdrawn(comment, abstract):  # and stays listed
        extra["withdrawn"] = True
    return {name: value for name, value in extra.items() if value}


def _next(feed: Element, drafts: tuple[Draft, ...], reply: Reply) -> Request | None:
    """The next page, while there is one, it is not too far, and the papers are new and sorted as such."""
    query = dict(parse_qsl(urlsplit(reply.url).query))
    start = _number(feed, "startIndex") + _number(feed, "itemsPerPage")
    newest_first = query.get("sortBy") == "submittedDate" and query.get("sortOrder") != "ascending"
    oldest = min((d.published_at for d in drafts if d.published_at), default=None)
    is_recent = oldest is not None and oldest > reply.at - WINDOW
    if not (newest_first and is_recent and 0 < start < min(_number(feed, "totalResults"), MAX_PAGES * PAGE)):
        return None
    return Request(_address(reply.url, {**query, "start": str(start)}))


def _address(url: str, query: dict[str, str]) -> str:
    # The API wants colons, brackets and commas as they are; a space is a plus.
    return urlunsplit(urlsplit(url)._replace(query=urlencode(query, safe=':,()[]*"')))


def _number(feed: Element, name: str) -> int:
    text = _text(feed, f"{_SEARCH}{name}")
    return int(text) if text.isdecimal() else 0


def _text(element: Element, path: str) -> str:
    return (element.findtext(path) or "").strip()
