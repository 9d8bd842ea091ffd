"""A list as an Atom feed (RFC 4287). Titles and notes are text; what is linked in an entry stands in its HTML."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from mainstem.exports._html import byline, entry_html
from mainstem.model import Entry, Listing

MEDIA = "application/atom+xml; charset=utf-8"
ENDING = "atom"
_NS = "http://www.w3.org/2005/Atom"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(listing: Listing) -> str:
    """The feed, in the list's order."""
    root = Element("feed", xmlns=_NS)
    _text(root, "id", listing.id)
    _text(root, "title", listing.title)
    _text(root, "subtitle", listing.told)
    _text(root, "updated", _moment(listing.at))
    _text(SubElement(root, "author"), "name", "Mainstem")
    for rel, href in (("self", listing.own), ("alternate", listing.home)):
        if href:
            SubElement(root, "link", rel=rel, href=href)
    for entry in listing.entries:
        _entry(SubElement(root, "entry"), entry)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _entry(element: Element, entry: Entry) -> None:
    _text(element, "id", entry.id)
    _text(element, "title", " ".join(entry.title.split()) or "untitled")
    if entry.url:
        SubElement(element, "link", rel="alternate", href=_xml(entry.url))
    _text(element, "updated", _moment(entry.at))
    _text(element, "published", _moment(entry.published_at or entry.at))
    for name in entry.authors:
        _text(SubElement(element, "author"), "name", name)
    _text(element, "summary", entry.note or byline(entry))
    content = SubElement(element, "content", type="html")
    content.text = _xml(entry_html(entry))
    if entry.group:
        SubElement(element, "category", term=_xml(entry.group))


def _text(of: Element, name: str, told: str) -> None:
    SubElement(of, name).text = _xml(told)


def _xml(text: str) -> str:
    """``text`` without what XML 1.0 cannot hold."""
    return _NO_XML.sub("", text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
