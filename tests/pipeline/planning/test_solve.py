"""The solver against every possible week of small problems."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.model import STREAMS, Slot, SlotRule
from mainstem.pipeline.planning.choice import Choice
from mainstem.pipeline.planning.solve import Problem, greedy, n_met, n_possible, solve, worth
from mainstem.pipeline.planning.week import Quota, Sitting

MONDAY = datetime(2026, 6, 29, 9, tzinfo=UTC)
KINDS = ("deep", "sample", "skim", "read")
QUOTAS = (
    Quota(SlotRule("deep", "Deep", 1, "week", 1, 9), 1),
    Quota(SlotRule("sample", "Sample", 4, "week", 1, 9, each_stream=True), 4, STREAMS),
    Quota(SlotRule("skim", "Skim", 1, "day", 1, 9), 2),
)
UNLIKE = (
    Sitting(MONDAY, 12, frozenset(KINDS)),
    Sitting(MONDAY + timedelta(days=1), 6, frozenset(("sample", "skim"))),
)
ALIKE = tuple(Sitting(MONDAY + timedelta(days=n), 9, frozenset(KINDS)) for n in range(2))
DAYS = (
    *(Sitting(MONDAY + timedelta(days=n), 7, frozenset(("skim", "read"))) for n in range(2)),
    Sitting(MONDAY, 9, frozenset(("deep", "sample"))),
)
Picks = Sequence[tuple[Choice, Sitting]]


def choice(
    kind: str = "read",
    minutes: int = 5,
    score: float = 0.5,
    works: tuple[str, ...] = ("a",),
    *,
    stream: str | None = None,
    source_id: str | None = None,
) -> Choice:
    """A choice of that kind and length."""
    slot = Slot(kind, minutes, stream, None, works[0], "", works[0], "")  # type: ignore[arg-type]
    return Choice(slot, works, score, source_id)


def problem(
    choices: Sequence[Choice], budget_min: int = 15, sittings: tuple[Sitting, ...] = UNLIKE
) -> Problem:
    """A problem of two or three sittings and three quotas, to be solved to the end."""
    return Problem(choices, sittings, QUOTAS, budget_min, 2, gap=0.0, node_limit=5000, time_limit_s=60)


def fits(asked: Problem, picks: Picks) -> bool:
    """Whether a week breaks no limit."""
    chosen = [one for one, _ in picks]
    works = Counter(work for one in chosen for work in one.works)
    sources = Counter(one.source_id for one in chosen if one.source_id)
    kinds = Counter(one.slot.kind for one in chosen)
    samples = Counter(one.slot.stream for one in chosen if one.slot.kind == "sample")
    skims = Counter(where.at.date() for one, where in picks if one.slot.kind == "skim")
    return (
        sum(one.slot.minutes for one in chosen) <= asked.budget_min
        and all(sum(c.slot.minutes for c, w in picks if w == s) <= s.max_min for s in asked.sittings)
        and all(one.slot.kind in where.holds for one, where in picks)
        and max((*works.values(), *samples.values(), *skims.values()), default=0) <= 1
        and max(sources.values(), default=0) <= asked.max_per_source
        and kinds["deep"] <= 1
        and kinds["skim"] <= 2
        and None not in samples
    )


def every_week(asked: Problem) -> Iterator[Picks]:
    """All weeks that break no limit."""
    for places in product((None, *asked.sittings), repeat=len(asked.choices)):
        picks = [(one, where) for one, where in zip(asked.choices, places, strict=True) if where]
        if fits(asked, picks):
            yield picks


def rank(picks: Picks) -> tuple[float, ...]:
    """What a better week has more of: the quotas in order, then the worth."""
    chosen = [one for one, _ in picks]
    return (*(n_met(quota, chosen) for quota in QUOTAS), worth(chosen))


CHOICES = st.lists(
    st.builds(
        choice,
        st.sampled_from(KINDS),
        st.integers(1, 9),
        st.sampled_from((0.0, 0.2, 0.5, 0.9, 1.0)),
        st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=2, unique=True).map(tuple),
        stream=st.sampled_from((*STREAMS, None)),
        source_id=st.sampled_from(("s", "t", None)),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(CHOICES, st.integers(1, 20), st.sampled_from((UNLIKE, ALIKE, DAYS)))
def test_no_week_is_better_than_the_solvers(
    choices: list[Choice], budget_min: int, sittings: tuple[Sitting, ...]
) -> None:
    """Quota by quota and then in worth, the solver's week is the best of all possible ones."""
    asked = problem(choices, budget_min, sittings)
    solution = solve(asked)
    best = max(map(rank, every_week(asked)))
    assert fits(asked, solution.picks)
    assert best[:-1] == rank(solution.picks)[:-1]
    assert math.isclose(best[-1], rank(solution.picks)[-1], abs_tol=1e-4)
    assert math.isclose(solution.objective, rank(solution.picks)[-1], abs_tol=1e-9)


@settings(max_examples=100, deadline=None)
@given(CHOICES, st.integers(1, 20))
def test_greedy_week_breaks_no_limit(choices: list[Choice], budget_min: int) -> None:
    """The fallback keeps every hard limit too."""
    asked = problem(choices, budget_min)
    assert fits(asked, greedy(asked))


def test_no_value_buys_a_quota() -> None:
    """A worthless deep paper stands before any reading that its minutes could buy."""
    deep = choice("deep", 9, 0.0, ("dull",))
    reads = [choice("read", 3, 1.0, (f"read-{n}",)) for n in range(4)]
    assert deep in [one for one, _ in solve(problem([deep, *reads], 12)).picks]


def test_no_choice_is_no_week() -> None:
    """Without choices nothing is picked, and that is proven."""
    solution = solve(problem([]))
    assert ((), 0.0, 0.0) == (solution.picks, solution.objective, solution.gap)


def test_tie_goes_to_the_earlier_choice() -> None:
    """Of two choices that are worth the same the first is taken."""
    twins = [choice("read", 9, 0.5, (name,)) for name in ("a", "b")]
    assert ["a"] == [one.works[0] for one, _ in solve(problem(twins, 9)).picks]


def test_cut_solver_leaves_a_greedy_week() -> None:
    """A solver that may not begin leaves a greedy week with a gap above zero."""
    reads = [choice("read", 3, 0.5, (f"read-{n}",)) for n in range(9)]
    solution = solve(replace(problem(reads), time_limit_s=0.0))
    assert 4 == len(solution.picks)
    assert solution.gap >= 0


def test_variants_of_one_bundle_count_once() -> None:
    """Three lengths of one bundle are material for one unit."""
    bundle = [choice("skim", minutes, 0.5, ("a", "b")) for minutes in (3, 4, 5)]
    assert 1 == n_possible(QUOTAS[2], bundle)
