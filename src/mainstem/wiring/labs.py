"""Labs and people: what each did lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Literal

from mainstem.model import Lab, Work
from mainstem.text.query import Filter, Query, Term
from mainstem.wiring import wishing

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

LATELY = timedelta(days=90)  # before the newest moment that is known
N_EACH = 4  # works shown of each


@dataclass(frozen=True, slots=True)
class Doing:
    """One lab or person, and the newest works of theirs."""

    kind: Literal["lab", "author"]
    name: str  # as it is followed
    title: str
    sector: str
    followed: bool
    works: Sequence[Work]
    query: str  # that finds all of them


def doings(app: Mainstem) -> list[Doing]:
    """The followed ones first, then the pack's labs that did something, the busiest of the moment first."""
    app.load_shipped()
    day = (app.view().at - LATELY).date()
    since = day.isoformat()
    standing = wishing.standing(app, "follow")
    people = [_person(app, wish.name, since) for wish in standing if wish.kind == "author"]
    followed = {wish.name for wish in standing if wish.kind == "lab"}
    sources = {lab.id: _sources(app, lab) for lab in app.pack.labs}
    works = app.store.works.newest_from(sources, datetime.combine(day, time(), UTC), N_EACH)
    labs = [_lab(lab, sources[lab.id], works, since, lab.id in followed) for lab in app.pack.labs]
    active = [lab for lab in labs if lab.works or lab.followed]
    return sorted([*people, *active], key=_followed_and_newest_first)


def _followed_and_newest_first(one: Doing) -> tuple[bool, float, str]:
    newest = max((work.known_at.timestamp() for work in one.works), default=0.0)
    return not one.followed, -newest, one.title


def _person(app: Mainstem, name: str, since: str) -> Doing:
    query = Query((Term(name, by=True),), (Filter("after", (since,)),))
    works = [hit.work for hit in app.store.search.find(query, N_EACH)]
    return Doing("author", name, name, "", True, works, f'author:"{name}" after:{since}')


def _lab(
    lab: Lab, sources: Sequence[str], works: Mapping[str, Sequence[Work]], since: str, followed: bool
) -> Doing:
    asked = " ".join([*(f"source:{name}" for name in sources), f"after:{since}"])
    return Doing("lab", lab.id, lab.name, lab.sector, followed, works[lab.id], asked)


def _sources(app: Mainstem, lab: Lab) -> tuple[str, ...]:
    """The sources that are the lab's own: of its name, or out of its accounts."""
    accounts = {name.lower() for name in (*lab.github, *lab.hub)}
    return tuple(
        source.id
        for source in app.pack.sources
        if source.id.partition("-")[2] == lab.id or accounts & _owners(source.ids)
    )


def _owners(ids: Any) -> set[str]:
    told = [value for value in ids.values() if isinstance(value, str)]
    return {value.lower().partition("/")[0] for value in told}
