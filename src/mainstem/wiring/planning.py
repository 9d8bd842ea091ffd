"""From what is known to a plan that is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mainstem.model import Draft, Endpoint, EndpointState, Plan, Polled, Ranked, Settled
from mainstem.pipeline.settle import settle
from mainstem.pipeline.week import View, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mainstem.wiring import Mainstem

N_PAST = 12  # weeks that a plan looks back on, for carry-over and alternation


def plan(app: Mainstem, look: View, budget_min: int | None, say: Callable[[str], None]) -> Plan:
    """Ranks what is known at ``look.at``, fills the week within the budget, and keeps the plan."""
    from mainstem.pipeline.plan import plan as fill

    if app.load_shipped():
        say("Took in the snapshot")
    ranked = rank(app, look, say)
    say("Planning")
    budget = budget_min or app.settings.budget_min or app.pack.cadence.budget_min
    person = app.settings.person
    made = fill(
        person,
        look.at,
        ranked,
        replace(app.pack.cadence, budget_min=budget),
        app.store.plans.before(person, name_of(look.monday), N_PAST),
        pack=app.pack,
        marks=app.store.marks.of(person),
        week_of=look.monday,
        zone=app.settings.zone,
    )
    if look.snapshot_streams and app.snapshot:
        made = replace(
            made, snapshot_date=app.snapshot.date.isoformat(), snapshot_streams=look.snapshot_streams
        )
    app.store.plans.save(made)
    return made


def rank(app: Mainstem, look: View, say: Callable[[str], None]) -> list[Ranked]:
    """The works known at ``look.at``, best first; scored anew only when something changed since."""
    from mainstem.model import Knowledge
    from mainstem.pipeline.rank import LinearRanker

    ranker, person = LinearRanker(), app.settings.person
    marks = app.store.marks.of(person)
    stamp = app.store.ranks.stamp_of(ranker.version, app.pack.digest, look, marks)
    if app.store.ranks.stamp(person) == stamp:
        return app.store.ranks.load(person)
    say("Ranking")
    works = app.store.works.known_at(look.at, look.origins)
    known = Knowledge(look.at, app.pack, app.store.works.mentions(look.at), marks)
    ranked = ranker.rank(works, known)
    app.store.ranks.save(person, stamp, ranked)
    return ranked


def load_shipped(app: Mainstem) -> bool:
    """Takes the pack's canon and snapshot into the store unless these very ones are there; whether it did."""
    snapshot = app.snapshot
    stamp = f"{app.pack.name} {app.pack.compiled} {snapshot.date if snapshot else ''}"
    if app.store.meta.get("shipped") == stamp:
        return False
    polled = Polled(
        Endpoint("snapshot", "snapshot", "", "official"),
        EndpointState("snapshot", "snapshot", ""),
        tuple(_shipped(app)),
    )
    app.store.items.take_shipped(polled)
    app.store.meta.set("shipped", stamp)
    return True


def _shipped(app: Mainstem) -> Iterator[Settled]:
    """The canon, its candidates and the snapshot's rows as items of their sources."""
    sources = {source.id: source for source in app.pack.sources}
    at = app.clock()
    for row in (*app.pack.canon, *app.pack.candidates):
        source = sources.get(f"paper-{row.id}")
        draft = Draft(key=row.key, title=row.title, url=row.url, kind="paper", keys=(row.key, *row.aliases))
        if source:
            yield _as_snapshot(settle(source, draft, at))
    for source_id, draft in app.snapshot.rows if app.snapshot else ():
        if source_id in sources:
            yield _as_snapshot(settle(sources[source_id], draft, at))


def _as_snapshot(settled: Settled) -> Settled:
    return replace(settled, item=replace(settled.item, origin="snapshot"))
