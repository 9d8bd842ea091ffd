"""A library of references becomes works and marks: what one has read, and what one means to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Literal, NamedTuple

from mainstem.errors import UnknownWork
from mainstem.model import Action, Draft, ItemKind, Mark, Settled, Source, Work
from mainstem.pipeline.settle import settle
from mainstem.text import references, titles
from mainstem.text.identity import digest, url_of
from mainstem.text.references import Reference
from mainstem.wiring.naming import find

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

Outcome = Literal["known", "new", "marked before", "left out"]
# Where a work comes from that no source has told of yet.
LIBRARY = Source("library", "Your library", "library", "paper", "mixed", (), "", "static", "", ())
_PAGES = ("web:", "unresolved:", "youtube:", "x:", "reddit:", "hn:", "hf:", "github:", "gist:", "pypi:")


class Line(NamedTuple):
    """What became of one reference: the work it is, or why there is none."""

    reference: Reference
    outcome: Outcome
    work_id: str | None = None
    why: str = ""


def import_library(
    app: Mainstem, body: bytes, name: str, action: Literal["read", "later"], folder: str = ""
) -> list[Line]:
    """Marks every work of a library; works that nothing knows yet are taken in as items of ``library``.

    What is marked so, or read, already keeps its mark. All are put into ``folder`` where one is told. Raises
    EmptyBody, NoEntries or Malformed for the file.
    """
    found = references.read(body, name)
    app.load_shipped()
    lines = list(_placed(app, found))
    new = [_settled(app, line.reference) for line in lines if line.outcome == "new"]
    app.store.items.take_shipped(new)
    held = app.store.works.of([settled.keys[0] for settled in new])
    ids = {settled.item.key: held[settled.keys[0]].id for settled in new}
    done = app.done()
    marked = [_marked(app, line, ids, done, action) for line in lines]
    if folder:
        _file(app, marked, folder)
    return marked


def _file(app: Mainstem, lines: list[Line], folder: str) -> None:
    person = app.settings.person
    held = {
        mark.work_id for mark in app.store.marks.of(person) if (mark.action, mark.note) == ("file", folder)
    }
    for work_id in dict.fromkeys(line.work_id for line in lines if line.work_id):
        if work_id not in held:
            app.store.marks.add(Mark(person, work_id, "file", app.clock(), folder))


def _placed(app: Mainstem, found: list[Reference]) -> Iterator[Line]:
    """Each reference with the work that it is, where there is one already."""
    works = app.store.works.of([key for reference in found for key in reference.keys])
    blocked = {row.key: row.reason for row in app.pack.blocked}
    for reference in found:
        reason = next((blocked[key] for key in reference.keys if key in blocked), "")
        why = reference.why or (f"is on the block-list: {reason}" if reason else "")
        work = next((works[key] for key in reference.keys if key in works), None) or _by_title(app, reference)
        if why:
            yield Line(reference, "left out", why=why)
        elif work:
            yield Line(reference, "known", work.id)
        else:
            yield Line(reference, "new")


def _by_title(app: Mainstem, reference: Reference) -> Work | None:
    """The one known work of that very title, for a reference without any id."""
    if reference.keys or not reference.title:
        return None
    try:
        return find(app.store, app.pack, app.settings.person, reference.title)
    except UnknownWork:
        return None


def _marked(
    app: Mainstem, line: Line, ids: dict[str, str], done: dict[str, Action], action: Literal["read", "later"]
) -> Line:
    """Marks the work of a line, unless that is done; the line with its work."""
    if line.outcome == "left out":
        return line
    work_id = line.work_id or ids[_key(line.reference)]
    if done.get(work_id) in (action, "read"):
        return line._replace(outcome="marked before", work_id=work_id)
    app.store.marks.add(Mark(app.settings.person, work_id, action, app.clock()))
    done[work_id] = action
    return line._replace(work_id=work_id)


# --- works that nothing knows yet -----------------------------------------------------------------


def _settled(app: Mainstem, reference: Reference) -> Settled:
    """The reference as an item of the person's own, which always counts."""
    draft = _draft(reference, app.clock())
    source = LIBRARY if draft.kind == "paper" else replace(LIBRARY, shelf="blog")
    settled = settle(source, draft, app.clock())
    return replace(settled, item=replace(settled.item, origin="own"))


def _key(reference: Reference) -> str:
    return reference.keys[0] if reference.keys else f"title:{digest(reference.title.casefold())}"


def _draft(reference: Reference, now: datetime) -> Draft:
    key = _key(reference)
    kind: ItemKind = "post" if key.startswith(_PAGES) else "paper"
    day = reference.published
    return Draft(
        key=key,
        title=titles.cut(reference.title or key, 500),
        url=url_of(key) or reference.url,
        kind=kind,
        published_at=min(datetime.combine(day, time(), UTC), now) if day else None,
        authors=reference.authors,
        keys=reference.keys,
        venue=reference.venue,
    )
