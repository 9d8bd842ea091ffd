"""What a body is that should be a feed: told from its first bytes, so that each is reported as what it is."""

from __future__ import annotations

import re
import zlib

from mainstem.errors import EmptyBody, Malformed, NotAFeed, ReadError, Refusal
from mainstem.text import html, titles

MAX_BYTES = 64_000_000  # unpacked; the longest feed on record has 9 MB
WALL_CHARS = 2_000  # walls are short; a longer page may well write about robots
_HEAD = 20_000

FEED_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})  # channel: CDF, and RSS that lost its wrapper
_OTHERS = {
    "html": "an HTML page",
    "head": "an HTML page",
    "body": "an HTML page",
    "opml": "an OPML list of feeds",
    "urlset": "a sitemap",
    "sitemapindex": "an index of sitemaps",
    "envelope": "a SOAP message",
    "svg": "an SVG picture",
    "error": "an error message in XML",
}
_SKIPPED = re.compile(rb"(?:\s|<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z))*", re.DOTALL)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_DOCTYPE = re.compile(
    rb"<!doctype\s+(?:[\w.-]+:)?([\w.-]+)[^>\[]*(?:\[.*?\])?\s*>\s*", re.IGNORECASE | re.DOTALL
)
_WRAPPED = re.compile(rb"<(?=feed\b[^>]*w3\.org/2005/Atom|rss\b[^>]*version)(feed|rss)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_POINTER = re.compile(
    r"<link\b(?=[^>]*\btype\s*=\s*[\"']application/(?:rss|atom|feed)\+(?:xml|json))[^>]*\bhref\s*=\s*[\"']([^\"']+)",
    re.IGNORECASE,
)
_BUSY = re.compile(
    r"too many requests|rate (?:limit(?:ed)?|exceeded)\b|slow down|whoa there|\b429\b", re.IGNORECASE
)
_WALL = re.compile(
    r"just a moment|captcha|verify (?:that )?you are (?:a )?human|are you a robot|unusual traffic"
    r"|access denied|attention required|blocked by network|network policy|checking your browser"
    r"|verifying your (?:browser|request)|anubis|enable javascript and cookies|datadome"
    r"|not (?:yet )?whitelist",
    re.IGNORECASE,
)


def unpacked(body: bytes, url: str) -> bytes:
    """``body`` as text: unpacked where it came as gzip without saying so. Raises EmptyBody and Malformed."""
    if body[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(wbits=31)
        try:
            body = unpacker.decompress(body, MAX_BYTES + 1)
        except zlib.error as error:
            raise Malformed(url, f"packed with gzip and damaged ({error})") from error
    if len(body) > MAX_BYTES:
        raise Malformed(url, f"more than {MAX_BYTES // 1_000_000} MB")
    if not body.strip(b"\x00\xef\xbb\xbf\xff\xfe \t\r\n"):
        raise EmptyBody(url, "the reply has no content" if not body else "the reply is white space only")
    return body


_DECLARED = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.-]+)")


def charset_of(body: bytes, content_type: str) -> str:
    """The encoding that the reply claims, its header before its XML declaration; "" for none."""
    claimed = _CHARSET.search(content_type)
    declared = _DECLARED.match(body[:_HEAD])
    name = claimed[1] if claimed else declared[1].decode("ascii") if declared else ""
    return name.lower().replace("_", "-")


def mended(body: bytes, content_type: str) -> bytes:
    """UTF-8 with a few broken bytes as sound UTF-8, or these would make another encoding of all of it."""
    if charset_of(body, content_type) not in ("utf-8", "utf8", ""):
        return body
    text = body.decode("utf-8", "replace")
    n_broken = text.count("\ufffd")
    if not n_broken or len(body) - len(text) < 4 * n_broken:  # bytes above characters: real UTF-8 has many
        return body
    return text.encode()


def root_of(body: bytes) -> str:
    """The name of the root element in lower case, without its prefix; "json" for JSON and "" for neither."""
    head = body[:_HEAD]
    if b"\x00" in head[:8]:  # UTF-16 or UTF-32
        head = head.replace(b"\x00", b"")
    head = head.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    at = _SKIPPED.match(head)
    head = head[at.end() :] if at else head
    doctype = _DOCTYPE.match(head)
    if doctype:
        head = head[doctype.end() :]
        head = head[at.end() :] if (at := _SKIPPED.match(head)) else head
    if head[:1] in (b"{", b"["):
        return "json"
    found = _ROOT.match(head)
    if found is None:
        return "html" if doctype and doctype[1].lower() == b"html" else ""
    return found[1].decode("ascii").lower()


def is_something_else(root: str) -> bool:
    """Whether a root element says that the body is no feed, however much it looks like one inside."""
    return root in _OTHERS


def out_of_page(body: bytes) -> bytes | None:
    """The feed that a server put into an HTML page, as some do; None where the page holds none."""
    found = _WRAPPED.search(body[:_HEAD])
    if found is None:
        return None
    end = body.rfind(b"</" + found[1])
    return body[found.start() : body.find(b">", end) + 1] if end > 0 else body[found.start() :]


def refusal(body: bytes, root: str, url: str) -> ReadError:
    """What to say of a body that is no feed: NotAFeed, or Refusal where it asks to go away or wait."""
    text = body[:_HEAD].decode("utf-8", "replace")
    name = _OTHERS.get(root) or (f"XML of another kind (<{root}>)" if root else "neither XML nor JSON")
    found = _TITLE.search(text)
    heading = titles.cut(titles.title(found[1]), 80) if found else ""
    words = html.plain(text)
    if not root and words:
        name = f"text that begins “{titles.cut(words, 60)}”"
    said = f"{name} titled “{heading}”" if heading else name
    shown = f"{heading} {words}" if len(words) < WALL_CHARS else heading
    if root in ("html", "head", "body", "", "error"):
        if _BUSY.search(shown):
            return Refusal(
                url, f"a page that says there were too many requests ({said})", "It is tried again later"
            )
        if _WALL.search(shown):
            return Refusal(url, f"a wall against automatic readers ({said})")
    pointer = _POINTER.search(text)
    there = html.absolute(pointer[1], url) if pointer else None
    return NotAFeed(url, f"not a feed but {said}", f"It names a feed: {there}" if there else None)
