"""Lists on their way out: the weeks' plans, the canon in force, and what a search finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from mainstem.errors import UsageError
from mainstem.model import CanonWork, Entry, Listing, Plan, Session, Slot, Work
from mainstem.pipeline.week import name_of

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

N_WEEKS = 8  # of the past, beside this one
N_FOUND = 50  # works of a search; feed readers look more often than that many come
_PREPRINT = "arXiv only"  # how packs say that a work has no venue
_EXCERPT = 400  # characters of a text


def listing(app: Mainstem, of: str, *, home: str = "", own: str = "") -> Listing:
    """``week`` (this and the last eight), ``canon``, or what a query finds; raises UsageError.

    ``home`` is where the web app is reached, ``own`` the address that the list itself is served at.
    """
    if of == "week":
        return of_weeks(app, home=home, own=own)
    return of_canon(app, home=home, own=own) if of == "canon" else of_search(app, of, home=home, own=own)


def of_weeks(app: Mainstem, *, home: str = "", own: str = "", n_weeks: int = N_WEEKS) -> Listing:
    """Every slot of the newest plans, the newest week first; raises UsageError without any plan."""
    person, monday = app.settings.person, app.view().monday
    newest = app.store.plans.last(person, name_of(monday))
    plans = [*([newest] if newest else []), *app.store.plans.before(person, name_of(monday), n_weeks)]
    if not plans:
        raise UsageError("the week", "is not planned yet", "Run `mainstem week` first")
    works = app.store.works.of(key for plan in plans for key in planned_works(plan))
    entries = [entry for plan in plans for entry in _of_plan(plan, works)]
    told = "What to read each week, when, how long, and why."
    return Listing(_urn(person, "week"), "Reading weeks", told, plans[0].at, tuple(entries), home, own)


def planned_works(plan: Plan) -> Iterator[str]:
    """The works that a plan names, by id: those of its slots, and the parts of its bundles."""
    for session in plan.sessions:
        for slot in session.slots:
            yield from (part.work for part in slot.items)
            if not slot.items:
                yield slot.work


def _of_plan(plan: Plan, works: dict[str, Work]) -> Iterator[Entry]:
    for session in plan.sessions:
        for slot in session.slots:
            yield _of_slot(plan, session, slot, works)


def _of_slot(plan: Plan, session: Session, slot: Slot, works: dict[str, Work]) -> Entry:
    keys = [part.work for part in slot.items] or [slot.work]
    known = tuple(works[key] for key in keys if key in works)
    one = known[0] if known and not slot.items else None
    return Entry(
        id=_urn(plan.person, plan.week, f"{session.at:%A}", slot.work),
        title=slot.title,
        url=slot.url,
        at=_day(plan.starts_on),
        authors=one.authors if one else (),
        source=slot.source,
        published_at=one.published_at if one else None,
        note=f"{session.at:%A %H:%M}, {slot.minutes} min, {slot.kind.replace('_', ' ')}: {slot.why}",
        group=f"Week {plan.week.rpartition('W')[2].lstrip('0')}",
        parts=slot.items,
        works=known,
    )


def of_canon(app: Mainstem, *, home: str = "", own: str = "") -> Listing:
    """The canon in force, in reading order."""
    app.load_shipped()
    rows = [row for row, _ in app.canon()]
    works = app.store.works.of(row.key for row in rows)
    compiled = datetime.fromisoformat(app.pack.compiled).date()
    entries = tuple(_of_row(row, works.get(row.key), compiled) for row in rows)
    newest = max((entry.at for entry in entries), default=_day(compiled))
    told = "The short list that everyone in the field is expected to know, in reading order."
    title = f"Canon: {app.pack.title}"
    return Listing(_urn(app.pack.name, "canon"), title, told, newest, entries, home and f"{home}/canon", own)


def _of_row(row: CanonWork, work: Work | None, compiled: date) -> Entry:
    published = _moment(row.submitted) or (work.published_at if work else None)
    told = work or Work(
        id=row.key,
        title=row.title,
        url=row.url,
        kind="paper",
        stream=None,
        sector="mixed",
        source_id="canon",
        first_seen_at=_day(compiled),
        published_at=published,
        authors=row.authors,
        venue=None if row.venue == _PREPRINT else row.venue,
    )
    return Entry(
        id=_urn("canon", row.key),
        title=row.title,
        url=row.url,
        at=_moment(row.entered) or _day(compiled),
        authors=row.authors,
        source=row.venue or "",
        published_at=published,
        note=row.why,
        group=row.group.replace("-", " ").capitalize(),
        works=(told,),
    )


def of_search(app: Mainstem, query: str, *, home: str = "", own: str = "") -> Listing:
    """What a query finds now, the best or newest first, as in the web app; raises UsageError."""
    from urllib.parse import urlencode

    works = [hit.work for hit in app.search(query, N_FOUND)]
    names = {source.id: source.name for source in app.pack.sources}
    entries = tuple(_of_work(work, names.get(work.source_id, "")) for work in works)
    newest = max((work.known_at for work in works), default=datetime.fromtimestamp(0, UTC))
    page = home and f"{home}/streams?{urlencode({'q': query})}"
    told = f"What the search {query} finds."
    return Listing(_urn(app.settings.person, "search", query), query, told, newest, entries, page, own)


def _of_work(work: Work, source: str) -> Entry:
    line = " ".join(work.text.split())
    excerpt = line if len(line) <= _EXCERPT else line[:_EXCERPT].rpartition(" ")[0] + " …"
    return Entry(
        id=_urn("work", work.id),
        title=work.title,
        url=work.url,
        at=work.known_at,
        authors=work.authors,
        source=work.venue or source,
        published_at=work.published_at,
        note=excerpt,
        works=(work,),
    )


def _urn(*names: str) -> str:
    """An id that stays, and tells nobody whose it is."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, _joined(names))}"


def _joined(names: Sequence[str]) -> str:
    return "mainstem/" + "\n".join(names)


def _day(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _moment(told: str | None) -> datetime | None:
    """The beginning of a day that the pack tells, if it tells a whole one."""
    try:
        return _day(date.fromisoformat(told or ""))
    except ValueError:
        return None
