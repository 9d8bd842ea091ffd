"""The one place that names concrete parts, and the program as the edges (CLI, web, MCP) call it.

Heavy parts are imported where they are first used: a command that only shows a stored plan pays for
the database and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mainstem.errors import UnknownSource, UnknownWork
from mainstem.model import Action, Hit, Item, Mark, Mention, Pack, Plan, Ranked, Work
from mainstem.pipeline.week import View, name_of, view
from mainstem.settings import Settings

if TYPE_CHECKING:
    from mainstem.packs.snapshot import Snapshot
    from mainstem.pipeline.due import Due
    from mainstem.pipeline.sync import Report, Watch
    from mainstem.store import Store

Say = Callable[[str], None]


def utc_now() -> datetime:
    """The clock of the running program."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known about one work."""

    work: Work
    items: Sequence[Item]
    mentions: Sequence[Mention]
    marks: Sequence[Mark]
    ranked: Ranked | None


class Mainstem:
    """The program for one home and one person."""

    def __init__(self, settings: Settings, *, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.clock = clock

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

        report = follow(self.settings, self.pack, self.store, self.clock, watch, due, limit_s)
        self.store.items.let_go(self.pack.keep, self.clock())
        return report

    def source(self, name: str) -> Source:
        """The source with that id; raises UnknownSource."""
        found = self.pack.source(name)
        if found is None:
            raise UnknownSource(name, "is not a source of this pack")
        return found

    # --- the week -----------------------------------------------------------------------------------

    def view(self, asked: date | None = None) -> View:
        """The moment and the streams that a plan would be made from."""
        fetched = self.store.items.fetched_streams()
        snapshot = self.snapshot.date if self.snapshot else None
        return view(self.clock(), self.settings.zone, fetched, snapshot, asked)

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

        return find(self, told)

    def title_of(self, work_id: str) -> str:
        """A work's title, or its id where it is not known (any more)."""
        work = self.store.works.get(work_id)
        return work.title if work else work_id

    def mark(self, told: str, action: Action, note: str = "") -> Mark:
        """Records what the person did with a work."""
        work_id = self.find(told).id
        mark = Mark(self.settings.person, work_id, action, self.clock(), note)
        self.store.marks.add(mark)
        return mark

    def undo(self) -> Mark | None:
        """Takes back the person's last mark."""
        return self.store.marks.undo(self.settings.person)

    def search(self, query: str, limit: int) -> list[Hit]:
        """Works that hold the words, best first."""
        self.load_snapshot()
        return self.store.search.find(query, limit)

    def dossier(self, told: str) -> Dossier:
        """Everything known about one work."""
        work = self.find(told)
        marks = [m for m in self.store.marks.of(self.settings.person) if m.work_id == work.id]
        mentions = self.store.works.mentions_of(work.id)
        ranked = self.store.ranks.get(self.settings.person, work.id)
        return Dossier(work, self.store.items.of_work(work.id), mentions, marks, ranked)

    def load_snapshot(self) -> bool:
        """Takes the shipped snapshot into the store unless it is there; whether it was taken now."""
        from mainstem.wiring.planning import take_snapshot

        return take_snapshot(self)


__all__ = ["Dossier", "Mainstem", "UnknownWork", "utc_now"]
