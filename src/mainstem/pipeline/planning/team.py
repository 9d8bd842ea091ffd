"""The weeks of a team: an agreed share that all read, and else works that differ, so that together they see more.

First the common reading is agreed on. Then each week is solved alone: with others around no member does better
with the same lists and candidates, so the sum of these is what the team is held against. In turn, whoever picked
what somebody before them reads already is solved again with such works at a discount. Whose turn it is first
changes from week to week.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mainstem.model import Plan, Ranked, SlotRule
from mainstem.pipeline.planning.absence import budget_of
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.plan import problem_of, told
from mainstem.pipeline.planning.pool import Candidate
from mainstem.pipeline.planning.select import preselect
from mainstem.pipeline.planning.slots import COMMON, deep_choices, singles
from mainstem.pipeline.planning.solve import Solution, solve, worth
from mainstem.pipeline.planning.week import Quota

# What a work keeps of its worth for each other member who reads it, where it was not agreed on: half, since the
# second reader learns it, too, but could hear it from the first; a third has two to hear it from. Our own choice.
SECOND_READER = 0.5
_TOGETHER = 1.0  # the score of what was agreed on: it needs no better one


@dataclass(frozen=True, slots=True)
class Seat:
    """One member at the table: everything that their week is chosen from."""

    person: str
    ranked: Sequence[Ranked]
    desk: Desk


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """One plan a person, in the order of the seats, and how good they are together."""

    plans: tuple[Plan, ...]
    common: tuple[str, ...]  # works that were agreed on, in that order
    objective: float  # sum of the plans', a work at a discount for its second readers
    bound: (
        float  # sum of the bounds of the weeks, each taken alone with this common reading and all works new
    )

    @property
    def gap(self) -> float:
        """Relative distance of the two."""
        return abs(self.bound - self.objective) / max(abs(self.objective), 1e-9)


def plan_team(seats: Sequence[Seat], share: float) -> TeamWeek:
    """The weeks of all; ``share`` in [0, 1] is that of each one's minutes to be read in common.

    Members who are away, or have read what was agreed on, go without it. The same input gives the same plans.
    """
    agreed = agree([seat.desk for seat in seats], share)
    seats = [replace(seat, desk=_with_common(seat.desk, agreed, share)) for seat in seats]
    together = {work for choice in agreed for work in choice.works}
    alone = [solve(problem_of(seat.desk)) for seat in seats]
    taken: Counter[str] = Counter()  # how many read each work already
    made: dict[int, tuple[Plan, float]] = {}
    for n in _turns(seats):
        plan, value = _in_turn(seats[n], alone[n], taken)
        made[n] = plan, value
        taken.update(works_of(plan) - together)
    plans = tuple(made[n][0] for n in range(len(seats)))
    objective = sum(made[n][1] for n in range(len(seats)))
    bound = max(objective, sum(solution.bound for solution in alone))
    read = {work for plan in plans for work in works_of(plan)}
    return TeamWeek(plans, tuple(c.works[0] for c in agreed if c.works[0] in read), objective, bound)


def works_of(plan: Plan) -> set[str]:
    """Every work that a plan has somebody read, those of its lists among them."""
    slots = [slot for session in plan.sessions for slot in session.slots]
    return {work for slot in slots for work in ([part.work for part in slot.items] or [slot.work])}


def _turns(seats: Sequence[Seat]) -> list[int]:
    """Who chooses first; everybody is once in as many weeks as there are members."""
    if not seats:
        return []
    first = seats[0].desk.week.starts_on.toordinal() // 7 % len(seats)
    return [(first + n) % len(seats) for n in range(len(seats))]


def _in_turn(seat: Seat, alone: Solution, taken: Mapping[str, int]) -> tuple[Plan, float]:
    """The member's plan beside what others read already, and what it is worth."""
    picked = {work for choice, _ in alone.picks for work in choice.works}
    if picked.isdisjoint(taken.keys()):
        plan = told(seat.person, seat.ranked, seat.desk, problem_of(seat.desk), alone)
        return plan, alone.objective
    desk = seat.desk
    pool = _discounted(desk.pool, taken)
    desk = replace(desk, pool=pool, candidates=preselect(pool, desk.quotas, desk.cadence, desk.at))
    problem = problem_of(desk)
    again = solve(problem)
    own = [choice for choice, _ in again.picks]
    plan = told(seat.person, seat.ranked, desk, problem, again)
    return plan, worth(own, problem.lean_min)


def _discounted(pool: Sequence[Candidate], taken: Mapping[str, int]) -> list[Candidate]:
    """The pool, best first, with what others read at a discount; what the reader pinned stays as it is."""
    found = [
        replace(
            c, score=c.score * SECOND_READER ** taken[c.work.id], why=f"read by another of the team · {c.why}"
        )
        if c.work.id in taken and not c.pinned
        else c
        for c in pool
    ]
    return sorted(found, key=lambda c: (-c.score, c.work.id))


# --- what all read ------------------------------------------------------------------------------------


def agree(desks: Sequence[Desk], share: float) -> list[Choice]:
    """What the team reads in common, in order: a deep paper, then what is worth most to all together.

    Long enough for the member with most minutes; the others take its beginning. Empty for a share of 0 or a
    team of one.
    """
    here = [desk for desk in desks if _minutes(desk)]
    if len(here) < 2 or share <= 0:
        return []
    wanted = share * max(_minutes(desk) for desk in here)
    agreed: list[Choice] = []
    for choice in _by_sum(here):
        if sum(one.slot.minutes for one in agreed) >= wanted:
            break
        agreed.append(choice)
    return agreed


def _minutes(desk: Desk) -> int:
    """The minutes of a week, 0 for one who is away."""
    return budget_of(desk.week.starts_on, desk.cadence, desk.habits.away)


def _by_sum(desks: Sequence[Desk]) -> Iterator[Choice]:
    """The best deep paper of all, then single works, the ones first whose scores add up to most."""
    papers = [deep_choices(desk) for desk in desks]
    best = _best(papers)
    yield from best[:1]
    used = set(best[0].works) if best else set()
    rules = [_rule(desk, COMMON) for desk in desks]
    others = [
        list(singles(rule, [c for c in desk.candidates if not c.listed], desk))
        for rule, desk in zip(rules, desks, strict=True)
        if rule
    ]
    for choice in _best(others):
        if used.isdisjoint(choice.works):
            used.update(choice.works)
            yield choice


def _best(offers: Sequence[Sequence[Choice]]) -> list[Choice]:
    """One choice a work, by the sum of its scores over the members, each member's best counted."""
    sums: defaultdict[str, float] = defaultdict(float)
    first: dict[str, Choice] = {}
    for offered in offers:
        best: dict[str, float] = {}
        for choice in offered:
            work = choice.works[0]
            best[work] = max(best.get(work, 0.0), choice.score)
            first.setdefault(work, choice)
        for work, score in best.items():
            sums[work] += score
    return [first[work] for work in sorted(sums, key=lambda work: (-sums[work], work))]


def _with_common(desk: Desk, agreed: Sequence[Choice], share: float) -> Desk:
    """The desk with as much of the common reading as this member's share asks for."""
    wanted, mine = share * _minutes(desk), list[Choice]()
    for choice in agreed:
        if sum(one.slot.minutes for one in mine) >= wanted:
            break
        if not desk.history.is_done(choice.works):
            slot = replace(choice.slot, why=f"read in common · {choice.slot.why}")
            mine.append(replace(choice, slot=slot, score=_TOGETHER))
    n = sum(choice.slot.kind == COMMON for choice in mine)
    rule = _rule(desk, COMMON)
    asked = [*desk.quotas, *([Quota(rule, n)] if rule and n else [])]
    order: Mapping[str, int] = {one.kind: place for place, one in enumerate(desk.cadence.slots)}
    quotas = tuple(sorted(asked, key=lambda quota: order[quota.kind]))
    return replace(desk, common=tuple(mine), quotas=quotas)


def _rule(desk: Desk, kind: str) -> SlotRule | None:
    return next((rule for rule in desk.cadence.slots if rule.kind == kind), None)


__all__ = ["Seat", "TeamWeek", "agree", "plan_team", "works_of"]
