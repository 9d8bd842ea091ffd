"""What works are about, in a home with the shipped snapshot."""

from __future__ import annotations

import pytest

from mainstem.errors import UsageError
from mainstem.wiring import Mainstem, classing

FLASH, FLASH_4 = "arxiv:2205.14135", "arxiv:2603.05451"


def test_every_work_is_classified_once(app: Mainstem) -> None:
    """A second look finds nothing to do."""
    assert classing.refresh(app) > 0
    assert 0 == classing.refresh(app)


def test_a_word_of_a_person_wins_at_once_and_can_be_taken_back(app: Mainstem) -> None:
    """A topic brings its axis; after the undo it is as before."""
    before = classing.of_work(app, app.find(FLASH))
    work = classing.correct(app, FLASH, {"topic": "platform/networking", "sector": "mixed"})
    now = classing.of_work(app, work)
    assert now is not None
    assert ("platform", "platform/networking", "mixed") == (now.axis, now.topic, now.sector)
    assert now.why.startswith("you said sector mixed · you said topic platform/networking")
    for _ in range(2):
        app.store.classes.undo("me")
    assert before == classing.of_work(app, work)


def test_a_correction_teaches_works_that_are_near(app: Mainstem) -> None:
    """A later FlashAttention is moved by what is said of the first, though it is asked for alone."""
    later = app.find(FLASH_4)
    before = classing.of_work(app, later)
    classing.correct(app, FLASH, {"topic": "platform/networking"})
    now = classing.of_work(app, later)
    assert (before and before.topic, True) == ("library/kernels", now is not None)
    assert before != now


@pytest.mark.parametrize(
    "said",
    [
        {"topic": "library/cooking"},
        {"axis": "kitchen"},
        {"kind": "poem"},
        {"axis": "model", "topic": "library/kernels"},
        {"relevance": "off", "axis": "model"},
    ],
)
def test_what_cannot_be_so_is_refused_whole(app: Mainstem, said: dict[str, str]) -> None:
    """Nothing of it is kept."""
    with pytest.raises(UsageError):
        classing.correct(app, FLASH, {"sector": "mixed", **said})  # type: ignore[dict-item]
    assert [] == app.store.classes.corrections()
