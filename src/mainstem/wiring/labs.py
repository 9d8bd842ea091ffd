"""Labs and people: what each did lately."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
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
    since = (app.view().at - LATELY).date().isoformat()
    standing = wishing.standing(app, "follow")
    people = [_person(app, wish.name, since) for wish in standing if wish.kind == "author"]
    followed = {wish.name for wish in standing if wish.kind == "lab"}
    labs = [_lab(app, lab, since, lab.id in followed) for lab in app.pack.labs]
    active = [lab for lab in labs if lab.works or lab.followed]
    return sorted([*people, *active], key=_followed_and_newest_first)


def _followed_and_newest_first(one: Doing) -> tuple[bool, float, str]:
    newest = max((work.known_at.timestamp() for work in one.works), default=0.0)
    return not one.followed, -newest, one.title


def _person(app: Mainstem, name: str, since: str) -> Doing:
    query = Query((Term(name, by=True),), (Filter("after", (since,)),))
    return Doing("author", name, name, "", True, _found(app, query), f'author:"{name}" after:{since}')


def _lab(app: Mainstem, lab: Lab, since: str, followed: bool) -> Doing:
    sources = _sources(app, lab)
    query = Query((), (Filter("source", sources), Filter("after", (since,))))
    asked = " ".join([*(f"source:{name}" for name in sources), f"after:{since}"])
    return Doing("lab", lab.id, lab.name, lab.sector, followed, _found(app, query) if sources else [], asked)


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


def _found(app: Mainstem, query: Query) -> list[Work]:
    return [hit.work for hit in app.store.search.find(query, N_EACH)]
