"""``search``: what a person typed, with the names of this pack and of their own in place of what they wrote.

The one way in for the command line, the pages and the API; the language itself is told in ``text.query``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import STREAMS, Hit
from mainstem.text.query import SECTORS, STATES, SURVEY, Filter, Query, merged, parse
from mainstem.wiring import classing, wishing

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_SAVED = "search."  # before the names of saved searches among a person's preferences
_DONE = {
    "read": ("read",),
    "unread": ("read", "skip"),
    "skipped": ("skip",),
    "later": ("later",),
    "noted": ("note",),
}
_MOST_MARKED = 5000  # works of one state that are looked through, the newest; SQLite takes 32,766 values


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that a person keeps by name."""

    name: str
    query: str


def search(app: Mainstem, typed: str, limit: int, offset: int = 0) -> list[Hit]:
    """Works that meet the query: the best first where it holds words, else the newest; raises UsageError."""
    app.load_shipped()
    return app.store.search.find(resolved(app, typed), limit, offset)


def resolved(app: Mainstem, typed: str) -> Query:
    """The query with ids in place of names; raises UsageError or UnknownSource for what nothing answers to."""
    asked = _unfolded(app, parse(typed), ())
    filters = merged(one for told in asked.filters for one in _RESOLVERS.get(told.field, _as_told)(app, told))
    return Query(asked.terms, filters)


def _unfolded(app: Mainstem, query: Query, within: tuple[str, ...]) -> Query:
    """The query with saved searches in place of their names."""
    terms, filters = list(query.terms), []
    for told in query.filters:
        if told.field != "saved":
            filters.append(told)
            continue
        if told.excluded or len(told.values) > 1:
            raise UsageError("saved:", "stands once, and not for its opposite", "Give one name")
        name = told.values[0]
        if name in within:
            raise UsageError(f"saved:{name}", "asks for itself", "Save it anew without itself")
        inner = _unfolded(app, parse(_saved(app, name).query), (*within, name))
        terms += inner.terms
        filters += inner.filters
    return Query(tuple(terms), tuple(filters))


def _as_told(app: Mainstem, told: Filter) -> Iterator[Filter]:
    yield told


def _source(app: Mainstem, told: Filter) -> Iterator[Filter]:
    yield replace(told, values=tuple(wishing.resolve(app, "source", value).name for value in told.values))


def _topic(app: Mainstem, told: Filter) -> Iterator[Filter]:
    classing.refresh(app)
    yield replace(told, values=tuple(wishing.resolve(app, "topic", value).name for value in told.values))


def _axis(app: Mainstem, told: Filter) -> Iterator[Filter]:
    known = list(dict.fromkeys(topic.axis for topic in app.pack.topics))
    for value in told.values:
        if value not in known:
            raise UsageError(f"axis:{value}", "is no axis of this pack", f"There are {', '.join(known)}")
    classing.refresh(app)
    yield told


def _kind(app: Mainstem, told: Filter) -> Iterator[Filter]:
    """Kinds as their sources told them; surveys are those of the classifier."""
    if SURVEY not in told.values:
        yield told
        return
    others = tuple(value for value in told.values if value != SURVEY)
    if others and not told.excluded:
        raise UsageError("kind:survey", f"cannot be widened by kind:{others[0]}", "Ask for them one by one")
    classing.refresh(app)
    yield Filter("class", (SURVEY,), told.excluded)
    if others:
        yield replace(told, values=others)


def _cited_by(app: Mainstem, told: Filter) -> Iterator[Filter]:
    yield replace(told, values=tuple(name for value in told.values for name in _citing(app, value)))


def _citing(app: Mainstem, value: str) -> list[str]:
    """The repositories of that name, with their former ones, or the source of that id."""
    wanted = value.casefold()
    repositories = [
        name
        for repository in app.pack.repositories
        if wanted in (repository.name.casefold(), repository.name.casefold().rpartition("/")[2])
        for name in (repository.name, *repository.former)
    ]
    sources = [source.id for source in app.pack.sources if source.id == value]
    walked = [value] if "/" in value else []  # a repository beside the pack's that was walked
    found = [*repositories, *sources, *walked]
    return found or [wishing.resolve(app, "source", value).name]


def _is(app: Mainstem, told: Filter) -> Iterator[Filter]:
    """Works by what was done with them; "unread" is the opposite of read and skipped."""
    positive = [value for value in told.values if value != "unread"]
    if "unread" in told.values:
        if positive and not told.excluded:
            raise UsageError("is:unread", f"cannot be widened by is:{positive[0]}", "Ask for them one by one")
        yield Filter("work", _marked(app, "unread"), not told.excluded)
    if positive:
        yield Filter("work", tuple(k for value in positive for k in _marked(app, value)), told.excluded)


def _marked(app: Mainstem, state: str) -> tuple[str, ...]:
    if state == "canon":
        from mainstem.wiring.reviewing import in_force

        return tuple(row.key for row in in_force(app))
    done = app.done()
    return tuple(key for key, action in done.items() if action in _DONE[state])[-_MOST_MARKED:]


def _folder(app: Mainstem, told: Filter) -> Iterator[Filter]:
    wanted = {wishing.resolve(app, "folder", value).name for value in told.values}
    marks = app.store.marks.of(app.settings.person)
    held = dict.fromkeys(mark.work_id for mark in marks if mark.action == "file" and mark.note in wanted)
    yield Filter("work", tuple(held), told.excluded)


_RESOLVERS: dict[str, Callable[[Mainstem, Filter], Iterator[Filter]]] = {
    "source": _source,
    "topic": _topic,
    "axis": _axis,
    "kind": _kind,
    "cited-by": _cited_by,
    "is": _is,
    "folder": _folder,
}


Options = list[tuple[str, list[tuple[str, str]]]]  # by group: a value, and how it is told


def choices(app: Mainstem) -> dict[str, tuple[str, Options]]:
    """What the fields with few values may be, by field: a label and the options."""
    topics: Options = [
        (axis, [(t.id, t.id.partition("/")[2].replace("-", " ")) for t in app.pack.topics if t.axis == axis])
        for axis in dict.fromkeys(topic.axis for topic in app.pack.topics)
    ]
    shelves = dict.fromkeys(source.shelf for source in app.pack.sources)
    sources: Options = [
        (shelf, [(source.id, source.name) for source in app.pack.sources if source.shelf == shelf])
        for shelf in shelves
    ]
    return {
        "stream": ("Stream", _plain(STREAMS)),
        "axis": ("Axis", _plain([axis for axis, _ in topics])),
        "topic": ("Topic", topics),
        "sector": ("Sector", _plain(SECTORS)),
        "source": ("Source", sources),
        "is": ("State", _plain(STATES)),
    }


def _plain(values: Sequence[str]) -> Options:
    return [("", [(value, value) for value in values])]


# --- saved searches -----------------------------------------------------------------------------------


def saved(app: Mainstem) -> list[Saved]:
    """The person's saved searches, by name."""
    kept = app.store.habits.all(app.settings.person)
    return [Saved(name.removeprefix(_SAVED), told) for name, told in kept.items() if name.startswith(_SAVED)]


def save(app: Mainstem, name: str, typed: str) -> Saved:
    """Keeps a search by name, in place of one that has it; raises UsageError for one that cannot be asked."""
    name = " ".join(name.split())
    if not name or '"' in name or len(name) > 80:
        raise UsageError(name or "''", "is no name for a search", "Give up to 80 characters, no quotes")
    if not typed.strip():
        raise UsageError(name, "asks for nothing", "Give words or fields")
    resolved(app, typed)
    if name in parse(typed).values("saved"):
        raise UsageError(f"saved:{name}", "asks for itself", "Save it under another name")
    app.store.habits.set(app.settings.person, _SAVED + name, typed.strip())
    return Saved(name, typed.strip())


def forget(app: Mainstem, name: str) -> Saved:
    """Removes a saved search; raises UsageError where there is none of that name."""
    found = _saved(app, name)
    app.store.habits.drop(app.settings.person, _SAVED + found.name)
    return found


def _saved(app: Mainstem, name: str) -> Saved:
    known = saved(app)
    for one in known:
        if one.name.casefold() == name.casefold():
            return one
    names = ", ".join(one.name for one in known)
    raise UsageError(
        f"saved:{name}", "is no saved search", f"There are {names}" if names else "None is saved yet"
    )
