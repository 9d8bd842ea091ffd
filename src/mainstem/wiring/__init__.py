"""The one place that names concrete parts, and the program as the edges (CLI, web, MCP) call it.

Heavy parts are imported where they are first used: a command that only shows a stored plan pays for
the database and nothing else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Self

from mainstem import __version__
from mainstem.errors import UnknownSource
from mainstem.model import (
    Action,
    CanonWork,
    Charted,
    Classifier,
    Hit,
    Mark,
    Pack,
    Plan,
    RankModel,
    Source,
    Wish,
    Work,
)
from mainstem.pipeline.week import View, name_of, view
from mainstem.settings import Settings

if TYPE_CHECKING:
    from mainstem.net import Client
    from mainstem.packs.snapshot import Snapshot
    from mainstem.pipeline.due import Due
    from mainstem.pipeline.sync import Report, Watch
    from mainstem.store import Store
    from mainstem.wiring.backfill import Backfill
    from mainstem.wiring.doctor import Finding
    from mainstem.wiring.dossier import Dossier
    from mainstem.wiring.health import Health
    from mainstem.wiring.mapping import Map
    from mainstem.wiring.ranking import Ranking
    from mainstem.wiring.remembered import Remembered

Say = Callable[[str], None]


def utc_now() -> datetime:
    """The clock of the running program."""
    return datetime.now(UTC)


class Mainstem:
    """The program for one home and one person."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *told: object) -> None:
        """Closes the database, if it was opened."""
        if "store" in self.__dict__:
            self.store.close()

    @cached_property
    def store(self) -> Store:
        """The database, created or brought up to date on first use."""
        from mainstem import store
        from mainstem.wiring.home import make

        make(self.settings.home)
        return store.open(self.settings.database)

    @cached_property
    def pack_folder(self) -> Path:
        """The folder of the pack that is followed."""
        from mainstem import packs

        return packs.find(self.settings.pack)

    @cached_property
    def pack(self) -> Pack:
        """The pack with the person's overlay."""
        from mainstem import packs
        from mainstem.connectors import TABLE

        return packs.load(self.pack_folder, TABLE.name_for, self.settings.overlay)

    @cached_property
    def pack_digest(self) -> str:
        """Changes with any file of the pack or the overlay; told from names, sizes and dates, so at once."""
        files = sorted([*self.pack_folder.rglob("*.*"), *self.settings.overlay.rglob("*.toml")])
        facts = [(str(f), f.stat().st_size, f.stat().st_mtime_ns) for f in files if f.suffix != ".pyc"]
        return hashlib.sha256(repr((__version__, facts)).encode()).hexdigest()[:16]

    @cached_property
    def remembered(self) -> Remembered:
        """What was worked out once for all persons of this home."""
        from mainstem.wiring.remembered import Remembered

        return Remembered()

    @cached_property
    def ranking(self) -> Ranking:
        """What ranks, and holds what it ranked."""
        from mainstem.wiring.ranking import Ranking

        return Ranking(self)

    @cached_property
    def map(self) -> Map:
        """What lays works out on the map, and holds it; one for all persons."""
        from mainstem.wiring.mapping import Map

        return Map(self)

    @cached_property
    def ranker(self) -> RankModel | None:
        """What the pack ships of learned picks, if it ships any."""
        from mainstem.packs import ranker

        return ranker.read(self.pack_folder)

    @cached_property
    def classifier(self) -> Classifier | None:
        """What tells what works are about, if the pack ships it."""
        from mainstem.packs import classifier

        return classifier.read(self.pack_folder)

    @cached_property
    def charted(self) -> Charted | None:
        """The map that the pack ships, if it ships one."""
        from mainstem.packs import landscape

        return landscape.read(self.pack_folder)

    @cached_property
    def snapshot(self) -> Snapshot | None:
        """The snapshot that ships with the pack, if it has one."""
        from mainstem.packs import snapshot

        return snapshot.read(self.pack_folder)

    # --- following ----------------------------------------------------------------------------------

    def due(self, names: Sequence[str] = (), *, all_now: bool = False) -> list[Due]:
        """The endpoints to poll now, of all sources or of those named."""
        from mainstem.pipeline import due

        sources = [self.source(name) for name in names] if names else self.pack.sources
        states = {} if all_now else self.store.states.all()
        found = due.due(sources, states, self.clock())
        if not all_now:
            return found
        known = self.store.states.all()
        return [due.Due(d.source, d.endpoint, known.get(d.endpoint.id, d.state)) for d in found]

    def sync(self, due: Sequence[Due], watch: Watch, *, limit_s: float | None = None) -> Report:
        """Polls what is due; Ctrl-C keeps what is finished. Lets go of what is too old to matter."""
        from mainstem.wiring.following import follow
        from mainstem.wiring.reviewing import in_force

        report = follow(self, due, watch, limit_s)
        canon = [key for row in in_force(self) for key in (row.key, *row.aliases)]
        self.store.items.let_go(self.pack.keep, self.clock(), canon)
        self.store.meta.set("synced", self.clock().isoformat())
        return report

    def backfill(self, wanted: Backfill, watch: Watch, *, limit_s: float | None = None) -> Report:
        """Fetches arXiv's records of the past; a stopped run goes on where it ended."""
        from mainstem.wiring.backfill import run

        return run(self, wanted, watch, limit_s)

    def never_synced(self) -> bool:
        """Whether the network was never asked."""
        return self.store.meta.get("synced") is None

    def client(self, *, n_retries: int = 2) -> Client:
        """The network as this person's settings and the pack's limits allow it."""
        from mainstem.net import Client, Manners
        from mainstem.wiring.secrets import keys

        manners = Manners(
            contact=self.settings.contact,
            hosts=self.pack.hosts,
            allow_hosts=self.settings.allow_hosts,
            max_reply_bytes=self.settings.max_reply_mb * 2**20,
            access=keys(self.settings),
            n_retries=n_retries,
        )
        return Client(manners, clock=self.clock)

    def health(self) -> list[Health]:
        """How every source is doing, in the pack's order."""
        from mainstem.wiring.health import counted, health

        n_items, rhythms = counted(self)
        return health(self.pack.sources, self.store.states.all(), n_items, rhythms, self.clock())

    def source(self, name: str) -> Source:
        """The source with that id; raises UnknownSource."""
        found = self.pack.source(name)
        if found is None:
            raise UnknownSource(name, "is not a source of this pack")
        return found

    # --- the week -----------------------------------------------------------------------------------

    def view(self, asked: date | None = None) -> View:
        """The moment and the streams that a plan would be made from."""
        from mainstem.packs import snapshot

        fetched = self.store.items.fetched_streams()
        shipped_at = snapshot.date_of(self.pack_folder)
        return view(self.clock(), self.settings.zone, fetched, shipped_at, asked)

    def stored_plan(self, look: View) -> Plan | None:
        """The plan already made for that week, if any."""
        return self.store.plans.last(self.settings.person, name_of(look.monday))

    def plan(self, look: View, *, budget_min: int | None = None, say: Say = lambda _: None) -> Plan:
        """Ranks what is known, fills the week, and keeps the plan."""
        from mainstem.wiring.planning import plan

        return plan(self, look, budget_min, say)

    # --- works --------------------------------------------------------------------------------------

    def find(self, told: str) -> Work:
        """The work a person means: a number of the last plan, an id, a link, or a bare arXiv id."""
        from mainstem.wiring.naming import find

        self.load_shipped()
        return find(self.store, self.pack, self.settings.person, told)

    def title_of(self, work_id: str) -> str:
        """A work's title, or its id where it is not known (any more)."""
        from mainstem.wiring.naming import unit_title

        work = self.store.works.get(work_id)
        return work.title if work else unit_title(self.pack, work_id) or work_id

    def mark(self, told: str, action: Action, note: str = "", rating: int | None = None) -> Mark:
        """Records what the person did with a work."""
        from mainstem.wiring import naming

        self.load_shipped()
        name = naming.name_of(self.store, self.pack, self.settings.person, told)
        mark = Mark(self.settings.person, name, action, self.clock(), note, rating)
        self.store.marks.add(mark)
        return mark

    def undo(self, work_id: str | None = None) -> Mark | Wish | None:
        """Takes back the last thing that the person did with a work, or marked, followed, muted or forgot at all."""
        from mainstem.wiring.wishing import undo

        return self.store.marks.undo(self.settings.person, work_id) if work_id else undo(self)

    def done(self) -> dict[str, Action]:
        """The last thing that the person did with each work they read, skipped or put off, else that they noted."""
        marks = self.store.marks.of(self.settings.person)
        noted: dict[str, Action] = {mark.work_id: "note" for mark in marks if mark.action == "note"}
        return noted | {m.work_id: m.action for m in marks if m.action in ("read", "skip", "later")}

    def search(self, query: str, limit: int, offset: int = 0) -> list[Hit]:
        """Works that meet the query (``text.query``), best or newest first."""
        from mainstem.wiring.searching import search

        return search(self, query, limit, offset)

    def dossier(self, told: str) -> Dossier:
        """Everything known about one work."""
        from mainstem.wiring.dossier import dossier

        return dossier(self, told)

    def canon(self) -> list[tuple[CanonWork, Action | None]]:
        """The canon in reading order, with what the person did with each work."""
        from mainstem.wiring.reviewing import canon_rows

        return canon_rows(self)

    def load_shipped(self) -> bool:
        """Takes the pack's canon and snapshot into the store unless they are there; whether it did."""
        from mainstem.wiring.planning import load_shipped

        return load_shipped(self)

    # --- keeping ------------------------------------------------------------------------------------

    def check_pack(self, name_or_folder: str | None) -> Pack:
        """A pack that holds what it must; raises PackError. None means the followed one with its overlay."""
        from mainstem import packs
        from mainstem.connectors import TABLE

        if name_or_folder is None:
            return self.pack
        return packs.load(packs.find(name_or_folder), TABLE.name_for)

    def examine(self, *, offline: bool) -> list[Finding]:
        """What is configured, reachable, stale or broken."""
        from mainstem.wiring.doctor import examine

        return list(examine(self, offline=offline))

    def survey(self, watch: Watch) -> str:
        """Every source polled once, and what a maintainer should do, in Markdown."""
        from mainstem.wiring.survey import survey

        return survey(self, watch)

    def backup(self, file: Path) -> Path:
        """Writes everything into one file, secrets left out."""
        from mainstem.wiring.keeping import backup

        return backup(self, file)

    def restore(self, file: Path) -> str:
        """Brings back a backup; what was here is kept beside it. Returns what was done, in words."""
        from mainstem.wiring.keeping import restore

        return restore(self, file)


__all__ = ["Mainstem", "utc_now"]
