"""The weeks of several people as one mixed-integer program: what a work is worth depends on who else reads it.

Whoever of the readers of a work gets most out of it has the whole of it, every other one a quarter. In the
program each choice is worth what it is to a further reader, and a column a (choice, work) gives the rest back to one
first reader a work. So the team's value is linear, and HiGHS proves a bound for all weeks together. Where its time is
too short, the program without whole numbers says what it is worth to be a work's first reader; everybody's week is
solved alone at these prices; and nothing is worth more together than such weeks and the prices (Lagrange).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mainstem.pipeline.planning.choice import Choice
from mainstem.pipeline.planning.highs import Answer, Row, minimise, relax
from mainstem.pipeline.planning.solve import Picks, Problem, Program, Solution, Terms, evened, greedy, worth

# What of a work's worth only its first reader has: the others learn it, too, but could hear it from the first, and what
# all should read is agreed on before. Our own choice.
FIRST_ALONE = 0.75

# For each choice what each of its works adds to its value, in minutes of score 1, where it matters who else reads it.
Parts = Mapping[Choice, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Member:
    """One person's week, and what of it is worth less where others read it, too."""

    problem: Problem
    parts: Parts


@dataclass(frozen=True, slots=True)
class Together:
    """A week each, in order, and how good they are together."""

    weeks: tuple[Solution, ...]  # each worth what it adds to the others
    objective: float
    bound: float  # no weeks that meet these quotas are worth more together


def solve_together(members: Sequence[Member], gap: float, limit_s: float) -> Together:
    """The best weeks together to a relative ``gap``, or the best found after ``limit_s`` seconds.

    Each one's quotas are settled first, as in a week alone. Without the time the weeks are good, and the bound says how
    good.
    """
    tables = [_Table(member) for member in members]
    joint = _Joint(tables)
    answer = joint.run(gap, limit_s)
    weeks, objective = _told(members, tables, _split(tables, answer.x))
    bound = max(objective, answer.bound)
    if bound - objective > gap * abs(objective):
        prices = joint.prices()
        most, picks = _at_prices(tables, prices.by_work)
        others = _told(members, tables, picks)
        weeks, objective = max((weeks, objective), others, key=lambda made: made[1])
        bound = max(objective, min(bound, most, prices.bound))
    return Together(tuple(weeks), objective, bound)


def _told(
    members: Sequence[Member], tables: Sequence[_Table], picks: Sequence[Picks]
) -> tuple[list[Solution], float]:
    """The weeks after each answered the others, and what they are worth together."""
    weeks = _round_the_table(tables, picks)
    return weeks, value_of(members, [week.picks for week in weeks])


def value_of(members: Sequence[Member], picks: Sequence[Picks]) -> float:
    """What weeks are worth together."""
    alone = (
        worth([choice for choice, _ in mine], one.problem.lean_min)
        for one, mine in zip(members, picks, strict=True)
    )
    read: defaultdict[str, list[float]] = defaultdict(list)
    for one, mine in zip(members, picks, strict=True):
        for choice, _ in mine:
            for work, part in one.parts.get(choice, {}).items():
                read[work].append(part)
    return math.fsum(alone) - FIRST_ALONE * math.fsum(sum(parts) - max(parts) for parts in read.values())


class _Table:
    """A member's program with its terms; empty for one who is away."""

    def __init__(self, member: Member) -> None:
        self.problem, self.parts = member.problem, member.parts
        self.program = Program(member.problem)
        self.terms = self.program.terms() if self.program.cells else Terms((), 0.0)

    def beside(self, others: Mapping[str, float]) -> dict[Choice, float]:
        """What each choice adds, ``others`` being the most that somebody else gets out of each work."""
        return {
            choice: choice.value - FIRST_ALONE * self._again(choice, others)
            for choice in self.problem.choices
        }

    def _again(self, choice: Choice, others: Mapping[str, float]) -> float:
        """What a choice has of what others have already."""
        parts = self.parts.get(choice, {})
        return math.fsum(min(part, others.get(work, 0.0)) for work, part in parts.items())


@dataclass(frozen=True, slots=True)
class _Prices:
    """Of being a work's first reader, in minutes of score 1; and what no weeks together exceed."""

    bound: float
    by_work: Mapping[str, float]


class _Joint:
    """The matrix: the columns of each table side by side, then one a (choice, work) for its first reader."""

    def __init__(self, tables: Sequence[_Table]) -> None:
        self._limits = tables[0].problem if tables else None
        self._cost: list[float] = []
        self._upper: list[float] = []
        self._rows: list[Row] = []
        self._first: defaultdict[str, list[int]] = defaultdict(list)
        self._continuous: list[int] = []
        offers = [self._take(table) for table in tables if table.program.cells]
        contested = _contested(tables)
        for table, columns in offers:
            for choice, cells in columns.items():
                for work, part in table.parts.get(choice, {}).items():
                    if work in contested:
                        self._share(work, part, cells)
        self._n_rows = len(self._rows)
        self._rows += [(dict.fromkeys(columns, 1.0), 1.0) for columns in self._first.values()]

    def prices(self) -> _Prices:
        """What it is worth to be first with each work, by the program without whole numbers."""
        made = relax(self._cost, self._upper, self._rows)
        return _Prices(made.bound, dict(zip(self._first, made.prices[self._n_rows :], strict=True)))

    def run(self, gap: float, limit_s: float) -> Answer:
        """The best weeks together."""
        if self._limits is None or not self._cost:
            return Answer((), 0.0, 0.0)
        return minimise(
            self._cost,
            self._upper,
            self._rows,
            gap=gap,
            node_limit=self._limits.node_limit,
            time_limit_s=limit_s,
            continuous=self._continuous,
        )

    def _take(self, table: _Table) -> tuple[_Table, dict[Choice, list[int]]]:
        """A table's columns and rows beside those before it; the columns of each choice."""
        start, program = len(self._cost), table.program
        self._cost += program.cost()
        self._upper += program.upper(table.terms)
        self._rows += [
            ({start + column: factor for column, factor in row.items()}, limit)
            for row, limit in program.rows(table.terms)
        ]
        columns: defaultdict[Choice, list[int]] = defaultdict(list)
        for column, (choice, _) in enumerate(program.cells, start):
            columns[choice].append(column)
        return table, columns

    def _share(self, work: str, part: float, cells: Sequence[int]) -> None:
        """Takes what only a first reader has out of these columns, and puts it into one of its own."""
        alone, column = FIRST_ALONE * part, len(self._cost)
        for cell in cells:
            self._cost[cell] += alone
        self._cost.append(-alone)
        self._upper.append(1.0)
        self._rows.append(({column: 1.0, **dict.fromkeys(cells, -1.0)}, 0.0))
        self._first[work].append(column)
        self._continuous.append(column)


def _contested(tables: Sequence[_Table]) -> set[str]:
    """The works that more than one member could read."""
    seen: set[str] = set()
    twice: set[str] = set()
    for table in tables:
        mine = {work for parts in table.parts.values() for work in parts}
        twice |= mine & seen
        seen |= mine
    return twice


def _at_prices(tables: Sequence[_Table], prices: Mapping[str, float]) -> tuple[float, list[Picks]]:
    """Everybody's best week where being first with a work costs its price, and what no weeks together exceed."""
    others = {work: price / FIRST_ALONE for work, price in prices.items() if price > 0}
    bounds, picks = [FIRST_ALONE * math.fsum(others.values())], list[Picks]()
    for table in tables:
        answer = table.program.best(table.terms, table.beside(others)) if table.program.cells else None
        bounds.append(answer.bound if answer else 0.0)
        picks.append(table.program.picks(answer.x) if answer and answer.x is not None else ())
    return math.fsum(bounds), picks


def _split(tables: Sequence[_Table], x: Sequence[float] | None) -> list[Picks]:
    """Each table's picks out of the columns of all; none where nothing was found."""
    if x is None:
        return [()] * len(tables)
    picks: list[Picks] = []
    for table in tables:
        n = len(table.program.cost()) if table.program.cells else 0
        picks.append(evened(table.problem, table.program.picks(x[:n])))
        x = x[n:]
    return picks


def _round_the_table(tables: Sequence[_Table], picks: Sequence[Picks]) -> list[Solution]:
    """Each week in turn held against the best that its reader could do beside the others.

    It is changed where it is not within the gap of that, so the value of all together only grows.
    """
    weeks = [Solution(mine, 0.0, 1.0) for mine in picks]
    for n, table in enumerate(tables):
        weeks[n] = _beside(table, weeks[n].picks, table.beside(_most(tables, weeks, n)))
    return weeks


def _most(tables: Sequence[_Table], weeks: Sequence[Solution], without: int) -> dict[str, float]:
    """The most that anybody but one gets out of each work."""
    most: dict[str, float] = {}
    for n, (table, week) in enumerate(zip(tables, weeks, strict=True)):
        for choice, _ in week.picks if n != without else ():
            for work, part in table.parts.get(choice, {}).items():
                most[work] = max(part, most.get(work, 0.0))
    return most


def _beside(table: _Table, before: Picks, values: Mapping[Choice, float]) -> Solution:
    """The week as it is where it is within the gap of the best beside the others, else a better one."""
    if not table.program.cells:
        return Solution((), 0.0, 0.0)
    answer = table.program.best(table.terms, values)
    found = before if answer.x is None else evened(table.problem, table.program.picks(answer.x))
    found = found or greedy(table.problem)
    options = [(_value(table, picks, values), picks) for picks in (before or found, found)]
    kept, best = options[0], max(options, key=lambda option: option[0])
    bound = max(best[0], answer.bound)
    if bound - kept[0] > table.problem.gap * abs(kept[0]):
        kept = best
    gap = (bound - kept[0]) / max(abs(kept[0]), 1e-9) if math.isfinite(bound) else 1.0
    return Solution(kept[1], kept[0], gap, bound)


def _value(table: _Table, picks: Picks, values: Mapping[Choice, float]) -> float:
    mine = [choice for choice, _ in picks]
    less = math.fsum(choice.value - values[choice] for choice in mine)
    return worth(mine, table.problem.lean_min) - less


__all__ = ["FIRST_ALONE", "Member", "Parts", "Together", "solve_together", "value_of"]
