"""USENIX's technical-session and accepted-paper pages: one page a meeting, made for people.

Each paper stands in an ``article`` of its own (class ``node-paper``) with its title in ``h2``, its people with
their affiliations in italics, and its abstract where it is out. The page names no dates, so drafts are undated.
"""

from __future__ import annotations

import re
from datetime import date

from mainstem.connectors import jsondoc, markup, sniff
from mainstem.connectors.addresses import filled
from mainstem.connectors.bibliography import authors_of, left_out, one_each
from mainstem.errors import NoEntries
from mainstem.model import Draft, Endpoint, Page, Reply, Request
from mainstem.text import html, titles
from mainstem.text.identity import key_of

_HOME = "https://www.usenix.org/"
_ARTICLE = markup.opening("article", r"\bnode-paper\b")
_HEADING = markup.opening("h2")
_FIELD = re.compile(r"<div\b[^>]{0,300}?\bfield-name-field-([\w-]{1,60})[^>]{0,300}>", re.IGNORECASE)
_AFFILIATION = re.compile(r"<(em|i)\b[^>]{0,100}>.{0,1000}?</\1\s*>", re.IGNORECASE | re.DOTALL)
_BETWEEN = re.compile(r"[;,]|\band\b")
_OURS = re.compile(r"\bnode-(?:paper|session|conference)\b|/conference/[a-z]{2,20}\d\d/", re.IGNORECASE)
_MEETING = re.compile(r"usenix:([a-z]+)(\d{2})/")
_PEOPLE = ("paper-people-text", "presented-by")
_ABSTRACT = ("paper-description-long", "paper-description")


def first(endpoint: Endpoint, today: date) -> Request:
    """The page of this year's meeting."""
    return Request(filled(endpoint.url, today), page=True)


def read(endpoint: Endpoint, reply: Reply) -> Page:
    """Papers in the page's order; raises EmptyBody, NotAFeed, NoEntries or Refusal.

    Of a page that was cut off, only what stands in it whole.
    """
    body = sniff.unpacked(reply.body, reply.url)
    page = body.decode("utf-8", "replace")
    articles = list(markup.elements(page, _ARTICLE, "article"))
    if not articles and not _OURS.search(page):
        raise sniff.refusal(body, sniff.root_of(body), reply.url)
    drafts = [draft for article in articles if (draft := _draft(article))]
    if not drafts:
        raise NoEntries(reply.url, "a page of USENIX without a paper on it (yet)")
    warnings = left_out(len(articles) - len(drafts), "without an address or a title")
    if not markup.is_whole(page):
        warnings += ("cut off: papers may be missing",)
    return Page(one_each(drafts), warnings=warnings)


def _draft(article: str) -> Draft | None:
    title, links = html.read(next(markup.elements(article, _HEADING, "h2"), ""), _HOME)
    link = links[0] if links else ""
    key = key_of(link) or ""
    if not key.startswith("usenix:") or not title:
        return None
    fields = _fields(article)
    people = next((fields[name] for name in _PEOPLE if name in fields), "")
    abstract, cited = html.read(next((fields[name] for name in _ABSTRACT if name in fields), ""), _HOME)
    return Draft(
        key=key,
        title=title,
        url=link,
        kind="paper",
        authors=authors_of(_BETWEEN.split(html.plain(_AFFILIATION.sub(";", people)))),
        text=titles.cut(abstract, jsondoc.MAX_TEXT_CHARS),
        links=cited[: jsondoc.MAX_LINKS],
        keys=(key,),
        venue=_venue(key),
    )


def _fields(article: str) -> dict[str, str]:
    """The markup of each field by its name, up to where the next one begins."""
    starts = list(_FIELD.finditer(article))
    ends = [*(found.start() for found in starts), len(article)][1:]
    return {found[1].lower(): article[found.end() : end] for found, end in zip(starts, ends, strict=True)}


def _venue(key: str) -> str | None:
    """``OSDI 2026`` for ``usenix:osdi26/...``."""
    found = _MEETING.match(key)
    return f"{found[1].upper()} 20{found[2]}" if found else None
