"""A list as a Markdown page."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.exports._html import byline
from mainstem.exports._markdown import link, plain
from mainstem.model import Entry, Listing

MEDIA = "text/markdown; charset=utf-8"
ENDING = "md"


def write(listing: Listing) -> str:
    """A heading a group, a line an entry."""
    return "\n".join(_lines(listing)) + "\n"


def _lines(listing: Listing) -> Iterator[str]:
    yield from (f"# {plain(listing.title)}", "", plain(listing.told), "")
    group = ""
    for entry in listing.entries:
        if entry.group != group:
            group = entry.group
            yield from ("", f"## {plain(group)}", "")
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    told = plain(byline(entry))
    yield f"- {link(entry.title, entry.url)}" + (f" ({told})" if told else "")
    if entry.note:
        yield f"  {plain(entry.note)}"
    for part in entry.parts:
        yield f"    - {link(part.title, part.url)}"
