"""MLSys: the proceedings (proceedings.mlsys.org) and the meeting's site (mlsys.org/virtual).

Both are pages made for people. The proceedings' index leads to the newest volume, which lists papers with
their authors. The meeting's page lists titles; the data file behind it adds authors, abstracts and addresses.
A paper with a poster and a talk stands in it twice and is one draft. Nothing is dated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin, urlsplit

from mainstem.connectors import jsondoc, markup, sniff
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import authors_of, keys_of, left_out, one_each
from mainstem.connectors.jsondoc import Record, known, records, text
from mainstem.errors import NoEntries, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.identity import key_of

_HOME = "https://mlsys.org/"
_VOLUME = re.compile(r"""/paper_files/paper/(\d{4})/?["']""")
_IN_VOLUME = "/paper_files/paper/"
_LINE = markup.opening("li")
_ANCHOR = markup.opening("a", r"\bhref")
_AUTHORS = re.compile(
    r"<(?:span\b[^>]{0,200}?\bpaper-authors\b[^>]{0,200}|i|em)>([^<]{1,20000})", re.IGNORECASE
)
_PAPER = re.compile(r"(?:mlsys|mlsys-virtual):\d{4}/")
_EVENT = re.compile(r"/virtual/(\d{4})/(poster|oral|spotlight)/(\d+)")
_MEETING = re.compile(r"/virtual/(\d{4})/papers\.html")
_OURS = re.compile(r"mlsys", re.IGNORECASE)
_RANK = {"poster": 0, "oral": 1, "spotlight": 2}  # which of its appearances names a paper


@dataclass(frozen=True, slots=True)
class Listed:
    """A paper as one line or one record lists it."""

    title: str
    address: str
    authors: tuple[str, ...] = ()
    abstract: str = ""
    elsewhere: str = ""  # its page at OpenReview or in the proceedings
    decision: str = ""


def first(endpoint: Endpoint, today: date) -> Request:
    """The page itself."""
    return Request(filled(endpoint.url, today), page=True)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers in the page's order; raises EmptyBody, NotAFeed, NoEntries, Refusal or Malformed."""
    body = sniff.unpacked(reply.body, reply.url)
    root = sniff.root_of(body)
    if root == "json":
        return _events(reply)
    page = body.decode("utf-8", "replace")
    listed = _lines(page)
    years = () if listed or _IN_VOLUME in reply.url else _VOLUME.findall(page)
    if years:
        return Page((), next=Request(urljoin(reply.url, _IN_VOLUME + max(years)), page=True))
    if not listed:
        raise _nothing(body, root, page, reply.url)
    warnings = () if markup.is_whole(page) else ("cut off: papers may be missing",)
    return Page(_drafts(listed), more=_behind(reply), warnings=warnings)


def _nothing(body: bytes, root: str, page: str, url: str) -> ReadError:
    refused = sniff.refusal(body, root, url)
    if isinstance(refused, Refusal) or not _OURS.search(page):
        return refused
    return NoEntries(url, "a page of MLSys without a paper on it (yet)")


# --- pages ------------------------------------------------------------------------------------------


def _lines(page: str) -> list[Listed]:
    """The papers that a page lists, each in a line of its own that is whole."""
    found = []
    for line in markup.elements(page, _LINE, "li"):
        address = _address(next(iter(html.links(line, _HOME)), ""))
        title = html.plain(next(markup.elements(line, _ANCHOR, "a"), ""))
        if title and _PAPER.match(key_of(address) or ""):
            names = _AUTHORS.search(line)
            found.append(Listed(title, address, authors_of(names[1].split(",") if names else ())))
    return found


def _address(link: str) -> str:
    """The proceedings stand at a host of their own, and their pages link to themselves without it."""
    return link.replace(_HOME + "paper_files/", "https://proceedings.mlsys.org/paper_files/", 1)


def _behind(reply: Reply) -> tuple[Request, ...]:
    """The data file behind the meeting's page."""
    meeting = _MEETING.search(urlsplit(reply.url).path)
    if meeting is None:
        return ()
    file = f"/static/virtual/data/mlsys-{meeting[1]}-orals-posters.json"
    return (Request(urljoin(reply.url, file), page=True),)


# --- the data file ----------------------------------------------------------------------------------


def _events(reply: Reply) -> Page:
    data = jsondoc.parsed(reply)
    if not isinstance(data, dict) or not isinstance(data.get("results"), list):
        raise jsondoc.unexpected(data, reply.url, "the events of MLSys")
    rows = [row for row in records(data, "results") if row.get("visible") is not False]
    if not rows:
        raise NoEntries(reply.url, "the meeting lists no event (yet)")
    listed = [each for row in rows if (each := _event(row))]
    if not listed:
        raise NoEntries(reply.url, f"{len(rows)} events without a paper among them")
    return Page(_drafts(listed), warnings=left_out(len(rows) - len(listed), "that are no papers"))


def _event(row: Record) -> Listed | None:
    address = html.absolute(text(row, "virtualsite_url"), _HOME)
    title = titles.title(text(row, "name"))
    if address is None or not title or not _EVENT.search(address):
        return None
    return Listed(
        title,
        address,
        authors_of(text(author, "fullname") for author in records(row, "authors")),
        html.plain(text(row, "abstract")),
        text(row, "paper_url"),
        titles.line(text(row, "decision")),
    )


# --- drafts -----------------------------------------------------------------------------------------


def _drafts(listed: Iterable[Listed]) -> tuple[Draft, ...]:
    """One draft a title: the poster and the talk of a paper are one."""
    by_title: dict[str, list[Listed]] = {}
    for each in listed:
        by_title.setdefault(each.title.lower(), []).append(each)
    return one_each(_draft(sorted(same, key=_rank)) for same in by_title.values())


def _rank(listed: Listed) -> tuple[int, int]:
    found = _EVENT.search(listed.address)
    return (_RANK[found[2].lower()], int(found[3])) if found else (0, 0)


def _draft(same: list[Listed]) -> Draft:
    best = same[0]
    keys = keys_of(*(each.address for each in same), *(each.elsewhere for each in same))
    year = re.search(r"/(\d{4})/", best.address)
    return Draft(
        key=key_of(best.address) or best.address,
        title=best.title,
        url=best.address,
        kind="paper",
        authors=next((each.authors for each in same if each.authors), ()),
        text=titles.cut(max((each.abstract for each in same), key=len), jsondoc.MAX_TEXT_CHARS),
        keys=keys,
        venue=f"MLSys {year[1]}" if year else "MLSys",
        extra=known(decision=best.decision.lower()),
    )
