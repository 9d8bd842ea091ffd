"""Lists of feeds: an OPML file becomes entries of the overlay, and what is followed becomes an OPML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from mainstem.connectors import TABLE
from mainstem.model import Endpoint, Source
from mainstem.pipeline.due import UNPOLLED
from mainstem.text import opml, titles
from mainstem.text.opml import Outline
from mainstem.text.services import Proposal, recognised
from mainstem.text.urls import clean, split
from mainstem.wiring.own import source_of, write

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

FOLDER = "opml_folder"  # under a source's ids: where it lies in the list it came from
# Endpoint types whose address any reader of feeds can follow.
FEEDS = frozenset(
    {"rss", "atom", "json_feed", "podcast_rss", "youtube", "reddit_rss", "arxiv_atom"}
    | {"github_releases", "github_tags", "github_commits"}
)


class Line(NamedTuple):
    """What became of one feed of a list: the new source's id, or why it was left out."""

    outline: Outline
    source_id: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """An import: its lines in the list's order, and what was odd about the list."""

    lines: tuple[Line, ...]
    warnings: tuple[str, ...]


def import_opml(app: Mainstem, body: bytes, name: str) -> Imported:
    """Writes every feed of a list that is not followed yet into the overlay; nothing is polled.

    Raises EmptyBody, NotAFeed, NoEntries or Malformed for the list, PackError where the overlay is broken.
    """
    read = opml.read(body, name)
    followed = {_plain(e.url): s.id for s in app.pack.sources for e in s.endpoints if e.url}
    lines: list[Line] = []
    sources: dict[str, list[Source]] = {}
    taken = {source.id for source in app.pack.sources}
    for outline in read.outlines:
        if held := followed.get(_plain(outline.url)):
            lines.append(Line(outline, None, f"followed already, as {held}"))
        elif (source := _source(app, outline, taken)) is None:
            lines.append(Line(outline, None, "is no address that a pack may hold"))
        else:
            taken.add(source.id)
            sources.setdefault(source.shelf, []).append(source)
            lines.append(Line(outline, source.id))
    if sources:
        write(app, f"From {name}, by `mainstem sources import`", sources)
    return Imported(tuple(lines), read.warnings)


def _plain(url: str) -> str:
    parts = split(url)
    return clean(parts) if parts else url


def _source(app: Mainstem, outline: Outline, taken: set[str]) -> Source | None:
    """The source of one feed, in the service's own type where its address is that service's feed."""
    from mainstem.packs import forms

    if not forms.is_url(outline.url):
        return None
    known = recognised(outline.url)
    exact = next((p for p in known if p.url == outline.url and TABLE.name_for(p.type)), None)
    proposal = exact or replace(known[0] if known else Proposal("rss", ""), type="rss", url=outline.url)
    home = outline.home if forms.is_url(outline.home) else proposal.home
    source = source_of(app, replace(proposal, home=home), None, titles.line(outline.title), taken)
    folder = "/".join(piece.replace("/", "-") for piece in outline.folder)
    endpoints = tuple(replace(endpoint, status="listed", status_at=None) for endpoint in source.endpoints)
    return replace(source, ids={FOLDER: folder} if folder else {}, endpoints=endpoints)


def export_opml(app: Mainstem) -> str:
    """The feeds that are followed, by folder: the one they were imported from, or else their shelf."""
    return opml.write(_outlines(app), f"Mainstem: {app.pack.title}", app.clock())


def _outlines(app: Mainstem) -> Iterator[Outline]:
    seen: set[str] = set()
    for source in app.pack.sources:
        for endpoint in source.endpoints:
            if _is_feed(endpoint) and not source.silenced and endpoint.url not in seen:
                seen.add(endpoint.url)
                folder = str(source.ids.get(FOLDER) or source.shelf.capitalize())
                yield Outline(endpoint.url, source.name, source.home, tuple(folder.split("/")))


def _is_feed(endpoint: Endpoint) -> bool:
    is_followed = endpoint.connector is not None and endpoint.status not in UNPOLLED
    return is_followed and endpoint.type in FEEDS and "{" not in endpoint.url
