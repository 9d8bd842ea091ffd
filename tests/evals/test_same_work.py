"""One work against its floors."""

from __future__ import annotations

from pathlib import Path

from evals import files, measured
from mainstem.bench import rows, same_work


def test_own_labels_reach_their_floor() -> None:
    """Every figure on the label file of this repository holds."""
    assert [] == [figure for figure in measured("same-work", "own") if not figure.holds]


def test_labels_that_no_rule_looked_at_reach_their_floor() -> None:
    """Pairs written before the rules they check, from what we know of these works."""
    assert [] == [figure for figure in measured("same-work", "check") if not figure.holds]


def test_shared_labels_reach_their_floor(shared: Path) -> None:
    """Every figure on the labels beside the checkout holds."""
    assert shared.is_dir()
    assert [] == [figure for figure in measured("same-work", "shared") if not figure.holds]


def test_no_successor_is_merged() -> None:
    """Neither with all evidence nor from text alone."""
    labelled = rows.read(files("same-work")["own"], same_work.FIELDS)
    result = same_work.score(labelled, same_work.predict(labelled))
    assert ({}, {}) == (result["merged"], result["text_only"]["merged"])
