"""Fills one person's week: what to read, when, for how long, and why. Pure.

Ranked works -> pool (what may be planned) -> candidates (the best of it) -> choices (ready slots) -> the
solver's picks -> a Plan that says what yielded and what nearly made it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from mainstem.errors import PlanError
from mainstem.model import Cadence, Mark, Pack, Plan, Ranked, Session, SlotRule
from mainstem.pipeline.planning.canon import split_canon
from mainstem.pipeline.planning.choice import Desk
from mainstem.pipeline.planning.pool import History, pool_of, preselect
from mainstem.pipeline.planning.slots import choices_of
from mainstem.pipeline.planning.solve import Problem, Solution, solve
from mainstem.pipeline.planning.task import without_done
from mainstem.pipeline.planning.tell import missed, yielded
from mainstem.pipeline.planning.week import quotas_of, week_with


def plan(
    person: str,
    at: datetime,
    ranked: Sequence[Ranked],
    cadence: Cadence,
    past: Sequence[Plan],
    *,
    pack: Pack,
    marks: Sequence[Mark],
    week_of: date,
    zone: tzinfo,
) -> Plan:
    """The best plan for the ISO week that contains ``week_of``, from what was known ``at`` that moment.

    ``ranked`` may come in any order; ``past`` are the person's plans of earlier weeks (a year of them lets
    the canon move on), ``marks`` what the person did; sessions are dated in ``zone``. The same input gives
    the same plan. With nothing to read the plan is empty and says what is missing. Raises PlanError for a
    budget outside of the cadence's range.
    """
    _check_budget(person, cadence)
    week = week_with(week_of, cadence, zone)
    earlier = sorted(
        (p for p in past if p.starts_on < week.starts_on), key=lambda p: p.starts_on, reverse=True
    )
    history = History(marks, earlier, at, week.starts_on)
    canon, pool = split_canon(pool_of(ranked, history, pack, at), pack)
    quotas = without_done(quotas_of(week, cadence, earlier), week, history)
    candidates = preselect(pool, quotas, cadence)
    desk = Desk(at, week, cadence, pack, earlier, history, quotas, canon, pool, candidates)
    problem = Problem(
        choices=choices_of(desk),
        sittings=week.sittings,
        quotas=quotas,
        budget_min=cadence.budget_min,
        max_per_source=cadence.max_per_source,
        gap=cadence.gap,
        node_limit=cadence.node_limit,
        time_limit_s=cadence.time_limit_s,
    )
    solution = solve(problem)
    picks = [choice for choice, _ in solution.picks]
    return Plan(
        person=person,
        week=week.label,
        starts_on=week.starts_on,
        at=at,
        budget_min=cadence.budget_min,
        sessions=_sessions(solution, cadence.slots),
        yielded=tuple(yielded(problem, picks)),
        missed=tuple(missed(problem, picks)),
        objective=round(solution.objective, 6),
        gap=round(solution.gap, 6),
    )


def _check_budget(person: str, cadence: Cadence) -> None:
    least, most = cadence.budget_range_min
    if not least <= cadence.budget_min <= most:
        raise PlanError(
            person,
            f"a budget of {cadence.budget_min} minutes a week is outside of {least} to {most}",
            f"Choose between {least} and {most} minutes",
        )


def _sessions(solution: Solution, rules: Sequence[SlotRule]) -> tuple[Session, ...]:
    """The sittings that hold anything, in order of time; their slots in the cadence's order, best first."""
    order = {rule.kind: number for number, rule in enumerate(rules)}
    sessions = []
    for sitting in sorted({sitting for _, sitting in solution.picks}, key=lambda s: (s.at, s.max_min)):
        mine = [choice for choice, where in solution.picks if where == sitting]
        mine.sort(key=lambda c: (order[c.slot.kind], -c.score, c.slot.work))
        sessions.append(Session(sitting.at, tuple(choice.slot for choice in mine)))
    return tuple(sessions)
