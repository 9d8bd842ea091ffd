"""arXiv's whole catalogue by OAI-PMH 2.0 (openarchives.org, info.arxiv.org/help/oa), for backfills.

Records come by the day of their last change, a thousand and more a page, each page with a token that names
the next. Reads the formats ``arXiv`` and ``oai_dc``, which every other OAI repository speaks too.
Deleted records are left out with a warning: they have no title, and what is stored stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit, urlunsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mainstem.connectors import jsondoc, sniff
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import (
    authors_of,
    is_withdrawn,
    keys_of,
    left_out,
    one_each,
    published,
)
from mainstem.connectors.jsondoc import known
from mainstem.connectors.queries import query_of, with_defaults, with_query
from mainstem.errors import Malformed, NoEntries, NotAFeed
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.papers import arxiv_id
from mainstem.text.urls import found_in

WINDOW = timedelta(days=7)  # of changes where the address names no ``from``: no weekend is empty

_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_ARXIV = "{http://arxiv.org/OAI/arXiv/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_VERBS = ("ListRecords", "GetRecord")


def first(endpoint: Endpoint, today: date) -> Request:
    """The first page of a list of records; what changed in the last days where the address says no more."""
    url = filled(endpoint.url, today)
    query = query_of(url)
    wanted = {"verb": "ListRecords", "metadataPrefix": "arXiv"}
    if query.get("verb", "ListRecords") == "ListRecords" and "until" not in query:
        wanted["from"] = f"{today - WINDOW:%Y-%m-%d}"
    return Request(with_defaults(url, wanted))


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers, in the service's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed.

    A token that has expired (a backfill that rested for days) begins the endpoint's list anew.
    """
    root = _root(reply)
    code = root.find(f"{_OAI}error")
    if code is not None:
        return _after_error(code, endpoint, reply)
    answer = next((found for verb in _VERBS if (found := root.find(f"{_OAI}{verb}")) is not None), None)
    if answer is None:
        verbs = [each.tag.removeprefix(_OAI) for each in root if each.tag.startswith(_OAI)]
        verb = next((verb for verb in verbs if verb not in ("responseDate", "request")), "nothing")
        raise NotAFeed(
            reply.url, f"an OAI-PMH answer with {titles.cut(titles.line(verb), 40)} instead of records"
        )
    rows = answer.findall(f"{_OAI}record")
    alive = [row for row in rows if not _is_deleted(row)]
    drafts = [draft for row in alive if (draft := _draft(row, reply))]
    after = _next(answer, reply)
    if not drafts and after is None:
        raise NoEntries(reply.url, f"{len(rows)} records without a paper to read")
    warnings = left_out(len(rows) - len(alive), "deleted by the service")
    warnings += left_out(len(alive) - len(drafts), "without an id or a title")
    return Page(one_each(drafts), next=after, warnings=warnings)


def _root(reply: Reply) -> Element:
    body = sniff.unpacked(reply.body, reply.url)
    if (name := sniff.root_of(body)) != "oai-pmh":
        raise sniff.refusal(body, name, reply.url)
    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise Malformed(reply.url, f"the OAI-PMH reply is not well formed ({error})") from error
    return root


def _after_error(error: Element, endpoint: Endpoint, reply: Reply) -> Page:
    code, said = error.get("code", ""), titles.cut(titles.line(error.text or ""), 120)
    if code == "noRecordsMatch":
        raise NoEntries(reply.url, "no record was changed in that time")
    if code == "badResumptionToken" and "resumptionToken" in query_of(reply.url):
        again = first(endpoint, reply.at.date())
        return Page(
            (), next=again, warnings=("the token of the next page had expired: the list begins anew",)
        )
    told = titles.cut(titles.line(code), 40) or "an error without a name"
    raise Malformed(
        reply.url, f"the service does not take the request: {told} ({said})", "Correct the source's address"
    )


def _is_deleted(row: Element) -> bool:
    header = row.find(f"{_OAI}header")
    return header is not None and header.get("status") == "deleted"


def _next(answer: Element, reply: Reply) -> Request | None:
    """The next page. A token stands alone with its verb: the protocol allows no other argument beside it."""
    token = (answer.findtext(f"{_OAI}resumptionToken") or "").strip()
    if not token or token == query_of(reply.url).get("resumptionToken"):
        return None
    bare = urlunsplit(urlsplit(reply.url)._replace(query=""))
    return Request(with_query(bare, {"verb": "ListRecords", "resumptionToken": token}))


# --- a record -------------------------------------------------------------------------------------


def _draft(row: Element, reply: Reply) -> Draft | None:
    own = row.find(f"{_OAI}metadata/{_ARXIV}arXiv")
    if own is not None:
        return _of_arxiv(own, reply)
    fields = [each for each in row.iterfind(f"{_OAI}metadata/*/*") if each.tag.startswith(_DC)]
    return _of_dublin_core(row, fields, reply) if fields else None


def _of_arxiv(record: Element, reply: Reply) -> Draft | None:
    number = arxiv_id(_text(record, "id"))
    title = titles.line(_text(record, "title"))
    if number is None or not title:
        return None
    abstract, comment = titles.line(_text(record, "abstract")), titles.line(_text(record, "comments"))
    address = f"https://arxiv.org/abs/{number[0]}"
    return Draft(
        key=f"arxiv:{number[0]}",
        title=title,
        url=address,
        kind="paper",
        published_at=published(_text(record, "created"), reply.at),
        updated_at=published(_text(record, "updated"), reply.at),
        authors=authors_of(_names(record)),
        text=titles.cut(abstract, jsondoc.MAX_TEXT_CHARS),
        links=found_in(f"{abstract} {comment}")[: jsondoc.MAX_LINKS],
        keys=keys_of(address, _text(record, "doi")),
        venue=titles.line(_text(record, "journal-ref")) or None,
        extra=_extra(record, abstract, comment),
    )


def _extra(record: Element, abstract: str, comment: str) -> dict[str, Any]:
    categories = _text(record, "categories").split()
    return known(
        primary=categories[0] if categories else None,
        categories=categories,
        comment=comment,
        withdrawn=True if is_withdrawn(comment, abstract) else None,
    )


def _names(record: Element) -> Iterator[str]:
    for author in record.iterfind(f"{_ARXIV}authors/{_ARXIV}author"):
        yield " ".join(_text(author, part) for part in ("forenames", "keyname", "suffix"))


def _text(record: Element, name: str) -> str:
    return (record.findtext(f"{_ARXIV}{name}") or "").strip()


def _of_dublin_core(row: Element, fields: list[Element], reply: Reply) -> Draft | None:
    """A record in the format that all repositories have; its fields may come several times."""
    told: dict[str, list[str]] = {}
    for each in fields:
        told.setdefault(each.tag.removeprefix(_DC), []).append((each.text or "").strip())
    name = (row.findtext(f"{_OAI}header/{_OAI}identifier") or "").strip()
    title = titles.title((told.get("title") or [""])[0])
    addresses = told.get("identifier", [])
    address = next((url for url in addresses if html.absolute(url)), None)
    keys = keys_of(*addresses)
    if not title or not (name or keys):
        return None
    days = sorted(when for text in told.get("date", []) if (when := published(text, reply.at)))
    return Draft(
        key=next((key for key in keys if key.startswith("arxiv:")), name or keys[0]),
        title=title,
        url=address,
        kind="paper",
        published_at=days[0] if days else None,
        updated_at=days[-1] if len(days) > 1 else None,
        authors=authors_of(_turned(name) for name in told.get("creator", [])),
        text=titles.cut(html.plain(" ".join(told.get("description", []))), jsondoc.MAX_TEXT_CHARS),
        keys=keys,
    )


def _turned(name: str) -> str:
    """ "Author, A." as "A. Author"."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma and "," not in given else name
