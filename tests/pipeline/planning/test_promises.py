"""A thousand random weeks of readers who go on from week to week: what must hold in every one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from mainstem.model import Mark, Pack, Plan, Ranked, Sector, Stream
from tests.pipeline.planning.fakes import CADENCE, NOW, PACK, SOURCES, ranked, week
from tests.pipeline.planning.test_plan import check_frame, check_quotas, slots_of

N_READERS = 125
N_WEEKS = 8
FIRST = date(2026, 1, 5)
DEEP_MIN = 60
# What is promised holds for any week the solver gives back, so it need not be proven the best: that is test_solve's.
SMALL = replace(CADENCE, gap=0.05)
SECTORS: tuple[Sector, ...] = ("academic", "industrial", "independent", "mixed")


def field(random: Random, n: int) -> list[Ranked]:
    """Works of every stream, each from academic and industrial makers alike, a few a week."""
    made = []
    for number in range(n):
        source = random.choice(SOURCES)
        stream: Stream = "blog" if source.shelf == "newsletter" else source.shelf  # type: ignore[assignment]
        made.append(
            ranked(
                f"web:example.org/{number:04}",
                round(random.betavariate(2, 4), 4),
                stream=stream,
                source_id=source.id,
                sector=random.choice(SECTORS),
                days_old=random.uniform(0, 200),
            )
        )
    return made


def lean_of(plans: list[Plan]) -> int:
    """Academic less industrial minutes of some plans."""
    signs = {"academic": 1, "industrial": -1}
    return sum(slot.minutes * signs.get(slot.sector or "", 0) for plan in plans for slot in slots_of(plan))


def read_all(plan: Plan) -> list[Mark]:
    """Marks that say that everything in a plan was read."""
    works = {w for slot in slots_of(plan) for w in ([part.work for part in slot.items] or [slot.work])}
    at = NOW - timedelta(days=200)
    return [Mark("me", work, "read", at + timedelta(weeks=1)) for work in sorted(works) if ":" in work]


@pytest.mark.parametrize("seed", range(N_READERS))
def test_every_week_of_a_reader_keeps_its_promises(seed: int) -> None:
    """Never over budget; quotas met or told; sectors within a deep paper of even over four weeks, or told."""
    random = Random(seed)
    works = field(random, random.choice((20, 60, 90)))
    cadence = replace(SMALL, n_candidates=10 + seed % 3 * 8, budget_min=random.randrange(120, 301))
    plans: list[Plan] = []
    marks: list[Mark] = []
    for n in range(N_WEEKS):
        past = tuple(reversed(plans))
        made = week(works, cadence=cadence, past=past, marks=tuple(marks), week_of=FIRST + timedelta(weeks=n))
        check_frame(made, cadence)
        check_quotas(made, cadence, past)
        plans.append(made)
        if abs(lean_of(plans[-4:])) > DEEP_MIN:
            assert any("Over four weeks" in notice for notice in made.notices)
        if random.random() < 0.7:
            marks += read_all(made)


def test_the_canon_is_covered_once_in_its_rotation() -> None:
    """A reader who reads everything is offered each row once, in order, turn by turn with new work."""
    random = Random(7)
    pack: Pack = PACK
    works, plans, marks = field(random, 200), list[Plan](), list[Mark]()
    for n in range(2 * len(pack.canon) + 2):
        made = week(
            works,
            past=tuple(reversed(plans)),
            marks=tuple(marks),
            week_of=FIRST + timedelta(weeks=n),
            pack=pack,
        )
        plans.append(made)
        marks += read_all(made)
    deep = [slot.work for plan in plans for slot in slots_of(plan, "deep_paper")]
    assert [row.key for row in pack.canon] == [work for work in deep if work.startswith("arxiv:1701")]


def test_with_plenty_to_read_the_sectors_stay_even() -> None:
    """Where there is enough of both, no four weeks are farther apart than a deep paper."""
    works = field(Random(3), 600)
    plans: list[Plan] = []
    for n in range(12):
        plans.append(week(works, past=tuple(reversed(plans)), week_of=FIRST + timedelta(weeks=n)))
        assert abs(lean_of(plans[-4:])) <= DEEP_MIN
