"""From what is known to a plan that is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mainstem.model import (
    Cadence,
    CanonWork,
    Classification,
    Draft,
    Habits,
    Mark,
    Plan,
    Ranked,
    Settled,
    Source,
    Work,
)
from mainstem.pipeline.mute import Mutes, about_topics
from mainstem.pipeline.settle import settle
from mainstem.pipeline.week import View, name_of
from mainstem.wiring.habits import cadence_of, habits_of, pins
from mainstem.wiring.joining import join_new, link_canon
from mainstem.wiring.reviewing import record, with_canon

if TYPE_CHECKING:
    from mainstem.pipeline.planning.gauges import Field
    from mainstem.wiring import Mainstem

N_PAST = 52  # weeks that a plan looks back on, for carry-over, rotation of the canon and alternation
_CANON = Source("canon", "The canon", "list", "paper", "mixed", (), "", "quarterly", "", ())


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person's week is planned from."""

    ranked: Sequence[Ranked]  # without what they muted
    cadence: Cadence
    past: Sequence[Plan]
    marks: Sequence[Mark]
    habits: Habits
    notices: Sequence[str]  # what was muted


def plan(app: Mainstem, look: View, budget_min: int | None, say: Callable[[str], None]) -> Plan:
    """Ranks what is known at ``look.at``, fills the week within the budget, and keeps the plan."""
    from mainstem.pipeline.planning.plan import plan as fill

    if app.load_shipped():
        say("Took in the snapshot")
    one = asked(app, look, say)
    say("Planning")
    made = fill(
        app.settings.person,
        look.at,
        one.ranked,
        replace(one.cadence, budget_min=budget_min or one.cadence.budget_min),
        one.past,
        pack=with_canon(app),
        marks=one.marks,
        week_of=look.monday,
        zone=app.settings.zone,
        habits=one.habits,
    )
    return finished(app, look, made, one)


def asked(app: Mainstem, look: View, say: Callable[[str], None] = lambda _: None) -> Asked:
    """Everything that the person's week is planned from."""
    from mainstem.wiring import engagement

    ranked, notices = _unmuted(app, app.ranking.best(look, say, pins(app)))
    classes = classes_of(app, [one.work for one in ranked])
    marks = [*app.ranking.reader(look).marks, *engagement.as_marks(app)]
    habits = replace(habits_of(app), classes=classes, suggested=engagement.for_plan(app, look.at))
    past = app.store.plans.before(app.settings.person, name_of(look.monday), N_PAST)
    return Asked(ranked, cadence_of(app), past, marks, habits, notices)


def finished(app: Mainstem, look: View, made: Plan, one: Asked) -> Plan:
    """The plan with its revisions, gauges and dates, kept."""
    from mainstem.pipeline.planning.dates import dates
    from mainstem.pipeline.planning.gauges import gauges
    from mainstem.pipeline.planning.revise import revised

    made = replace(
        revised(made, app.store.plans.last(made.person, made.week)),
        gauges=gauges(made, one.past, _field(app, (made, *one.past), one.marks, look.at), app.pack),
        dates=dates(app.pack, made.starts_on),
        notices=(*made.notices, *one.notices),
    )
    if look.snapshot_streams and app.snapshot:
        made = replace(
            made, snapshot_date=app.snapshot.date.isoformat(), snapshot_streams=look.snapshot_streams
        )
    app.store.plans.save(made)
    return made


def _field(app: Mainstem, plans: Sequence[Plan], marks: Sequence[Mark], at: datetime) -> Field:
    """What the gauges of these plans need to know, up to ``at``."""
    from mainstem.pipeline.planning.gauges import BEHIND_WEEKS, BUBBLE_WEEKS, Field, mattered_at

    slots = [slot for one in plans for session in one.sessions for slot in session.slots]
    names = {name for slot in slots for name in ([part.work for part in slot.items] or [slot.work])}
    published = app.store.items.published(at - timedelta(weeks=BUBBLE_WEEKS), at)
    mentions, first = app.store.works.mentions(at), at - timedelta(weeks=BEHIND_WEEKS)
    names |= {name for name, told in mentions.items() if (began := mattered_at(told)) and began > first}
    read = {mark.work_id: mark.at for mark in reversed(marks) if mark.action == "read"}
    works = app.store.works.of(names | read.keys())
    by_id = {works[name].id: moment for name, moment in read.items() if name in works}
    return Field(works, mentions, published, by_id)


def _unmuted(app: Mainstem, ranked: Sequence[Ranked]) -> tuple[list[Ranked], list[str]]:
    """The works that the person did not mute, and what to say of the others."""
    wishes = app.store.wishes.of(app.settings.person)
    if not any(wish.sense == "mute" for wish in wishes):
        return list(ranked), []
    topics = (
        {name: made.topic for name, made in classes_of(app, [one.work for one in ranked]).items()}
        if about_topics(wishes)
        else {}
    )
    mutes = Mutes(wishes, app.pack, topics)
    why = [mutes.of(one.work) for one in ranked]
    n_of = Counter(wish.name for wish in why if wish)
    kept = [one for one, wish in zip(ranked, why, strict=True) if wish is None]
    if not n_of:
        return kept, []
    told = ", ".join(f"{name} {n}" for name, n in n_of.most_common())
    return kept, [f"Left out because you muted it: {told}. `mainstem mute` lists your mutes."]


def classes_of(app: Mainstem, works: Sequence[Work]) -> dict[str, Classification]:
    """What the works are about and who made them; nothing where the pack ships no model."""
    from mainstem.wiring import classing

    return classing.of(app, works)


def load_shipped(app: Mainstem) -> bool:
    """Takes the pack's canon and snapshot into the store unless these very ones are there; whether it did."""
    if app.store.meta.get("shipped") == app.pack_digest:
        return False
    snapshot = app.snapshot
    app.store.items.take_shipped(_shipped(app))
    app.store.works.cite(snapshot.mentions if snapshot else ())
    link_canon(app.store, app.pack)
    join_new(app.store, app.pack)
    app.store.meta.set("shipped", app.pack_digest)
    record(app, f"the pack {app.pack.name} of {app.pack.compiled}")
    return True


def _shipped(app: Mainstem) -> Iterator[Settled]:
    """The canon, its candidates and the snapshot's rows as items of their sources."""
    sources = {source.id: source for source in app.pack.sources}
    at = app.clock()
    for row in (*app.pack.canon, *app.pack.candidates):
        yield _as_snapshot(settle(sources.get(f"paper-{row.id}") or _CANON, _draft(row), at))
    for source_id, draft in app.snapshot.rows if app.snapshot else ():
        if source_id in sources:
            yield _as_snapshot(settle(sources[source_id], draft, at))


def _draft(row: CanonWork) -> Draft:
    venue = None if row.venue == "arXiv only" else row.venue
    return Draft(
        key=row.key,
        title=row.title,
        url=row.url,
        kind="paper",
        published_at=_day(row.submitted),
        authors=row.authors,
        keys=(row.key, *row.aliases),
        venue=venue,
    )


def _day(told: str | None) -> datetime | None:
    """The first moment of a day, month or year as the canon writes it."""
    if not told:
        return None
    year, month, day = [*map(int, told.split("-")), 1, 1][:3]
    return datetime(year, month, day, tzinfo=UTC)


def _as_snapshot(settled: Settled) -> Settled:
    return replace(settled, item=replace(settled.item, origin="snapshot"))
