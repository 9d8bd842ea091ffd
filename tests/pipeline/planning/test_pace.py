"""The reader's pace, and how good the estimates are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mainstem.model import Habits, Reading
from mainstem.pipeline.planning.minutes import density, reading_min
from mainstem.pipeline.planning.pace import accuracy, pace_of
from tests.pipeline.planning.fakes import CADENCE, NOW, many, ranked, week
from tests.pipeline.planning.test_plan import slots_of


def readings(kind: str, ratio: float, n: int) -> list[Reading]:
    """Readings that took ``ratio`` times the estimate."""
    return [
        Reading("me", f"web:{kind}/{i}", kind, 20.0, 20.0 * ratio, NOW + timedelta(hours=i)) for i in range(n)
    ]


def test_pace_goes_to_what_readings_took() -> None:
    """Nothing without readings; one moves it a little, thirty nearly all the way; other kinds follow."""
    assert {} == pace_of([])
    assert 1 < pace_of(readings("paper", 2.0, 1))["paper"] < 1.5
    learned = pace_of(readings("paper", 2.0, 30))
    assert 2.0 == pytest.approx(learned["paper"], rel=0.1)
    assert learned[""] > 1.5


def test_an_absurd_reading_counts_as_a_bounded_one() -> None:
    """A hundredfold time is taken for a fourfold one."""
    assert pace_of(readings("post", 100.0, 1)) == pace_of(readings("post", 4.0, 1))


def test_the_error_falls_with_what_is_learned() -> None:
    """Each reading is estimated from those before it: never from itself."""
    everything, paper = accuracy(readings("paper", 1.5, 20))
    assert ("", "paper", 20) == (everything.kind, paper.kind, paper.n)
    assert (pytest.approx(1 / 3), True) == (paper.plain, paper.paced < paper.plain / 2)
    assert [] == accuracy([])
    assert accuracy(readings("paper", 1.5, 1))[0].plain == accuracy(readings("paper", 1.5, 1))[0].paced


def test_dense_text_takes_longer() -> None:
    """Numbers and formulas up to double the time of prose."""
    assert 0 == density("plain words only, and more of them")
    assert 1 == density("x=1 y=2 z[3] {4}")
    prose, dense = (replace(ranked("web:a").work, text=text * 400) for text in ("word ", "x=1 "))
    assert reading_min(dense, CADENCE) == 2 * reading_min(prose, CADENCE)


def test_a_slow_reader_gets_longer_slots() -> None:
    """The plan's minutes are the reader's own."""
    works = many(100)
    (usual,), (slow,) = (
        slots_of(week(works, habits=Habits(pace=pace)), "deep_paper") for pace in ({}, {"": 1.2})
    )
    assert (60, 72) == (usual.minutes, slow.minutes)
