"""The ranking of one home: its base kept in the database and as arrays, the reader's part renewed with every mark.

What does not depend on the reader is stored once, under no person's name, by the day and the state of the database.
From it any person's ranking is made again in milliseconds, to the last bit.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from mainstem.model import Catalogue, Knowledge, Mark, Ranked, RankStamp, Wish
from mainstem.pipeline.rank import LinearRanker, Renewed
from mainstem.pipeline.week import View
from mainstem.signals import OF_READER
from mainstem.signals import TABLE as SIGNALS
from mainstem.wiring.planning import classes_of
from mainstem.wiring.reviewing import in_force

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

N_BEST = 300  # of each stream: three times what the solver sees, since sources and quotas thin them out
BASE = ""  # the person under whom the base is stored
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Reader:
    """What one person did and asked for, dated no later than a moment.

    --at goes back to what the field knew, not to what the reader had not read yet.
    """

    marks: Sequence[Mark]
    wishes: Sequence[Wish]

    def digest(self) -> str:
        """Changes with anything that teaches."""
        marks = [(m.work_id, m.action, m.rating, m.note if m.action == "file" else "") for m in self.marks]
        wishes = [(w.sense, w.kind, w.name, w.exceptions) for w in self.wishes]
        return _digest(marks, wishes)


class Ranking:
    """Ranks for the app's person; what was held once stays in memory."""

    def __init__(self, app: Mainstem) -> None:
        self._app = app
        self._held: tuple[str, Catalogue] | None = None

    def hold_with(self, other: Ranking) -> None:
        """Takes over what another person's ranking of the same store holds in memory."""
        self._held = other._held

    @cached_property
    def ranker(self) -> LinearRanker:
        """With every signal of the tables; NumPy and SciPy are imported here."""
        return LinearRanker(
            {name: SIGNALS[name] for name in SIGNALS}, {name: OF_READER[name] for name in OF_READER}
        )

    def best(self, look: View, say: Say, also: Collection[str] = ()) -> list[Ranked]:
        """The best works known at ``look.at``, the canon and the keys ``also``, best first.

        Scored anew only where something changed since.
        """
        app, reader = self._app, self.reader(look)
        ranks, person = app.store.ranks, app.settings.person
        keys = [*(row.key for row in in_force(app)), *also]
        stamp = self.stamp(look)
        if not _still_holds(ranks.stamp(person), stamp):
            renewed = self.renewed(look, say, reader)
            position = renewed.held.position
            asked = {position[work.id] for work in app.store.works.of(keys).values() if work.id in position}
            ranks.save(person, stamp, self.told(renewed, sorted({*renewed.best(N_BEST), *asked})))
        return ranks.best(person)

    def stamp(self, look: View) -> RankStamp:
        """What the person's ranking at ``look.at`` is made from."""
        base = self._base_stamp(look)
        return replace(base, inputs=_digest(base.inputs, self.reader(look).digest()))

    def reader(self, look: View) -> Reader:
        """What the person did and asked for."""
        person, store = self._app.settings.person, self._app.store
        marks = [replace(mark, at=min(mark.at, look.at)) for mark in store.marks.of(person)]
        return Reader(marks, store.wishes.of(person))

    def renewed(self, look: View, say: Say, reader: Reader) -> Renewed:
        """Every work known at ``look.at`` as that reader sees it."""
        known = Knowledge(look.at, self._app.pack, {}, reader.marks, reader.wishes)
        return self.ranker.renew(self.held(look, say), known)

    def told(self, renewed: Renewed, positions: Sequence[int]) -> list[Ranked]:
        """These works with all that moved them, best first."""
        ids = renewed.held.ids
        base = {one.work.id: one for one in self._app.store.ranks.best(BASE, [ids[n] for n in positions])}
        place = {position: place for place, position in enumerate(renewed.order.tolist())}
        found = sorted((n for n in positions if ids[n] in base), key=place.__getitem__)
        return [renewed.told(n, base[ids[n]]) for n in found]

    def held(self, look: View, say: Say) -> Catalogue:
        """The catalogue of what was known at ``look.at``: from memory, from its file, or ranked now."""
        from mainstem.wiring import held as file

        stamp = self._base_stamp(look)
        name = f"{stamp.version} {stamp.made_at.date()} {stamp.inputs}"
        if self._held is not None and self._held[0] == name:
            return self._held[1]
        folder, ranks = self._app.settings.home / "cache", self._app.store.ranks
        found = file.load(folder, name) if _still_holds(ranks.stamp(BASE), stamp) else None
        if found is None:
            say("Ranking")
            found = self._rank_base(look, stamp)
            file.save(folder, name, found)
        self._held = name, found
        return found

    def _rank_base(self, look: View, stamp: RankStamp) -> Catalogue:
        works = self._app.store.works
        there = works.known_at(look.at, look.origins)
        talk = [work for work in there if work.kind != "paper"]
        known = Knowledge(
            look.at,
            self._app.pack,
            works.mentions(look.at),
            ranker=self._app.ranker,
            classes=classes_of(self._app, talk),
        )
        base = self.ranker.base(there, known)
        self._app.store.ranks.save(BASE, stamp, sorted(base, key=lambda one: (-one.score, one.work.id)))
        return self.ranker.hold(base, self._app.pack)

    def _base_stamp(self, look: View) -> RankStamp:
        app = self._app
        origins = sorted(look.origins.items(), key=str)
        inputs = _digest(app.pack_digest, app.store.items.revision(), origins)
        return RankStamp(LinearRanker.version, look.at, inputs)


def _digest(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _still_holds(stamp: RankStamp | None, wanted: RankStamp) -> bool:
    """Scores age by the day, not by the minute."""
    if stamp is None:
        return False
    same_day = stamp.made_at.date() == wanted.made_at.date()
    return same_day and (stamp.version, stamp.inputs) == (wanted.version, wanted.inputs)
