"""Works that turned out to be one: found after every sync, or said by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Pack, Successor
from mainstem.pipeline.join import Candidate, Found, compare, umbrellas
from mainstem.pipeline.meeting import Told, meetings
from mainstem.text.same_work import Kind, Record
from mainstem.text.urls import host_of

if TYPE_CHECKING:
    from mainstem.store import Store
    from mainstem.store.candidates import Brief
    from mainstem.store.merges import Change
    from mainstem.wiring import Mainstem

_KINDS: dict[str, Kind] = {"paper": "paper", "post": "post", "thread": "thread", "model": "model"}
_PAPERS = ("arxiv:", "doi:", "openreview:", "usenix:", "mlsys", "neurips", "pmlr:", "acl:", "ieee:")


@dataclass(frozen=True, slots=True)
class Joined:
    """What a round came to."""

    found: Found
    n_joined: int = 0
    n_following: int = 0


def join_new(store: Store, pack: Pack, *, dry: bool = False, again: bool = False) -> Joined:
    """Compares what came or changed since the last time with everything, and joins what is one.

    ``again`` compares everything with everything; ``dry`` changes nothing. Costs one small query where nothing came.
    """
    waiting = store.candidates.waiting()
    if not waiting and not again:
        return Joined(Found((), (), ()))
    found = _found(store, pack, None if again else store.candidates.of_items(waiting))
    if dry:
        return Joined(found)
    n_joined = store.merges.join([(one.a, one.b, one.verdict.why) for one in found.joins])
    n_following = store.merges.follow([(one.earlier, one.later, one.why) for one in found.followings])
    store.candidates.compared(waiting)
    return Joined(found, n_joined, n_following)


def _found(store: Store, pack: Pack, fresh: Collection[int] | None) -> Found:
    kept = store.candidates
    titles, links = kept.titles(_KINDS), kept.links()
    works = {
        n: Told(title, kind == "paper", work_id.startswith("arxiv:"), _about(kind, links.get(n, ())))
        for n, (work_id, kind, title) in titles.items()
    }
    met = sorted(meetings(works, works.keys() if fresh is None else fresh, kept.owners()))
    ns = sorted({n for pair in met for n in pair})
    keys = kept.keys(ns)
    candidates = {
        n: Candidate(told[0].work_id, _record(told, keys[n], works[n].links))
        for n, told in kept.briefs(ns, _KINDS).items()
    }
    still = [(a, b) for a, b in met if a in candidates and b in candidates]  # another process joined the rest
    return compare([(candidates[a], candidates[b]) for a, b in still], umbrellas(pack), kept.abstracts)


def _about(kind: str, links: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Keys of the papers that a work may be about: all that a thread links, and what a post announces."""
    if kind == "paper":
        return ()
    announced = {key for key, role in links if kind != "post" or role == "announces"}
    return tuple(sorted(key for key in announced if key.startswith(_PAPERS)))


def link_canon(store: Store, pack: Pack) -> None:
    """Keeps what follows what by the canon's word; what merely bears the same name does not."""
    rows = (*pack.canon, *pack.candidates)
    later = [(row.key, other.key, _said(other)) for row in rows for other in row.successors if other.key]
    earlier = [(other.key, row.key, _said(other)) for row in rows for other in row.predecessors if other.key]
    store.merges.follow([link for link in (*later, *earlier) if "name only" not in link[2]])


def _said(other: Successor) -> str:
    return "in the canon" + (f": {other.relation}" if other.relation else "")


def _record(told: Sequence[Brief], keys: Iterable[str], links: Iterable[str]) -> Record:
    best = told[0]
    dates = [brief.published_at for brief in told if brief.published_at]
    kind = _KINDS[best.kind]
    return Record(
        title=best.title,
        authors=next((brief.authors for brief in told if brief.authors), ()) if kind == "paper" else (),
        year=min(dates).year if dates else None,
        day=min(dates).date().isoformat() if dates else None,
        kind=kind,
        keys=frozenset(keys),
        links=frozenset(links),
        host=host_of(best.url or "") or best.source_id,
    )


def merge(app: Mainstem, a: str, b: str, why: str) -> str:
    """Makes two works one on the person's word; the name of the one. Raises UnknownWork and UsageError."""
    ours, theirs = app.find(a), app.find(b)
    name = app.store.merges.merge(ours.id, theirs.id, why, app.settings.person)
    if name is None:
        raise UsageError(f"{a}, {b}", "are one work already")
    return name


def split(app: Mainstem, work: str, key: str, why: str) -> str:
    """Takes what goes by ``key`` out of a work on the person's word; the name of the new one."""
    found = app.find(work)
    if key not in found.keys:
        known = ", ".join(found.keys)
        raise UsageError(key, f"is no key of {found.id}", f"It goes by {known}")
    return app.store.merges.split(key, why, app.settings.person)


def history(app: Mainstem, work: str | None) -> list[Change]:
    """What was joined and split, of one work or of all."""
    return app.store.merges.history(None if work is None else app.find(work).id)
