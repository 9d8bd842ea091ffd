"""Several weeks as one program: against every possible team, and what holds where the time is too short."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations, product
from random import Random

import pytest

from mainstem.model import STREAMS, Slot
from mainstem.pipeline.planning.choice import Choice
from mainstem.pipeline.planning.joint import FIRST_ALONE, Member, solve_together, value_of
from mainstem.pipeline.planning.solve import Picks, Problem
from mainstem.pipeline.planning.week import Sitting

SITTING = Sitting(datetime(2026, 6, 29, 9, tzinfo=UTC), 60, frozenset({"read"}))
NO_TIME_S = 1e-9


def choice(work: str, score: float, minutes: int = 20, stream: int = 0) -> Choice:
    """Further reading on one work, or on several where the name has spaces."""
    slot = Slot("read", minutes, STREAMS[stream], None, work, "", work, "because")
    return Choice(slot, tuple(work.split()), score)


def member(choices: list[Choice], budget_min: int = 60) -> Member:
    """Somebody with one sitting to fill, to whom each of a choice's works is worth the same."""
    problem = Problem(choices, [SITTING], (), budget_min, 2, 0.0, 10**6, 600.0)
    return Member(problem, {c: dict.fromkeys(c.works, c.value / len(c.works)) for c in choices})


def every(one: Member) -> list[Picks]:
    """Each week that the member could have."""
    chosen = (
        picks for n in range(len(one.problem.choices) + 1) for picks in combinations(one.problem.choices, n)
    )
    return [
        tuple((c, SITTING) for c in picks)
        for picks in chosen
        if sum(c.slot.minutes for c in picks) <= one.problem.budget_min
        and len({work for c in picks for work in c.works}) == sum(len(c.works) for c in picks)
    ]


@pytest.mark.parametrize("number", range(12))
def test_no_team_of_all_possible_ones_does_better(number: int) -> None:
    """Works and pairs of works that three members value differently."""
    random = Random(number)
    names = ["a", "b", "c", "a b", "c d"]
    people = [
        member(
            [choice(name, random.random(), random.randrange(10, 40), random.randrange(4)) for name in names]
        )
        for _ in range(3)
    ]
    best = max(value_of(people, weeks) for weeks in product(*map(every, people)))
    made = solve_together(people, 0.0, 600.0)
    assert pytest.approx(best, abs=1e-4) == made.objective
    assert pytest.approx(best, abs=1e-4) == made.bound


def test_a_second_reader_adds_a_quarter() -> None:
    """Whoever gets most out of a work has the whole of it; what it adds beside the others is the week's own worth."""
    one, other = member([choice("a", 0.9)]), member([choice("a", 0.5)])
    made = solve_together([one, other], 0.0, 600.0)
    cost = 2 * 0.05 * 20  # each reads one stream alone
    assert pytest.approx(0.9 * 20 + (1 - FIRST_ALONE) * 0.5 * 20 - cost) == made.objective
    assert [pytest.approx(w - cost / 2) for w in (18 - 0.75 * 10, 10 - 0.75 * 10)] == [
        week.objective for week in made.weeks
    ]


def test_works_that_it_does_not_matter_who_else_reads_are_worth_all_to_everyone() -> None:
    """What was agreed on, for example."""
    people = [replace(member([choice("a", 0.9)]), parts={}) for _ in range(2)]
    assert pytest.approx(2 * (18 - 0.05 * 20)) == solve_together(people, 0.0, 600.0).objective


def test_who_is_away_has_an_empty_week() -> None:
    """And nobody has none."""
    made = solve_together([member([choice("a", 0.9)]), member([])], 0.0, 600.0)
    assert [1, 0] == [len(week.picks) for week in made.weeks]
    assert () == solve_together([], 0.0, 600.0).weeks


def test_where_the_time_is_too_short_the_weeks_are_good_and_the_gap_is_told() -> None:
    """Nobody reads what another has where there is something as good."""
    people = [member([choice("a", 0.9, 40), choice("b", 0.89, 40)]) for _ in range(2)]
    made = solve_together(people, 0.0, NO_TIME_S)
    assert [("a",), ("b",)] == sorted(c.works for week in made.weeks for c, _ in week.picks)
    assert pytest.approx(0.9 * 40 + 0.89 * 40 - 4) == made.objective
    assert made.objective <= made.bound <= 2 * 0.9 * 40 - 4 + 1e-4
