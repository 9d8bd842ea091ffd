"""Works that turned out to be one: found by command, or said by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mainstem.errors import UsageError
from mainstem.model import Pack
from mainstem.pipeline.join import Candidate, Found, compare, umbrellas
from mainstem.text.same_work import Kind, Record

if TYPE_CHECKING:
    from mainstem.store import Store
    from mainstem.store.merges import Brief, Change
    from mainstem.wiring import Mainstem

_KINDS: dict[str, Kind] = {"paper": "paper", "post": "post", "thread": "thread", "model": "model"}
_DONE = "joined"  # in the store's meta: the newest item that was compared
_PAPERS = ("arxiv:", "doi:", "openreview:", "usenix:", "mlsys", "neurips", "pmlr:", "acl:", "ieee:")


@dataclass(frozen=True, slots=True)
class Joined:
    """What a round came to."""

    found: Found
    n_joined: int = 0
    n_following: int = 0


def join_new(store: Store, pack: Pack, *, dry: bool = False, again: bool = False) -> Joined:
    """Compares what came since the last time with everything (``again``: all with all), and joins what is one.

    Costs one small query where nothing came. ``dry`` changes nothing.
    """
    merges = store.merges
    newest, last = merges.newest(), 0 if again else int(store.meta.get(_DONE) or 0)
    if newest <= last:
        return Joined(Found((), (), ()))
    candidates = _candidates(store)
    fresh = {candidates[n].id for n in merges.since(last) if n in candidates}
    found = compare(list(candidates.values()), fresh, umbrellas(pack), _texts(store))
    if dry:
        return Joined(found)
    joined = [merges.merge(one.a, one.b, one.verdict.why) for one in found.joins]
    followed = [merges.follow(one.earlier, one.later, one.why) for one in found.followings]
    followed += [merges.follow(*link) for link in _of_canon(pack)]
    store.meta.set(_DONE, str(newest))
    return Joined(found, sum(name is not None for name in joined), sum(followed))


def _texts(store: Store) -> Callable[[str], str]:
    @cache
    def text_of(work_id: str) -> str:
        work = store.works.get(work_id)
        return work.text if work else ""

    return text_of


def _of_canon(pack: Pack) -> list[tuple[str, str, str]]:
    """The successors that the canon names."""
    return [
        (row.key, later.key, f"the canon says so: {later.relation or 'a successor'}")
        for row in (*pack.canon, *pack.candidates)
        for later in row.successors
        if later.key
    ]


def _candidates(store: Store) -> dict[int, Candidate]:
    keys, links = store.merges.keys(), store.merges.links()
    return {
        n: Candidate(told[0].work_id, _record(told, keys[n], links.get(n, ())))
        for n, told in store.merges.briefs(_KINDS).items()
    }


def _record(told: Sequence[Brief], keys: Sequence[str], links: Sequence[tuple[str, str]]) -> Record:
    best = told[0]
    dates = [brief.published_at for brief in told if brief.published_at]
    kind = _KINDS[best.kind]
    about = {
        key for key, role in links if key.startswith(_PAPERS) and (kind != "post" or role == "announces")
    }
    return Record(
        title=best.title,
        authors=next((brief.authors for brief in told if brief.authors), ()) if kind == "paper" else (),
        year=min(dates).year if dates else None,
        day=min(dates).date().isoformat() if dates else None,
        kind=kind,
        keys=frozenset(keys),
        links=frozenset() if kind == "paper" else frozenset(about),
        host=(urlsplit(best.url).hostname or "") if best.url else best.source_id,
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
