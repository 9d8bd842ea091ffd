"""From what is known to a plan that is kept."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from mainstem.model import CanonWork, Draft, Mark, Plan, Ranked, RankStamp, Settled, Source
from mainstem.pipeline.settle import settle
from mainstem.pipeline.week import View, name_of
from mainstem.signals import TABLE as SIGNALS
from mainstem.wiring.habits import cadence_of, habits_of, pins

if TYPE_CHECKING:
    from mainstem.pipeline.planning.gauges import Field
    from mainstem.wiring import Mainstem

N_PAST = 52  # weeks that a plan looks back on, for carry-over, rotation of the canon and alternation
N_BEST = 300  # of each stream: three times what the solver sees, since sources and quotas thin them out
_CANON = Source("canon", "The canon", "list", "paper", "mixed", (), "", "quarterly", "", ())


def plan(app: Mainstem, look: View, budget_min: int | None, say: Callable[[str], None]) -> Plan:
    """Ranks what is known at ``look.at``, fills the week within the budget, and keeps the plan."""
    from mainstem.pipeline.planning.dates import dates
    from mainstem.pipeline.planning.gauges import gauges
    from mainstem.pipeline.planning.plan import plan as fill
    from mainstem.pipeline.planning.revise import revised

    if app.load_shipped():
        say("Took in the snapshot")
    ranked = rank(app, look, say)
    say("Planning")
    person, cadence = app.settings.person, cadence_of(app)
    cadence = replace(cadence, budget_min=budget_min or cadence.budget_min)
    past = app.store.plans.before(person, name_of(look.monday), N_PAST)
    made = fill(
        person,
        look.at,
        ranked,
        cadence,
        past,
        pack=app.pack,
        marks=_marks(app, look),
        week_of=look.monday,
        zone=app.settings.zone,
        habits=habits_of(app),
    )
    made = replace(
        revised(made, app.store.plans.last(person, made.week)),
        gauges=gauges(made, past, _field(app, (made, *past), look.at), app.pack),
        dates=dates(app.pack, made.starts_on),
    )
    if look.snapshot_streams and app.snapshot:
        made = replace(
            made, snapshot_date=app.snapshot.date.isoformat(), snapshot_streams=look.snapshot_streams
        )
    app.store.plans.save(made)
    return made


def _field(app: Mainstem, plans: Sequence[Plan], at: datetime) -> Field:
    """What the gauges of these plans need to know, up to ``at``."""
    from mainstem.pipeline.planning.gauges import BUBBLE_WEEKS, Field

    slots = [slot for one in plans for session in one.sessions for slot in session.slots]
    names = {name for slot in slots for name in ([part.work for part in slot.items] or [slot.work])}
    published = app.store.items.published(at - timedelta(weeks=BUBBLE_WEEKS), at)
    return Field(app.store.works.of(names), app.store.works.mentions(at), published)


def _marks(app: Mainstem, look: View) -> list[Mark]:
    """What the person did, dated no later than the plan's moment.

    --at goes back to what the field knew, not to what the reader had not read yet.
    """
    return [replace(mark, at=min(mark.at, look.at)) for mark in app.store.marks.of(app.settings.person)]


def rank(app: Mainstem, look: View, say: Callable[[str], None]) -> list[Ranked]:
    """The best works known at ``look.at``, best first; scored anew only when something changed since."""
    from mainstem.model import Knowledge
    from mainstem.pipeline.rank import LinearRanker

    person = app.settings.person
    marks = _marks(app, look)
    stamp = RankStamp(LinearRanker.version, look.at, _inputs(app, look, marks))
    if not _still_holds(app.store.ranks.stamp(person), stamp):
        say("Ranking")
        works = app.store.works.known_at(look.at, look.origins)
        known = Knowledge(look.at, app.pack, app.store.works.mentions(look.at), marks)
        ranked = LinearRanker({name: SIGNALS[name] for name in SIGNALS}).rank(works, known)
        app.store.ranks.save(person, stamp, ranked)
    return app.store.ranks.best(person, N_BEST, [*(row.key for row in app.pack.canon), *pins(app)])


def _inputs(app: Mainstem, look: View, marks: Sequence[Mark]) -> str:
    """A digest of what a ranking depends on beside the ranker and the day."""
    told = (app.pack_digest, app.store.items.revision(), sorted(look.origins.items(), key=str))
    done = [(mark.work_id, mark.action) for mark in marks]
    return hashlib.sha256(repr((told, done)).encode()).hexdigest()[:32]


def _still_holds(stamp: RankStamp | None, wanted: RankStamp) -> bool:
    """Scores age by the day, not by the minute."""
    if stamp is None:
        return False
    same_day = stamp.made_at.date() == wanted.made_at.date()
    return same_day and (stamp.version, stamp.inputs) == (wanted.version, wanted.inputs)


def load_shipped(app: Mainstem) -> bool:
    """Takes the pack's canon and snapshot into the store unless these very ones are there; whether it did."""
    if app.store.meta.get("shipped") == app.pack_digest:
        return False
    snapshot = app.snapshot
    app.store.items.take_shipped(_shipped(app))
    app.store.works.cite(snapshot.mentions if snapshot else ())
    app.store.meta.set("shipped", app.pack_digest)
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
