"""The weeks of a team: budgets, a share in common, and more seen together than by any one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from random import Random

import pytest

from mainstem.model import Away, Habits, Mark, Plan, Ranked
from mainstem.pipeline.planning.plan import desk_of
from mainstem.pipeline.planning.team import GAP, Seat, TeamWeek, plan_team, works_of
from tests.pipeline.planning.fakes import CADENCE, NO_HABITS, NOW, PACK, WEEK_OF, many, week
from tests.pipeline.planning.test_plan import check_frame, slots_of
from tests.pipeline.planning.test_promises import field

SMALL = replace(CADENCE, n_candidates=30)
ALL_THE_TIME_S = 600.0


def seat(
    person: str,
    works: list[Ranked],
    *,
    budget_min: int = 180,
    habits: Habits = NO_HABITS,
    marks: tuple[Mark, ...] = (),
    week_of: date = WEEK_OF,
    n_candidates: int = SMALL.n_candidates,
) -> Seat:
    """A member who reads by the sample rhythm."""
    cadence = replace(SMALL, budget_min=budget_min, n_candidates=n_candidates)
    desk = desk_of(
        person, NOW, works, cadence, (), pack=PACK, marks=marks, week_of=week_of, zone=UTC, habits=habits
    )
    return Seat(person, works, desk)


def shifted(works: list[Ranked], random: Random) -> list[Ranked]:
    """The same works as another member ranks them."""
    moved = (replace(one, score=min(1.0, max(0.0, one.score + random.gauss(0, 0.1)))) for one in works)
    return sorted(moved, key=lambda one: (-one.score, one.work.id))


def common_min(plan: Plan, made: TeamWeek) -> int:
    """Minutes of a plan that the team agreed on."""
    return sum(slot.minutes for slot in slots_of(plan) if slot.work in made.common)


@pytest.mark.parametrize("number", range(8))
def test_every_team_keeps_its_promises(number: int) -> None:
    """Budgets hold, all read the agreed share in common, and together they see more than any one of them."""
    random = Random(number)
    works, share = field(random, 150), random.choice((0.1, 0.25, 0.4))
    budgets = [random.randrange(120, 301) for _ in range(random.randrange(2, 6))]
    seats = [seat(f"p{n}", shifted(works, random), budget_min=b) for n, b in enumerate(budgets)]
    made = plan_team(seats, share, ALL_THE_TIME_S)
    for budget, plan in zip(budgets, made.plans, strict=True):
        check_frame(plan, replace(SMALL, budget_min=budget))
        assert common_min(plan, made) >= share * budget
    seen = [works_of(plan) for plan in made.plans]
    assert len(set().union(*seen)) > max(map(len, seen))
    assert 0 < made.objective <= made.bound
    assert made.gap <= GAP
    assert all(plan.gap <= SMALL.gap for plan in made.plans)


def test_a_team_of_twelve_is_proven_to_half_a_percent() -> None:
    """The weeks of all together, though everybody ranks nearly alike."""
    random = Random(12)
    works = field(random, 60)
    seats = [seat(f"p{n}", shifted(works, random), n_candidates=15) for n in range(12)]
    made = plan_team(seats, 0.25, ALL_THE_TIME_S)
    assert (12, True) == (len(made.plans), made.gap <= GAP)


def test_where_the_time_is_too_short_the_weeks_are_whole_and_the_gap_is_told() -> None:
    """Without the last step a few percent are left to prove at most."""
    random = Random(5)
    works = field(random, 150)
    made = plan_team([seat(f"p{n}", shifted(works, random)) for n in range(3)], 0.25, 1e-9)
    for plan in made.plans:
        check_frame(plan, SMALL)
    assert 0 <= made.gap < 0.03


def test_members_share_the_field_instead_of_reading_the_same() -> None:
    """Two who rank alike would read the same alone; as a team their samples and further reading differ."""
    works = many(300)
    made = plan_team([seat("a", works), seat("b", works)], 0.25)
    one, other = (
        {slot.work for kind in ("sample", "read") for slot in slots_of(plan, kind)} for plan in made.plans
    )
    assert (True, set()) == (bool(one and other), one & other)
    assert set(made.common) <= works_of(made.plans[0]) & works_of(made.plans[1])


def test_who_chooses_first_changes_from_week_to_week() -> None:
    """So that nobody always gets what is left."""
    works = many(300)

    def best_of_a(n: int) -> float:
        day = WEEK_OF + timedelta(weeks=n)
        made = plan_team([seat("a", works, week_of=day), seat("b", works, week_of=day)], 0.0)
        return made.plans[0].objective - made.plans[1].objective

    assert best_of_a(0) * best_of_a(1) < 0


def test_nothing_is_in_common_with_nobody_or_for_no_share() -> None:
    """A team of one reads as a person alone does."""
    works = many(100)
    assert () == plan_team([seat("a", works)], 0.25).common
    assert () == plan_team([seat("a", works), seat("b", works)], 0.0).common
    assert () == plan_team([], 0.25).plans
    assert week(works, cadence=SMALL).sessions == plan_team([seat("me", works)], 0.5).plans[0].sessions


def test_who_is_away_or_has_read_it_goes_without() -> None:
    """The others still read it together."""
    works = many(300)
    whole = plan_team([seat("a", works), seat("b", works)], 0.25)
    gone = Habits(away=(Away(WEEK_OF - timedelta(days=7), WEEK_OF + timedelta(days=14)),))
    read = tuple(Mark("b", work, "read", NOW) for work in whole.common)
    made = plan_team(
        [seat("a", works), seat("b", works, marks=read), seat("c", works, habits=gone), seat("d", works)],
        0.25,
    )
    assert () == made.plans[2].sessions
    assert set(whole.common).isdisjoint(works_of(made.plans[1]))
