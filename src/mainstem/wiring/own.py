"""Bringing one's own sources: an address becomes an entry of the overlay, once it has answered."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from mainstem.connectors import TABLE
from mainstem.errors import MainstemError, NoEntries, TimedOut, UsageError
from mainstem.model import (
    Endpoint,
    EndpointState,
    Item,
    Polled,
    Reply,
    Request,
    Sector,
    Shelf,
    Source,
    Taken,
)
from mainstem.packs import overlay
from mainstem.pipeline.due import Due
from mainstem.pipeline.sync import Reading, Sync, read_and_settle
from mainstem.seams import Fetcher
from mainstem.text.services import Proposal, recognised
from mainstem.text.titles import cut, line
from mainstem.text.urls import clean, split
from mainstem.wiring.home import make
from mainstem.wiring.looking import document_title, look

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

PATIENCE_S = 45.0  # of a first poll; what is left of it is for the next sync
_NOT_IN_IDS = re.compile(r"[^a-z0-9._]+")


@dataclass(frozen=True, slots=True)
class Added:
    """A source that was written, and what its first poll came to."""

    source: Source
    file: Path
    items: tuple[Item, ...] = ()  # newest first
    warnings: tuple[str, ...] = ()
    error: MainstemError | None = None


# --- adding ---------------------------------------------------------------------------------------


def add(
    app: Mainstem, told: str, *, shelf: Shelf | None = None, name: str = "", anyway: bool = False
) -> Added:
    """Finds out what ``told`` is, polls it once, and writes it into the overlay.

    What cannot be polled is raised as its named error and nothing is written, unless ``anyway``.
    """
    make(app.settings.home)
    return asyncio.run(_add(app, told, shelf, name, anyway))


async def _add(app: Mainstem, told: str, shelf: Shelf | None, name: str, anyway: bool) -> Added:
    client = Remembering(app.client())
    try:
        proposals = await _proposals(app, client, told, anyway)
        fault: MainstemError | None = None
        for proposal in proposals:
            source = source_of(app, proposal, shelf, name)
            polls = await _poll(app, client, source)
            fault = fault or _fault(polls, proposal.url)
            if any(polled.settled for polled in polls):
                return _kept(app, told, _named(source, client, proposal, name), polls)
    finally:
        await client.close()
    fault = fault or NoEntries(told, "answered with nothing")
    if not anyway:
        raise fault
    return replace(_kept(app, told, source_of(app, proposals[0], shelf, name), []), error=fault)


async def _proposals(app: Mainstem, client: Fetcher, told: str, anyway: bool) -> list[Proposal]:
    """The ways to follow ``told``, best first; raises UsageError where it is followed already."""
    found: Sequence[Proposal] = recognised(told)
    if not found:
        if split(told) is None:
            raise UsageError(
                told, "is no address", "Give a link, @name@server, @name.tld, r/name or a category"
            )
        url = told if "://" in told else f"https://{told}"
        try:
            found = await look(client, url, app.clock().date())
        except MainstemError:
            if not anyway:
                raise
            found = [Proposal("rss", url)]
    known = [proposal for proposal in found if TABLE.name_for(proposal.type)]
    for proposal in known:
        if source := _follows(app, proposal.url):
            undo = f"`mainstem sources silence {source.id} --undo` brings it back"
            hint = undo if source.silenced else f"`mainstem sync {source.id}` asks it now"
            raise UsageError(told, f"is followed already, as {source.id}", hint)
    if not known:
        raise UsageError(told, "is of a kind that nothing here can follow yet")
    return known


def _follows(app: Mainstem, url: str) -> Source | None:
    """The source that has this address already."""
    wanted = _plain(url)
    return next((s for s in app.pack.sources for e in s.endpoints if e.url and _plain(e.url) == wanted), None)


def _plain(url: str) -> str:
    parts = split(url)
    return clean(parts) if parts else url


def source_of(
    app: Mainstem, proposal: Proposal, shelf: Shelf | None, name: str, taken: Collection[str] | None = None
) -> Source:
    """The source of a proposal, with an id that is none of ``taken`` (default: those of the pack)."""
    shelf = shelf or proposal.shelf
    called = line(name or proposal.name)
    connector = TABLE.name_for(proposal.type)
    today = f"{app.clock():%Y-%m-%d}"
    home = proposal.home or proposal.url
    wanted = _id(shelf, called or _place(home))
    source_id = _free(wanted, {source.id for source in app.pack.sources} if taken is None else taken)
    endpoint = Endpoint(source_id, proposal.type, proposal.url, "live", today, proposal.note, connector)
    return Source(
        id=source_id,
        name=called or _place(home),
        kind=proposal.kind,
        shelf=shelf,
        sector=_sector(app, home),
        axes=(_axis(app),),
        home=home,
        cadence=proposal.cadence,
        description=f"Added on {today}.",
        endpoints=(endpoint,),
    )


def _place(url: str) -> str:
    parts = split(url)
    return " ".join([parts.host, *parts.segments()[:2]]) if parts else url


def _id(shelf: str, name: str) -> str:
    slug = _NOT_IN_IDS.sub("-", name.lower()).strip("-._")[:48].strip("-._") or "source"
    return slug if slug.startswith(f"{shelf}-") else f"{shelf}-{slug}"


def _free(wanted: str, taken: Collection[str]) -> str:
    names = (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def _sector(app: Mainstem, home: str) -> Sector:
    """The sector of the pack's lab whose account this is; independent where it is none's."""
    parts = split(home)
    owner = (parts.segments() or [""])[0].lower() if parts else ""
    for lab in app.pack.labs:
        names = {"github.com": lab.github, "huggingface.co": lab.hub}.get(parts.host if parts else "", ())
        if owner in (name.lower() for name in names):
            return lab.sector
    return "independent"


def _axis(app: Mainstem) -> str:
    axes = {topic.axis for topic in app.pack.topics}
    return "external" if "external" in axes or not axes else min(axes)


def _named(source: Source, client: Remembering, proposal: Proposal, name: str) -> Source:
    """The source under the name that its feed gives itself, where nobody gave it another."""
    reply = client.replies.get(source.endpoints[0].url)
    if name or proposal.name or reply is None:
        return source
    return replace(source, name=cut(document_title(reply), 100) or source.name)


# --- the first poll -------------------------------------------------------------------------------


class Remembering:
    """A fetcher that asks no address twice: what was looked at need not be fetched again to be polled."""

    def __init__(self, fetcher: Fetcher) -> None:
        self._fetcher = fetcher
        self.replies: dict[str, Reply] = {}

    async def fetch(self, request: Request) -> Reply:
        """A reply, perhaps an earlier one."""
        if request.body is not None or request.url not in self.replies:
            self.replies[request.url] = await self._fetcher.fetch(request)
        return self.replies[request.url]

    async def close(self) -> None:
        """Closes every connection."""
        await self._fetcher.close()


class _Unwatched:
    def started(self, n: int) -> None:
        """Nobody looks on."""

    def polled(self, polled: Polled, taken: Taken) -> None:
        """Nobody looks on."""


async def _poll(app: Mainstem, client: Fetcher, source: Source) -> list[Polled]:
    """What the source's first poll comes to, as any sync would do it; nothing is stored yet."""
    endpoint = source.endpoints[0]
    polls: list[Polled] = []

    async def read(item: Due, reply: Reply) -> Reading:
        return await asyncio.to_thread(
            read_and_settle, TABLE[endpoint.connector or ""], source, endpoint, reply
        )

    def take(polled: Sequence[Polled]) -> list[Taken]:
        polls.extend(polled)
        return [Taken(n_new=len(each.settled)) for each in polled]

    sync = Sync(
        connector=TABLE.__getitem__, fetcher=client, read=read, take=take, clock=app.clock, watch=_Unwatched()
    )
    state = EndpointState(endpoint.id, source.id, endpoint.url)
    await sync.run([Due(source, endpoint, state)], limit_s=PATIENCE_S)
    return polls


def _fault(polls: Sequence[Polled], url: str) -> MainstemError | None:
    if not polls:
        return TimedOut(
            url, f"did not answer within {PATIENCE_S:.0f} s", "Try again later, or add it --anyway"
        )
    return next((polled.error for polled in polls if polled.error), None)


def _kept(app: Mainstem, told: str, source: Source, polls: list[Polled]) -> Added:
    """Writes the source, takes in what came, and tells both."""
    file = write(app, f"Added by `mainstem sources add {told}`", {source.shelf: [source]})[source.shelf]
    if polls:
        app.store.items.take(polls)
    items = {settled.item.id: settled.item for polled in polls for settled in polled.settled}
    newest = sorted(items.values(), key=_date, reverse=True)
    warnings = tuple(warning for polled in polls for warning in polled.warnings)
    return Added(source, file, tuple(newest), warnings)


def _date(item: Item) -> str:
    return (item.published_at or item.first_seen_at).isoformat()


# --- the overlay ----------------------------------------------------------------------------------


def write(app: Mainstem, comment: str, sources: Mapping[str, Sequence[Source]]) -> dict[str, Path]:
    """Appends sources, by shelf, to the overlay; the file of each shelf. Raises PackError before a file changes."""
    texts = {}
    for shelf, rows in sources.items():
        name = f"sources/{shelf}.toml"
        texts[name] = overlay.text_of(app.settings.overlay / name)
        for source in rows:
            texts[name] = overlay.added(texts[name], _entry(comment, source))
    _put(app, texts)
    return {shelf: app.settings.overlay / f"sources/{shelf}.toml" for shelf in sources}


def _entry(comment: str, source: Source) -> str:
    fields: dict[str, overlay.Value] = {
        "id": source.id,
        "name": source.name,
        "kind": source.kind,
        "sector": source.sector,
        "axes": source.axes,
        "home": source.home,
        "cadence": source.cadence,
        "description": source.description,
        "ids": source.ids,
    }
    return overlay.entry(comment, fields, [_endpoint_entry(endpoint) for endpoint in source.endpoints])


def _endpoint_entry(endpoint: Endpoint) -> dict[str, overlay.Value]:
    status = f"{endpoint.status} {endpoint.status_at}" if endpoint.status_at else endpoint.status
    return {"type": endpoint.type, "url": endpoint.url, "status": status, "note": endpoint.note}


def _put(app: Mainstem, texts: Mapping[str, str]) -> None:
    """Writes files of the overlay, if the pack still loads with all of them."""
    from mainstem import packs

    make(app.settings.home)
    folder = app.settings.overlay
    with TemporaryDirectory() as scratch:
        trial = Path(scratch) / folder.name
        with suppress(FileNotFoundError):
            shutil.copytree(folder, trial)
        for name, text in texts.items():
            overlay.put(trial / name, text)
        packs.load(app.pack_folder, TABLE.name_for, trial)
    for name, text in texts.items():
        overlay.put(folder / name, text)
    for cached in ("pack", "pack_digest"):
        app.__dict__.pop(cached, None)


def remove(app: Mainstem, source_id: str) -> Path:
    """Takes a source out of the overlay; its file. Raises UnknownSource, with what to do for one of the pack."""
    path = overlay.file_of(app.settings.overlay, source_id)
    name = f"sources/{path.name}"
    texts = {name: overlay.removed(overlay.text_of(path), source_id, name)}
    silences = overlay.text_of(app.settings.overlay / "overlay.toml")
    texts["overlay.toml"] = overlay.silenced(silences, source_id, undo=True)
    _put(app, texts)
    return path


def own_ids(app: Mainstem) -> frozenset[str]:
    """The sources that stand in the person's overlay, and so can be removed."""
    return overlay.ids(app.settings.overlay)


def silence(app: Mainstem, source_id: str, *, undo: bool = False) -> bool:
    """Silences a source, or gives it its voice back; whether that changed anything."""
    source = app.source(source_id)
    path = app.settings.overlay / "overlay.toml"
    before = overlay.text_of(path)
    after = overlay.silenced(before, source_id, undo=undo)
    if after == before:
        if undo and source.silenced:
            told = f"is silent by its shelf, {source.shelf}"
            raise UsageError(source_id, told, f"Take {source.shelf} out of silence_shelves in {path}")
        return False
    _put(app, {"overlay.toml": after})
    return True
