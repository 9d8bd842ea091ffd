"""How the program does, in numbers that hold nobody's name: for ``/healthz`` and ``/metrics``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from mainstem.wiring import jobs

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

_WORST_FIRST = ("failed", "cut off", "running", "not yet run", "ok", "off")


@dataclass(frozen=True, slots=True)
class JobVital:
    """One job, over all persons for whom it is done."""

    status: str  # the worst of them
    n_failed: int  # in a row, one that runs now not counted; the most
    ended_at: datetime | None  # when it last went well; the earliest
    late: timedelta  # since when it should have run; the most


@dataclass(frozen=True, slots=True)
class Vital:
    """All of it at one moment."""

    n_works: int
    n_items: int
    sources: Mapping[str, int]  # by health
    sync_age: timedelta | None  # None: never
    plan_age: timedelta | None  # of the reader whose newest plan is the oldest; None where one has none
    jobs: Mapping[str, JobVital]


def vital(app: Mainstem) -> Vital:
    """What is known now."""
    now, rows = app.clock(), app.health()
    synced = app.store.meta.get("synced")
    plans = [app.store.plans.newest(one.name) for one in jobs.readers(app)]
    ages = [now - plan.at for plan in plans if plan is not None]
    return Vital(
        n_works=app.store.works.count(),
        n_items=sum(app.store.items.counts().values()),
        sources=Counter(row.state for row in rows),
        sync_age=now - datetime.fromisoformat(synced) if synced else None,
        plan_age=max(ages) if ages and len(ages) == len(plans) else None,
        jobs=job_vitals(app),
    )


def job_vitals(app: Mainstem) -> dict[str, JobVital]:
    """Every job by name, in the order in which they run."""
    found: dict[str, list[jobs.Duty]] = {}
    for duty in jobs.duties(app):
        found.setdefault(duty.job.name, []).append(duty)
    return {name: _job(its) for name, its in found.items()}


def _job(its: list[jobs.Duty]) -> JobVital:
    ended = [one.state.ended_at for one in its if one.state.ended_at and not one.state.error]
    late = [one.now - one.due_at for one in its if one.due_at and one.is_due]
    return JobVital(
        status=min((one.status for one in its), key=_WORST_FIRST.index),
        n_failed=max(one.state.n_failed - one.state.is_held(one.now) for one in its),
        ended_at=min(ended, default=None),
        late=max(late, default=timedelta()),
    )
