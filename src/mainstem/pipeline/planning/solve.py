"""The week as a mixed-integer program, solved with HiGHS.

A binary says that a choice stands in a sitting. Hard: the budget, the length of each sitting, every work and
every bundled item once, a source's share, one slot a day of a daily kind. The quotas come in order: as much
of the first as can be, then of the second without giving up any of the first, and so on; each is fixed before
the next, so that no weight has to say how much a deep paper is worth in skims. With the quotas fixed, the
academic and the industrial minutes of four weeks are brought within the limit, or as near to it as can be;
then the value of the week is maximised to the gap asked for.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from mainstem.model import STREAMS
from mainstem.pipeline.planning.choice import Choice
from mainstem.pipeline.planning.highs import Answer, Row, minimise
from mainstem.pipeline.planning.week import Quota, Sitting

# What a minute of imbalance costs, in minutes of score 1: between the academic and the industrial sector, and
# of the fullest stream. Low enough that it only chooses between works of about the same score.
_SECTOR_COST = 0.05
_STREAM_COST = 0.05
_NO_LIMIT = 10**6
_TIE = 1e-6  # an earlier choice (a better score, then the id) wins a tie


Picks = tuple[tuple[Choice, Sitting], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """A week to fill."""

    choices: Sequence[Choice]
    sittings: Sequence[Sitting]
    quotas: Sequence[Quota]  # in order of priority; kinds without one fill what is left
    budget_min: int
    max_per_source: int
    gap: float
    node_limit: int
    time_limit_s: float
    lean_min: int = 0  # academic less industrial minutes of the last three weeks
    lean_limit_min: int = _NO_LIMIT  # that this week may bring them to, in either direction


@dataclass(frozen=True, slots=True)
class Solution:
    """What to do in which sitting, and how far from the best possible it is proven to be."""

    picks: Picks
    objective: float
    gap: float  # of the value, the met quotas given; 0 is proven optimal
    bound: float = 0.0  # no week that meets these quotas is worth more


def n_met(quota: Quota, picks: Sequence[Choice]) -> int:
    """How many units of a quota these choices meet."""
    if quota.streams:
        return len({choice.slot.stream for choice in picks} & set(quota.streams))
    return sum(choice.slot.kind == quota.kind for choice in picks)


def n_possible(quota: Quota, choices: Sequence[Choice]) -> int:
    """How many units there is material for, were there minutes without end."""
    if quota.streams:
        return n_met(quota, choices)
    # Variants of one bundle share their first work.
    distinct = {choice.works[0] for choice in choices if choice.slot.kind == quota.kind}
    return min(quota.wanted, len(distinct))


def solve(problem: Problem) -> Solution:
    """The best week that the limits allow; no picks where nothing fits.

    First every quota is asked for in full, and the lean within its limit; only where that cannot be are the
    quotas settled one by one, and the lean brought as near as they let it. Where the solver ends without any
    week, one is filled greedily, and the gap is that to the last bound known.
    """
    program = Program(problem)
    if not program.cells:
        return Solution((), 0.0, 0.0)
    answer = program.best(Terms(program.tops, 0.0))
    if answer.x is None:
        answer = program.best(program.terms())
    picks = greedy(problem) if answer.x is None else evened(problem, program.picks(answer.x))
    objective = worth([choice for choice, _ in picks], problem.lean_min)
    bound = max(objective, answer.bound)
    if answer.x is not None:
        return Solution(picks, objective, answer.gap, bound if math.isfinite(bound) else objective)
    return Solution(picks, objective, _gap(objective, answer.bound), bound)


def worth(choices: Iterable[Choice], lean_min: int = 0) -> float:
    """The value of a week: that of its choices, less what their imbalance costs."""
    minutes: dict[object, int] = defaultdict(int)
    value = 0.0
    for choice in choices:
        value += choice.value
        minutes[choice.slot.stream] += choice.slot.minutes
        minutes[choice.slot.sector] += choice.slot.minutes
    fullest = max(minutes[stream] for stream in STREAMS)
    tilt = abs(lean_min + minutes["academic"] - minutes["industrial"])
    return value - _STREAM_COST * fullest - _SECTOR_COST * tilt


def greedy(problem: Problem) -> Picks:
    """A week without proof: quota by quota, then what is left, always the best choice that still fits."""
    book = _Book(problem)
    kinds = [quota.kind for quota in problem.quotas]
    fillers = [choice.slot.kind for choice in problem.choices if choice.slot.kind not in kinds]
    for kind in dict.fromkeys((*kinds, *fillers)):
        of_kind = [choice for choice in problem.choices if choice.slot.kind == kind]
        for choice in sorted(of_kind, key=lambda c: (-c.score, -c.slot.minutes, c.works[0])):
            book.place(choice)
    return tuple(book.picks)


class _Book:
    """What a greedy week has used up so far."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._quotas = {quota.kind: quota for quota in problem.quotas}
        self._used: dict[Hashable, int] = defaultdict(int)
        self.picks: list[tuple[Choice, Sitting]] = []

    def place(self, choice: Choice) -> None:
        """Puts the choice into the first sitting that takes it, if any does."""
        for number, sitting in enumerate(self._problem.sittings):
            limits = list(_limits(self._problem, self._quotas, choice, number))
            fit = choice.slot.kind in sitting.holds
            if fit and all(self._used[name] + size <= limit for name, size, limit in limits):
                for name, size, _ in limits:
                    self._used[name] += size
                self.picks.append((choice, sitting))
                return


@dataclass(frozen=True, slots=True)
class Terms:
    """What a week must meet before its value counts."""

    floors: Sequence[int]  # units of the first so many quotas
    excess: float  # minutes by which the lean may be above its limit


class Program:
    """The matrix: a column a (choice, sitting), one a stream that is asked for, and three for the balance."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._quotas = {quota.kind: quota for quota in problem.quotas}
        anchored = _anchored(problem)
        self.cells = [
            (choice, number)
            for choice in problem.choices
            for number, sitting in enumerate(problem.sittings)
            if choice.slot.kind in sitting.holds
            and choice.slot.minutes <= min(sitting.max_min, problem.budget_min)
            and anchored.get((choice.slot.kind, choice.works[0]), number) == number
        ]
        self._streams = {s: len(self.cells) + i for i, s in enumerate(STREAMS)}
        self._fullest = len(self.cells) + len(STREAMS)
        self._tilt = self._fullest + 1
        self._excess = self._tilt + 1  # minutes by which the tilt is above its limit
        self._rows: list[Row] = [*self._limit_rows(), *self._balance_rows()]
        self.tops = [n_possible(quota, [choice for choice, _ in self.cells]) for quota in problem.quotas]

    def best(self, terms: Terms, values: Mapping[Choice, float] | None = None) -> Answer:
        """The most valuable week on these terms; ``values`` stand for those of the choices where given."""
        return self._run(self.cost(values), terms, self._problem.gap)

    def cost(self, values: Mapping[Choice, float] | None = None) -> list[float]:
        """What each column costs: less than 0 for a choice of any value, more for imbalance."""
        cost = [0.0] * (self._excess + 1)
        for column, (choice, _) in enumerate(self.cells):
            cost[column] = _TIE * column / len(self.cells) - (values[choice] if values else choice.value)
        cost[self._fullest], cost[self._tilt] = _STREAM_COST, _SECTOR_COST
        return cost

    def upper(self, terms: Terms) -> list[float]:
        """What each column may be at most."""
        return [1.0] * self._fullest + [math.inf, math.inf, terms.excess]

    def rows(self, terms: Terms) -> list[Row]:
        """Every limit, and the quotas that are settled."""
        return [*self._rows, *self._floor_rows(terms.floors)]

    def terms(self) -> Terms:
        """The most of each quota in their order, and the least excess that they allow."""
        floors: Sequence[int] = self.tops
        excess = self.least_excess(floors)
        if excess is None:
            floors = self.settled()
            excess = self.least_excess(floors)
        return Terms(floors, math.inf if excess is None else excess)

    def least_excess(self, floors: Sequence[int]) -> float | None:
        """The fewest minutes above the limit of the lean that these quotas allow; None where they cannot be."""
        cost = [0.0] * (self._excess + 1)
        cost[self._excess] = 1.0
        answer = self._run(cost, Terms(floors, math.inf), 0.0)
        return None if answer.x is None else math.ceil(answer.x[self._excess] - 1e-6)

    def settled(self) -> list[int]:
        """The most units of each quota, in their order, without giving up a unit of an earlier one."""
        floors: list[int] = []
        chosen: list[Choice] = []
        for quota, top in zip(self._problem.quotas, self.tops, strict=True):
            if n_met(quota, chosen) < top:
                cost = [0.0] * (self._excess + 1)
                for column in self._units(quota):
                    cost[column] = -1.0
                answer = self._run(cost, Terms(floors, math.inf), 0.0)
                chosen = chosen if answer.x is None else [choice for choice, _ in self.picks(answer.x)]
            floors.append(min(top, n_met(quota, chosen)))
        return floors

    def picks(self, x: Sequence[float]) -> Picks:
        """The choices that a solution takes, with their sittings."""
        sittings = self._problem.sittings
        return tuple(
            (choice, sittings[n]) for (choice, n), on in zip(self.cells, x, strict=False) if on > 0.5
        )

    def _units(self, quota: Quota) -> list[int]:
        if quota.streams:
            return [self._streams[stream] for stream in quota.streams]
        return [i for i, (choice, _) in enumerate(self.cells) if choice.slot.kind == quota.kind]

    def _limit_rows(self) -> Iterable[Row]:
        """Everything of which there is only so much, one row each."""
        rows: dict[Hashable, tuple[dict[int, float], float]] = {}
        for column, (choice, number) in enumerate(self.cells):
            for name, size, limit in _limits(self._problem, self._quotas, choice, number):
                rows.setdefault(name, ({}, limit))[0][column] = size
        return rows.values()

    def _balance_rows(self) -> Iterable[Row]:
        for stream, met in self._streams.items():
            cells = [(i, c.slot.minutes) for i, (c, _) in enumerate(self.cells) if c.slot.stream == stream]
            yield {met: 1.0, **{i: -1.0 for i, _ in cells}}, 0.0
            yield {self._fullest: -1.0, **{i: float(minutes) for i, minutes in cells}}, 0.0
        signs = {"academic": 1.0, "industrial": -1.0}
        tilt = {
            i: signs.get(c.slot.sector or "", 0.0) * c.slot.minutes for i, (c, _) in enumerate(self.cells)
        }
        for sign in (1.0, -1.0):
            row = {self._tilt: -1.0, **{i: sign * lean for i, lean in tilt.items() if lean}}
            yield row, -sign * self._problem.lean_min
        yield {self._tilt: 1.0, self._excess: -1.0}, float(self._problem.lean_limit_min)

    def _run(self, cost: Sequence[float], terms: Terms, gap: float) -> Answer:
        """Minimises ``cost``; the bound that comes back is that of the value."""
        return minimise(
            cost,
            self.upper(terms),
            self.rows(terms),
            gap=gap,
            node_limit=self._problem.node_limit,
            time_limit_s=self._problem.time_limit_s,
        )

    def _floor_rows(self, floors: Sequence[int]) -> Iterable[Row]:
        """The quotas that are settled already, as rows of the matrix."""
        for quota, floor in zip(self._problem.quotas, floors, strict=False):
            if floor:
                yield dict.fromkeys(self._units(quota), -1.0), -float(floor)


def evened(problem: Problem, picks: Picks) -> Picks:
    """The same picks with the long sittings that are alike filled about evenly, the longest piece first.

    The solver does not care which of them holds what. Daily kinds stay where they are, and so does all where
    the pieces do not go in that way.
    """
    daily = {quota.kind for quota in problem.quotas if quota.rule.every == "day"}
    groups: defaultdict[tuple[int, frozenset[str]], list[Sitting]] = defaultdict(list)
    for sitting in problem.sittings:
        groups[sitting.max_min, sitting.holds].append(sitting)
    moved: dict[Choice, Sitting] = {}
    for group in groups.values():
        used = dict.fromkeys(group, 0)
        mine = [choice for choice, where in picks if where in used]
        if daily.isdisjoint(choice.slot.kind for choice in mine):
            for choice in sorted(mine, key=lambda c: (-c.slot.minutes, c.works[0])):
                moved[choice] = min(group, key=lambda sitting: (used[sitting], sitting.at))
                used[moved[choice]] += choice.slot.minutes
            if any(n > sitting.max_min for sitting, n in used.items()):
                moved = {choice: where for choice, where in moved.items() if choice not in mine}
    return tuple((choice, moved.get(choice, where)) for choice, where in picks)


def _anchored(problem: Problem) -> dict[tuple[str, str], int]:
    """The only sitting of some choices, by kind and first work, so that no week is looked at twice.

    Sittings that are alike (length and kinds) can be swapped whole, and no week is worth more for it. So in
    each group of them one kind is put in order, which loses no solution: what is wanted once goes into the
    first, and a daily kind with no more choices than days has its first choice on the first day, and so on.
    """
    alike: defaultdict[tuple[int, frozenset[str]], list[int]] = defaultdict(list)
    for number, sitting in enumerate(problem.sittings):
        alike[sitting.max_min, sitting.holds].append(number)
    anchored: dict[tuple[str, str], int] = {}
    for group in alike.values():
        ordered = (_in_order(quota, group, problem) for quota in problem.quotas)
        anchored |= next((found for found in ordered if found), {})
    return anchored


def _in_order(quota: Quota, group: Sequence[int], problem: Problem) -> dict[tuple[str, str], int]:
    """The quota's choices in the sittings of a group, or nothing where that would lose a solution."""
    works = dict.fromkeys(c.works[0] for c in problem.choices if c.slot.kind == quota.kind)
    n_days = len({problem.sittings[number].at.date() for number in group})
    if quota.streams or group != [n for n, s in enumerate(problem.sittings) if quota.kind in s.holds]:
        return {}
    if quota.wanted == 1:
        return {(quota.kind, work): group[0] for work in works}
    one_a_day = quota.rule.every == "day" and quota.rule.count == 1 and n_days == len(group)
    if one_a_day and len(works) <= n_days:
        return {(quota.kind, work): number for work, number in zip(works, group, strict=False)}
    return {}


def _limits(
    problem: Problem, quotas: Mapping[str, Quota], choice: Choice, number: int
) -> Iterable[tuple[Hashable, int, int]]:
    """What a choice in a sitting uses up: a name, how much of it, and how much of it there is."""
    slot, sitting = choice.slot, problem.sittings[number]
    yield "budget", slot.minutes, problem.budget_min
    yield ("sitting", number), slot.minutes, sitting.max_min
    for work in choice.works:
        yield ("work", work), 1, 1
    if choice.source_id:
        yield ("source", choice.source_id), 1, problem.max_per_source
    quota = quotas.get(slot.kind)
    if quota is None:
        return
    if quota.streams:
        yield ("kind", slot.kind, slot.stream), 1, int(slot.stream in quota.streams)
        return
    yield ("kind", slot.kind), 1, quota.wanted
    if quota.rule.every == "day":
        yield ("day", slot.kind, sitting.at.date()), 1, quota.rule.count


def _gap(objective: float, bound: float) -> float:
    """The relative distance of a value to its bound, as HiGHS counts it; 1 where no bound is known."""
    if not math.isfinite(bound):
        return 1.0
    return abs(bound - objective) / max(abs(objective), 1e-9)
