"""Any RSS, Atom or CDF feed, well formed or not, through feedparser: the one place that knows it.

feedparser tries the strict reading first and a lenient one behind it, guesses encodings, drops unsafe
entity declarations and knows the odd dates of the web.
"""

from __future__ import annotations

import calendar
import io
import re
from datetime import UTC, datetime
from time import struct_time
from typing import Any, cast
from xml.sax import SAXException

import feedparser

from mainstem.connectors.entries import Enclosure, Entry, Feed, author, moment, wish_h
from mainstem.errors import Malformed

# What feedparser and the lenient parser below it let through on hostile input.
FOREIGN_ERRORS = (
    ValueError,  # Unicode among them
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    RuntimeError,  # RecursionError among them
    SAXException,
)

_ENTITY_USED = re.compile(rb"&\w")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)


def read(body: bytes, url: str, content_type: str = "") -> Feed:
    """The feed in ``body``, without entries where it is none; raises Malformed.

    Of ``content_type`` only a charset is believed. feedparser is not told the feed's address, which it would
    build into relative ids; links are resolved later.
    """
    body = _disarmed(body)
    charset = _CHARSET.search(content_type)
    kind = f"application/xml; charset={charset[1]}" if charset else "application/xml"
    try:
        parsed = feedparser.parse(
            io.BytesIO(body),
            response_headers={"content-type": kind},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        feed = _feed(parsed)
    except FOREIGN_ERRORS as error:
        raise Malformed(url, f"broken beyond reading ({type(error).__name__}: {error})") from error
    if isinstance(fault := parsed.get("bozo_exception"), SAXException):
        feed.warnings.append(f"not well formed ({' '.join(str(fault).split())}): read as far as possible")
    return feed


def _disarmed(body: bytes) -> bytes:
    """``body`` without a document type that builds entities out of entities, as a bomb does."""
    begin = body.find(b"<!DOCTYPE")
    at = body.find(b"[", begin)
    end = body.find(b"]", at)
    if begin < 0 or at < 0 or end < 0 or not _ENTITY_USED.search(body, at, end):
        return body  # feedparser takes care of the rest
    return body[:begin] + body[body.find(b">", end) + 1 :]


def _feed(parsed: Any) -> Feed:
    head = parsed.feed
    says_kinds = (parsed.version or "").startswith("atom")  # RSS leaves open what is text and what is HTML
    return Feed(
        entries=[_entry(e, says_kinds=says_kinds) for e in parsed.entries],
        home=_page(head),
        interval_h=wish_h(
            _word(head, "ttl"), _word(head, "sy_updateperiod"), _word(head, "sy_updatefrequency")
        ),
    )


def _entry(e: Any, *, says_kinds: bool) -> Entry:
    body, kind, base = _longest_body(e)
    return Entry(
        id=_word(e, "id"),
        title=_word(e, "title"),
        link=_word(e, "feedburner_origlink") or _page(e),
        comments=_word(e, "comments"),
        body=body,
        body_is_text=kind == "text/plain" if says_kinds else None,
        base=base,
        published=_moment(e, "published") or _moment(e, "created"),
        updated=_moment(e, "updated"),
        authors=_authors(e),
        enclosures=_enclosures(e),
        duration=_word(e, "itunes_duration"),
        n_comments=_word(e, "slash_comments") or _word(e, "thr_total"),
        n_views=str((_get(e, "media_statistics") or {}).get("views", "")),
        announce=_word(e, "arxiv_announce_type"),
    )


def _get(of: Any, name: str) -> Any:
    # Not of.get: feedparser's own maps absent names to others ("updated" to "published") and warns.
    return dict.get(of, name)


def _word(of: Any, name: str) -> str:
    value = _get(of, name)
    return value.strip() if isinstance(value, str) else ""


def _longest_body(e: Any) -> tuple[str, str, str]:
    bodies = list(_get(e, "content") or ())
    detail = _get(e, "summary_detail")
    if detail:
        bodies.append(detail)
    elif _word(e, "summary"):
        bodies.append({"value": _word(e, "summary")})
    best: dict[str, Any] = max(bodies, key=lambda body: len(body.get("value") or ""), default={})
    return best.get("value") or "", best.get("type") or "text/html", best.get("base") or ""


def _page(of: Any) -> str:
    # feedparser offers an id as the link where there is none; ids are looked at later.
    pages = [link.get("href") or "" for link in _get(of, "links") or () if link.get("rel") == "alternate"]
    return (_word(of, "link") or pages[0]) if pages else ""


def _moment(e: Any, name: str) -> datetime | None:
    read = moment(_word(e, name))
    parsed = _get(e, f"{name}_parsed")
    if read is None and isinstance(parsed, struct_time):
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    return read


def _authors(e: Any) -> list[str]:
    rows = _get(e, "authors") or ()
    names = [author(cast("str", row.get("name") or "")) for row in rows] or [author(_word(e, "author"))]
    return [name for name in dict.fromkeys(names) if name]


def _enclosures(e: Any) -> list[Enclosure]:
    rows = [link for link in _get(e, "links") or () if link.get("rel") == "enclosure"]
    rows += list(_get(e, "media_content") or ())
    files = {
        row.get("href") or row.get("url") or "": row.get("type") or row.get("medium") or "" for row in rows
    }
    return [Enclosure(url, kind) for url, kind in files.items() if url]
