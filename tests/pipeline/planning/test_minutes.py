"""How long a piece takes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mainstem.model import ItemKind, SlotRule, Work
from mainstem.pipeline.planning.minutes import clamp, reading_min, slot_min
from tests.pipeline.planning.fakes import CADENCE, ranked

READ = SlotRule("read", "Read", 0, "week", 8, 30)
DEEP = next(rule for rule in CADENCE.slots if rule.kind == "deep_paper")


def work(kind: ItemKind = "post", n_words: int = 0, **extra: Any) -> Work:
    """A work of that kind with a text of so many words."""
    return replace(ranked("web:a", kind=kind).work, text="word " * n_words, extra=extra)


@pytest.mark.parametrize(
    ("kind", "n_words", "minutes"),
    [
        ("post", 2000, 10),  # whole: 200 words a minute
        ("post", 299, 10),  # a teaser says nothing: the kind's default
        ("paper", 250, 20),  # an abstract says nothing either
        ("thread", 100, 0.5),  # whole however short
        ("release", 0, 5),
        ("video", 0, 10),  # no default for its kind
    ],
)
def test_words_count_where_the_text_is_whole(kind: ItemKind, n_words: int, minutes: float) -> None:
    """Whole texts take their words, anything else the default of its kind."""
    assert minutes == reading_min(work(kind, n_words), CADENCE)


def test_duration_and_pages_say_more_than_the_kind() -> None:
    """An episode takes as long as it runs, a paper as long as its pages."""
    assert 30 == reading_min(work("episode", duration_s=1800), CADENCE)
    assert 30 == reading_min(work("paper", n_pages=12), CADENCE)


@pytest.mark.parametrize("duration", [0, -5, float("nan"), float("inf"), True, "1800", None])
def test_senseless_durations_say_nothing(duration: object) -> None:
    """A duration that cannot be one leaves the default."""
    assert 10 == reading_min(work("video", duration_s=duration), CADENCE)


@pytest.mark.parametrize(("pages", "minutes"), [(None, 60), (10, 45), (26, 65), (90, 75)])
def test_deep_paper_takes_the_slots_own_minutes(pages: int | None, minutes: int) -> None:
    """A deep paper is worked through: an hour unless its pages say otherwise, within 45 to 75."""
    extra = {} if pages is None else {"n_pages": pages}
    assert minutes == slot_min(work("paper", **extra), DEEP, CADENCE)


@pytest.mark.parametrize(("minutes", "clamped"), [(0.5, 8), (9.2, 10), (45, 30)])
def test_minutes_are_whole_and_within_the_slots_range(minutes: float, clamped: int) -> None:
    """Minutes are rounded up and drawn into the range."""
    assert clamped == clamp(minutes, READ)
