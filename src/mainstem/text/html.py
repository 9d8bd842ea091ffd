"""Foreign HTML as plain text and links, in one pass of one regular expression.

Nothing here is displayed as HTML, so nothing needs a tree: 1.2 kB with 5 links took 48 us, against 92 us with
``html.parser``; nh3 took 27 us and cannot tell "<p>a</p><p>b</p>" from "ab". No input takes more than linear
time: every alternative is possessive or runs to the end.
"""

from __future__ import annotations

import html as entities
import re
from typing import NamedTuple
from urllib.parse import urljoin

from mainstem.text import titles

_MAX_CHARS = 400_000  # of markup looked at; the longest real entries recorded have 250,000

_MARKUP = re.compile(
    r"""<(?:
        !--.*?(?:--!?>|\Z)                                                      # a comment
      | (?P<raw>script|style|template|iframe|svg|noembed|noframes)\b.*?(?:</(?P=raw)\b[^>]*(?:>|\Z)|\Z)
      | [!?][^>]*(?:>|\Z)                                                       # a declaration
      | /?(?P<name>[a-z][^\s/>]*+)
        (?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))?+)*+)
        (?:>|\Z)
    )""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_HREF = re.compile(r"(?:\A|[\s\"'/])href\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s>\"']+))", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WEB = re.compile(r"https?://[^/?#\[]", re.IGNORECASE)
_SPACE = re.compile(r"[\s\x00-\x1f]+")
_INLINE = frozenset(
    {
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
    }
    | {
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
    }
)


class Read(NamedTuple):
    """What was read out of a piece of HTML."""

    text: str  # one line of plain text
    links: tuple[str, ...]  # absolute http(s) links in order, each once


def read(html: str, base: str = "") -> Read:
    """Text and links of a piece of HTML; relative links are resolved against ``base``. Never raises."""
    pieces: list[str] = []
    links: dict[str, None] = {}
    at = 0
    html = html[:_MAX_CHARS]
    if "<![CDATA[" in html:
        html = html.replace("<![CDATA[", "").replace("]]>", "")
    for found in _MARKUP.finditer(html):
        pieces.append(html[at : found.start()])
        at = found.end()
        name = found["name"]
        if name is None or name.lower() not in _INLINE:
            pieces.append(" ")
        elif name in ("a", "A") and (link := _link(found["attributes"], base)):
            links[link] = None
    pieces.append(html[at:])
    text = "".join(pieces)
    return Read(titles.line(entities.unescape(text) if "&" in text else text), tuple(links))


def plain(html: str) -> str:
    """The text of a piece of HTML as one line: tags, scripts and styles gone, entities decoded once."""
    return read(html).text


def links(html: str, base: str = "") -> tuple[str, ...]:
    """The absolute http(s) links of a piece of HTML, in order, each once."""
    return read(html, base).links


def _link(attributes: str, base: str) -> str | None:
    found = _HREF.search(attributes)
    if found is None:
        return None
    return absolute(found[1] or found[2] or found[3] or "", base)


def absolute(link: str, base: str = "") -> str | None:
    """``link`` as an absolute http(s) address; None where it is mail, script or a place in the page."""
    if "&" in link:  # as in attributes: only with the semicolon, or ?a=1&copy=2 would break
        link = _ENTITY.sub(lambda found: entities.unescape(found[0]), link)
    link = _SPACE.sub(lambda found: "%20" if found[0] == " " else "", link.strip())
    if _WEB.match(link):
        return link
    scheme = _SCHEME.match(link)
    if not link or link.startswith("#") or (scheme and scheme[0].lower() not in ("http:", "https:")):
        return None
    try:
        link = urljoin(base, link)
    except ValueError:  # such as brackets that hold no IPv6 address
        return None
    return link if _WEB.match(link) else None
