"""Everything known about one work, as ``mainstem show`` and the page of a work tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.errors import UnknownWork
from mainstem.model import Classification, Item, ItemKind, Mark, Mention, Pack, Ranked, Summary, Work
from mainstem.text.highlights import highlights
from mainstem.text.identity import url_of
from mainstem.wiring import classing, summarising
from mainstem.wiring.naming import keys_in

if TYPE_CHECKING:
    from mainstem.store.merges import Change
    from mainstem.wiring import Mainstem

_KINDS: dict[str, ItemKind] = {"github": "release", "hf": "model", "youtube": "video", "web": "post"}


@dataclass(frozen=True, slots=True)
class Kin:
    """A work that follows another, or that another follows."""

    key: str
    title: str  # or its key where that is all that is known
    why: str  # the evidence


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything known about one work; one that nobody but others' citations told of has no items."""

    work: Work
    items: Sequence[Item]
    mentions: Sequence[Mention]
    marks: Sequence[Mark]
    ranked: Ranked | None
    warnings: Sequence[str] = ()  # why not to read it: withdrawn, blocked by the pack
    changes: Sequence[Change] = ()  # what was joined to it and split from it, oldest first
    earlier: Sequence[Kin] = ()  # what it follows
    later: Sequence[Kin] = ()  # what follows it
    about: Classification | None = None  # what it is about; None where nothing tells
    highlights: Sequence[str] = ()  # sentences of its own text that say most
    summary: Summary | None = None  # by a language model, where somebody had it written

    @property
    def joined(self) -> list[Change]:
        """What is part of it by a join that stands, and so can be split off again."""
        split = {change.other for change in self.changes if change.what == "split"}
        return [
            change
            for change in self.changes
            if change.what == "joined" and change.other in self.work.keys and change.other not in split
        ]


def dossier(app: Mainstem, told: str) -> Dossier:
    """What is known of the work that ``told`` names; raises UnknownWork."""
    store, person = app.store, app.settings.person
    work = _meant(app, told)
    known = bool(work.n_items)
    return Dossier(
        work,
        store.items.of_work(work.id),
        store.works.mentions_of(work.id),
        [mark for mark in store.marks.of(person) if mark.work_id == work.id],
        store.ranks.get(person, work.id) or store.ranks.get("", work.id),
        warnings=list(_warnings(work, app.pack)),
        changes=store.merges.history(work.id) if known else (),
        earlier=_kin(app, store.merges.followed(work.id)),
        later=_kin(app, store.merges.followers(work.id)),
        about=classing.of_work(app, work) if known else None,
        highlights=highlights(work.text),
        summary=summarising.last(app, work),
    )


def _meant(app: Mainstem, told: str) -> Work:
    """The work itself, or what its key alone gives where others cite it and no source told of it."""
    try:
        return app.find(told)
    except UnknownWork:
        titles = _listed(app.pack)
        for key in keys_in(told):
            mentions = app.store.works.mentions_of(key)
            if mentions or key in titles:
                return _by_key(key, titles.get(key, key), mentions, app)
        raise


def _by_key(key: str, title: str, mentions: Sequence[Mention], app: Mainstem) -> Work:
    kind = _KINDS.get(key.partition(":")[0], "paper")
    first = next((mention.at for mention in mentions if mention.at), app.clock())
    return Work(key, title, url_of(key) or "", kind, None, "mixed", "", first, n_items=0, keys=(key,))


def _warnings(work: Work, pack: Pack) -> Iterator[str]:
    if work.taken_back:
        told = {"desk-rejected": "Desk-rejected by its venue"}.get(
            work.taken_back, work.taken_back.capitalize()
        )
        comment = work.extra.get("comment")
        yield f"{told}: {comment}" if comment and work.taken_back == "withdrawn" else told
    for blocked in pack.blocked:
        if blocked.key in (work.id, *work.keys):
            yield f"Blocked by the pack: {blocked.reason}"


def _kin(app: Mainstem, found: Sequence[tuple[str, str]]) -> list[Kin]:
    """Each work once, by its title where that is known."""
    works, titles = app.store.works.of(key for key, _ in found), _listed(app.pack)
    named: dict[str, Kin] = {}
    for key, why in found:
        work = works.get(key)
        told = Kin(work.id, work.title, why) if work else Kin(key, titles.get(key, key), why)
        named.setdefault(told.key, told)
    return list(named.values())


def _listed(pack: Pack) -> dict[str, str]:
    """Titles that the canon gives of works beside its own."""
    rows = (*pack.canon, *pack.candidates)
    return {
        other.key: other.title for row in rows for other in (*row.successors, *row.predecessors) if other.key
    }
