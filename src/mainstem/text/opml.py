"""OPML, the list of feeds that readers exchange (opml.org/spec2.opml): read and written, folders kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError, SubElement, indent, tostring

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed
from mainstem.text import titles
from mainstem.text.urls import split

MAX_BYTES = 16_000_000  # the longest list on record has 6,000 feeds and 2 MB
MAX_DEPTH = 50  # of folders in folders

_BARE_AMPERSAND = re.compile(rb"&(?!(?:#\d+|#x[0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)")
_FEED_SCHEME = re.compile(r"feed:(?://)?(?=[a-z]+://)|feed:(?=//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list."""

    url: str
    title: str = ""
    home: str = ""
    folder: tuple[str, ...] = ()  # the folders it lies in, the outermost first


class Opml(NamedTuple):
    """What a list holds."""

    title: str
    outlines: tuple[Outline, ...]  # in the list's order, each address once
    warnings: tuple[str, ...]


def read(body: bytes, name: str) -> Opml:
    """The feeds of an OPML file called ``name``; raises EmptyBody, NotAFeed, NoEntries or Malformed.

    An ampersand that stands bare in an address, as some programs write it, is forgiven.
    """
    if not body.strip():
        raise EmptyBody(name, "is empty", "Export the list again")
    if len(body) > MAX_BYTES:
        raise Malformed(name, f"is larger than {MAX_BYTES // 1_000_000} MB", "Export the feeds alone")
    root = _root(body, name)
    if root.tag.lower() != "opml":
        raise NotAFeed(name, f"is XML of another kind (<{root.tag}>)", "Give an OPML file")
    found = list(_outlines(root, (), 0))
    outlines = {outline.url: outline for outline in reversed(found) if split(outline.url)}
    if not outlines:
        raise NoEntries(name, "is a sound list without a single feed", "Export the list again")
    title = next((titles.line(e.text or "") for e in root.iter() if e.tag.lower() == "title"), "")
    return Opml(title, tuple(reversed(outlines.values())), _warnings(found, len(outlines)))


def _root(body: bytes, name: str) -> Element:
    hint = "Give an OPML file: readers call it so in their export"
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise NotAFeed(name, "is not XML", hint)
    try:
        try:
            return _parsed(body)
        except ParseError:
            return _parsed(_BARE_AMPERSAND.sub(b"&amp;", body))
    except ParseError as error:
        raise Malformed(name, f"is not well formed ({error})", "Export the list again") from error
    except (DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise Malformed(name, f"cannot be read ({type(error).__name__})", "Export the list again") from error


def _parsed(body: bytes) -> Element:
    root: Element = fromstring(body, forbid_entities=True)
    return root


def _outlines(of: Element, folder: tuple[str, ...], depth: int) -> Iterator[Outline]:
    """The feeds below an element, depth first."""
    if depth > MAX_DEPTH:
        return
    for element in of:
        told = {name.lower(): value.strip() for name, value in element.attrib.items()}
        title = titles.title(told.get("title") or told.get("text") or "")
        if element.tag.lower() == "outline" and told.get("xmlurl"):
            url = _FEED_SCHEME.sub("", told["xmlurl"])
            url = f"https:{url}" if url.startswith("//") else url
            yield Outline(url, title, told.get("htmlurl", ""), folder)
        inner = (*folder, title) if element.tag.lower() == "outline" and title else folder
        yield from _outlines(element, inner, depth + 1)


def _warnings(found: list[Outline], n_kept: int) -> tuple[str, ...]:
    n_odd = sum(split(outline.url) is None for outline in found)
    n_twice = len(found) - n_odd - n_kept
    told = {
        f"{n_odd} entries without a web address, left out": n_odd,
        f"{n_twice} feeds that stand there twice": n_twice,
    }
    return tuple(what for what, n in told.items() if n)


def write(outlines: Iterable[Outline], title: str, at: datetime) -> str:
    """An OPML 2.0 list; feeds of one folder stand together, in the order given."""
    root = Element("opml", version="2.0")
    head = SubElement(root, "head")
    SubElement(head, "title").text = title
    SubElement(head, "dateCreated").text = format_datetime(at)
    folders: dict[tuple[str, ...], Element] = {(): SubElement(root, "body")}
    for outline in outlines:
        name = outline.title or outline.url
        told = {"type": "rss", "text": name, "title": name, "xmlUrl": outline.url}
        if outline.home:
            told["htmlUrl"] = outline.home
        SubElement(_folder(folders, outline.folder), "outline", told)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _folder(folders: dict[tuple[str, ...], Element], path: tuple[str, ...]) -> Element:
    """The element of a folder, made with those around it where it is not there yet."""
    if path not in folders:
        around = _folder(folders, path[:-1])
        folders[path] = SubElement(around, "outline", {"text": path[-1], "title": path[-1]})
    return folders[path]
