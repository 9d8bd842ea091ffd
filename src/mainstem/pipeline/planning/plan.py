"""Fills one person's week: what to read, when, for how long, and why. Pure.

Ranked works -> pool (what may be planned, folded and spread out) -> candidates (the best of it) -> choices (ready
slots) -> the solver's picks -> a Plan that says what yielded and what nearly made it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, tzinfo

from mainstem.errors import PlanError
from mainstem.model import Cadence, Habits, Mark, Pack, Plan, Ranked, Session, SlotRule
from mainstem.pipeline.planning import absence
from mainstem.pipeline.planning import superseded as replaced
from mainstem.pipeline.planning.canon import split_canon
from mainstem.pipeline.planning.choice import Desk
from mainstem.pipeline.planning.followed import alerts, by
from mainstem.pipeline.planning.pool import History, let_go, pool_of
from mainstem.pipeline.planning.select import preselect, select
from mainstem.pipeline.planning.slots import choices_of
from mainstem.pipeline.planning.solve import Problem, Solution, solve
from mainstem.pipeline.planning.task import without_done
from mainstem.pipeline.planning.tell import leaning, missed, yielded
from mainstem.pipeline.planning.track import started
from mainstem.pipeline.planning.week import Quota, Week, quotas_of, week_with

_NO_HABITS = Habits()
_LEAN = {"academic": 1, "industrial": -1}


LEAN_WEEKS = 4  # over which academic and industrial minutes are kept within one deep paper of even
_DEEP_MIN = 60.0  # a deep paper's minutes where the cadence does not say


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
    habits: Habits = _NO_HABITS,
) -> Plan:
    """The best plan for the ISO week that contains ``week_of``, from what was known ``at`` that moment.

    ``ranked`` may come in any order; ``past`` are the person's plans of earlier weeks (a year of them lets
    the canon move on), ``marks`` what the person did; sessions are dated in ``zone``. The same input gives
    the same plan. With nothing to read the plan is empty and says what is missing. Raises PlanError for a
    budget outside of the cadence's range.
    """
    desk = desk_of(
        person,
        at,
        ranked,
        cadence,
        past,
        pack=pack,
        marks=marks,
        week_of=week_of,
        zone=zone,
        habits=habits,
    )
    problem = problem_of(desk)
    return told(person, ranked, desk, problem, solve(problem))


def told(person: str, ranked: Sequence[Ranked], desk: Desk, problem: Problem, solution: Solution) -> Plan:
    """The plan that a solution is, with what yielded and what nearly made it."""
    picks = [choice for choice, _ in solution.picks]
    week, habits, at = desk.week, desk.habits, desk.at
    least = min((candidate.score for candidate in desk.candidates), default=1.0)
    out = replaced.told(ranked, replaced.superseded(desk.pack, at), least)
    return Plan(
        person=person,
        week=week.label,
        starts_on=week.starts_on,
        at=at,
        budget_min=problem.budget_min,
        sessions=_sessions(solution, desk.cadence.slots),
        yielded=tuple(yielded(problem, picks)),
        missed=(*missed(problem, picks, desk), *out),
        let_go=let_go(ranked, desk.history),
        alerts=tuple(alerts([one.work for one in ranked], habits.follows, desk.past, desk.history, at)),
        notices=(
            *absence.notices(week.starts_on, desk.cadence, habits.away, desk.absent_since),
            *leaning(problem, picks),
        ),
        objective=round(solution.objective, 6),
        bound=round(solution.bound, 6),
        gap=round(solution.gap, 6),
    )


def desk_of(
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
    habits: Habits = _NO_HABITS,
) -> Desk:
    """Everything that one person's week is chosen from; the arguments are those of :func:`plan`."""
    _check_budget(person, cadence)
    week = week_with(week_of, cadence, zone, habits.away)
    return _desk(at, ranked, cadence, past, pack, marks, week, habits)


def _desk(
    at: datetime,
    ranked: Sequence[Ranked],
    cadence: Cadence,
    past: Sequence[Plan],
    pack: Pack,
    marks: Sequence[Mark],
    week: Week,
    habits: Habits,
) -> Desk:
    """Everything that choices are made from, and what the week asks for."""
    monday = week.starts_on
    earlier = sorted((p for p in past if p.starts_on < monday), key=lambda p: p.starts_on, reverse=True)
    history = History(marks, earlier, at, monday, habits.away)
    pack = replace(pack, cadence=cadence)
    canon, rest = split_canon(pool_of(ranked, history, pack, at, habits), pack)
    pool = select(rest)
    since = absence.absent_since(monday, earlier, habits.away)
    there = {
        "pinned": sum(candidate.pinned for candidate in pool),
        "followed": sum(by(c.work, habits.follows) is not None and not c.listed for c in pool),
        "track": len(started(pack, history)),
        "catch_up": int(since is not None),
        "common": 0,  # until a team agrees on something
    }
    asked = without_done(quotas_of(week, cadence, earlier), week, history)
    quotas = tuple(wanted for quota in asked if (wanted := _at_most(quota, there)).wanted)
    candidates = preselect(pool, quotas, cadence, at)
    return Desk(at, week, cadence, pack, earlier, history, quotas, canon, pool, candidates, habits, since)


def _at_most(quota: Quota, there: Mapping[str, int]) -> Quota:
    """The quota, where its kind only asks for what the reader began: no more than there is of it.

    All of what is pinned is asked for, whatever the cadence's count.
    """
    if quota.kind == "pinned":
        return replace(quota, wanted=there["pinned"])
    return replace(quota, wanted=min(quota.wanted, there.get(quota.kind, quota.wanted)))


def problem_of(desk: Desk) -> Problem:
    """The program that fills the week of a desk."""
    cadence, week = desk.cadence, desk.week
    lately = [p for p in desk.past if week.starts_on - p.starts_on < timedelta(weeks=LEAN_WEEKS)]
    slots = [slot for plan in lately for session in plan.sessions for slot in session.slots]
    return Problem(
        choices=choices_of(desk),
        sittings=week.sittings,
        quotas=desk.quotas,
        budget_min=absence.budget_of(week.starts_on, cadence, desk.habits.away),
        max_per_source=cadence.max_per_source,
        gap=cadence.gap,
        node_limit=cadence.node_limit,
        time_limit_s=cadence.time_limit_s,
        lean_min=sum(slot.minutes * _LEAN.get(slot.sector or "", 0) for slot in slots),
        lean_limit_min=int(cadence.minutes.get("deep_paper", _DEEP_MIN)),
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
        sessions.append(Session(sitting.at, tuple(choice.slot for choice in mine), sitting.name))
    return tuple(sessions)
