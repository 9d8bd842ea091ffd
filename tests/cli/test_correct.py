"""``mainstem correct``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run

FLASH = "2205.14135"


def test_what_changed_is_told(run: Run, planned: Path) -> None:
    """With what it was; `show` tells it from then on, and who said so."""
    assert planned.is_dir()
    told = run("correct", FLASH, "topic=library/compilers", "sector=mixed").out
    assert "topic      library/compilers  (was library/kernels)" in told
    shown = run("show", FLASH).out
    assert ("library/compilers · core · mixed · paper" in shown, "you said sector mixed" in shown) == (
        True,
        True,
    )


def test_corrections_are_listed_and_taken_back(run: Run, planned: Path) -> None:
    """The last of them first."""
    assert planned.is_dir()
    assert "Nothing was corrected yet" in run("correct", "--list").err
    run("correct", FLASH, "axis=model")
    assert "axis=model" in run("correct", "--list").out
    assert "Taken back: axis=model" in run("correct", "--undo").err
    assert "You corrected nothing" in run("correct", "--undo").err


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ((FLASH, "axis=kitchen"), "There are platform, library, dataset, model, external"),
        ((FLASH, "colour=red"), "is none of relevance=, axis=, topic=, sector=, kind="),
        ((FLASH,), "needs a work and what is so of it"),
        (("2999.99999", "axis=model"), "2999.99999"),
    ],
)
def test_what_cannot_be_used_is_told(run: Run, planned: Path, told: tuple[str, ...], says: str) -> None:
    """With what can."""
    assert planned.is_dir()
    ended = run("correct", *told)
    assert (2, True) == (ended.code, says in " ".join(ended.err.split()))
