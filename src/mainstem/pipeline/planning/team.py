"""The weeks of a team: an agreed share that all read, and else works that differ, so that together they see more.

First the common reading is agreed on. Then everybody is offered what they would be offered alone, and what they would
be were all that is offered to those before them worth less; out of these all weeks are chosen at once (``joint``).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mainstem.model import Plan, Ranked, SlotRule
from mainstem.pipeline.planning.absence import budget_of
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.joint import FIRST_ALONE, Member, solve_together
from mainstem.pipeline.planning.plan import problem_of, told
from mainstem.pipeline.planning.select import preselect
from mainstem.pipeline.planning.slots import COMMON, choices_of, deep_choices, singles
from mainstem.pipeline.planning.solve import Picks, Solution
from mainstem.pipeline.planning.week import Quota

_TOGETHER = 1.0  # the score of what was agreed on: it needs no better one
GAP = 0.005  # to which the weeks are proven together, relative
LIMIT_S = 8.0  # that choosing them together may take; the plans tell what was proven by then


@dataclass(frozen=True, slots=True)
class Seat:
    """One member at the table: everything that their week is chosen from."""

    person: str
    ranked: Sequence[Ranked]
    desk: Desk


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """One plan a person, in the order of the seats, and how good they are together."""

    plans: tuple[Plan, ...]  # each one's objective and bound are those of the week beside the others
    common: tuple[str, ...]  # works that were agreed on, in that order
    objective: float  # of all together, a work less for each further reader (``joint``)
    bound: float  # no weeks out of what is offered are worth more together; infinite where nothing is proven

    @property
    def gap(self) -> float:
        """Relative distance of the two."""
        return abs(self.bound - self.objective) / max(abs(self.objective), 1e-9)

    @property
    def is_cut(self) -> bool:
        """Whether the time was too short to prove what is asked for."""
        return self.gap > GAP


def plan_team(seats: Sequence[Seat], share: float, limit_s: float = LIMIT_S) -> TeamWeek:
    """The weeks of all; ``share`` in [0, 1] is that of each one's minutes to be read in common.

    Members who are away, or have read what was agreed on, go without it. The same input gives the same plans, unless
    the time limit cuts.
    """
    agreed = agree([seat.desk for seat in seats], share)
    seats = [replace(seat, desk=_with_common(seat.desk, agreed, share)) for seat in seats]
    order = _turns(seats)
    members = _members([seats[n].desk for n in order], {work for choice in agreed for work in choice.works})
    made = solve_together(members, GAP, limit_s)
    plans: dict[int, Plan] = {}
    for n, member, week in zip(order, members, made.weeks, strict=True):
        others = Counter(work for other in made.weeks if other is not week for work in _works(other.picks))
        shown = _shown(week, member, others)
        plans[n] = told(seats[n].person, seats[n].ranked, seats[n].desk, member.problem, shown)
    read = {work for plan in plans.values() for work in works_of(plan)}
    common = tuple(choice.works[0] for choice in agreed if choice.works[0] in read)
    return TeamWeek(tuple(plans[n] for n in range(len(seats))), common, made.objective, made.bound)


def works_of(plan: Plan) -> set[str]:
    """Every work that a plan has somebody read, those of its lists among them."""
    slots = [slot for session in plan.sessions for slot in session.slots]
    return {work for slot in slots for work in ([part.work for part in slot.items] or [slot.work])}


def _turns(seats: Sequence[Seat]) -> list[int]:
    """Who is offered first; everybody is once in as many weeks as there are members."""
    if not seats:
        return []
    first = seats[0].desk.week.starts_on.toordinal() // 7 % len(seats)
    return [(first + n) % len(seats) for n in range(len(seats))]


def _works(picks: Picks) -> set[str]:
    return {work for choice, _ in picks for work in choice.works}


def _shown(week: Solution, member: Member, others: Mapping[str, int]) -> Solution:
    """The week with a word on what somebody else reads, too, though it was not agreed on."""

    def told_so(choice: Choice) -> Choice:
        if not any(work in others for work in member.parts.get(choice, ())):
            return choice
        return replace(
            choice, slot=replace(choice.slot, why=f"another of the team reads it, too · {choice.slot.why}")
        )

    return replace(week, picks=tuple((told_so(choice), sitting) for choice, sitting in week.picks))


# --- what each is offered -----------------------------------------------------------------------------


def _members(desks: Sequence[Desk], together: Collection[str]) -> list[Member]:
    """Everybody's problem with more to choose from than alone, so that there is enough for all to differ."""
    offered: Counter[str] = Counter()
    members = []
    for desk in desks:
        problem = problem_of(desk)
        other = _passed_over(desk, offered)
        choices = list(dict.fromkeys([*problem.choices, *choices_of(other)]))
        members.append(Member(replace(problem, choices=choices), _parts(choices, desk, together)))
        offered.update({work for choice in choices for work in choice.works} - set(together))
    return members


def _passed_over(desk: Desk, offered: Mapping[str, int]) -> Desk:
    """The desk as if what is offered to others already were worth less; the scores stay."""
    score_of = {c.work.id: c.score for c in desk.pool}
    less = [
        replace(c, score=c.score * (1 - FIRST_ALONE) ** offered.get(c.work.id, 0)) if not c.pinned else c
        for c in desk.pool
    ]
    pool = sorted(less, key=lambda c: (-c.score, c.work.id))
    candidates = preselect(pool, desk.quotas, desk.cadence, desk.at)
    restored = ([replace(c, score=score_of[c.work.id]) for c in found] for found in (pool, candidates))
    pool, candidates = restored
    return replace(desk, pool=pool, candidates=candidates)


def _parts(
    choices: Sequence[Choice], desk: Desk, together: Collection[str]
) -> dict[Choice, dict[str, float]]:
    """What each work adds to a choice. Left out is what was agreed on or pinned, the canon, and tasks."""
    scores = {c.work.id: c.score for c in desk.pool if not c.pinned and c.work.id not in together}
    found: dict[Choice, dict[str, float]] = {}
    for choice in choices:
        total = sum(scores.get(work, 0.0) for work in choice.works)
        if total > 0:
            parts = {w: choice.value * scores[w] / total for w in choice.works if scores.get(w)}
            found[choice] = parts
    return found


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
