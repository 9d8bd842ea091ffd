"""Who talks about a work."""

from __future__ import annotations

import pytest

from mainstem.model import ItemKind, Signal, Talk, Work
from mainstem.signals import discussion
from tests.signals.fakes import known, work

USUAL = [work(f"Usual {n}", talk=(Talk("forum", "thread", "", "", 9),)) for n in range(10)]


def _talk(points: int | None, source: str = "forum", kind: ItemKind = "thread") -> Talk:
    return Talk(source, kind, "", "", points)


def _of(*talk: Talk, kind: str = "paper", beside: list[Work] = USUAL) -> Signal:
    return discussion.values([work("Any", kind=kind, talk=talk), *beside], known())[0]


@pytest.mark.parametrize(("points", "value"), [(9, 1 / 2), (29, 3 / 4), (79, 8 / 9), (5000, 8 / 9)])
def test_a_thread_counts_by_how_far_it_stands_out_in_its_place(points: int, value: float) -> None:
    """Three times the usual ten makes three to one; beyond eight times nothing is added."""
    assert Signal("discussion", pytest.approx(value), f"{points:,} points at Forum") == _of(_talk(points))


def test_a_loud_place_is_no_better_than_a_quiet_one() -> None:
    """Nine hundred points where nine hundred are usual say what nine say where nine are usual."""
    loud = [work(f"Loud {n}", talk=(_talk(999, "loud-blog"),)) for n in range(10)]
    both = [*USUAL, *loud]

    assert _of(_talk(9), beside=both).value == _of(_talk(999, "loud-blog"), beside=both).value == 0.5


def test_independent_places_add_up_and_threads_of_one_do_not() -> None:
    """Five threads in one forum are one voice."""
    loud = [work(f"Loud {n}", talk=(_talk(9, "loud-blog"),)) for n in range(10)]
    both = [*USUAL, *loud]

    assert pytest.approx(2 / 3) == _of(_talk(9), _talk(9, "loud-blog"), beside=both).value
    assert 0.5 == _of(*[_talk(9)] * 5, beside=both).value


def test_a_poor_thread_sinks_and_a_poorly_discussed_paper_does_not() -> None:
    """One vote says something about a thread, and nothing against the paper it is about."""
    assert pytest.approx(0.001 / 1.001) == _of(_talk(0), kind="thread").value
    assert 0.5 == _of(_talk(0)).value


@pytest.mark.parametrize("talk", [(), (_talk(None),), (_talk(50, "rare-blog"),)])
def test_without_points_or_a_measure_for_them_it_is_unknown(talk: tuple[Talk, ...]) -> None:
    """Silence, no votes told, or a place too small to know what is usual."""
    assert Signal("discussion", None) == _of(*talk)
