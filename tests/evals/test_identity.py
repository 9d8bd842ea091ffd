"""URL identity against its floors."""

from __future__ import annotations

from pathlib import Path

from evals import Figure, measured


def test_own_labels_reach_their_floor() -> None:
    """Every figure on the label file of this repository holds."""
    assert [] == [figure for figure in measured("identity", "own") if not figure.holds]


def test_shared_labels_reach_their_floor(shared: Path) -> None:
    """Every figure on the labels beside the checkout holds."""
    assert shared.is_dir()
    assert [] == [figure for figure in measured("identity", "shared") if not figure.holds]


def test_a_figure_below_its_floor_does_not_hold() -> None:
    """The comparison that the other tests rest on."""
    assert not Figure("x", 0.5, None, 0.6).holds
    assert Figure("x", 0.6, None, 0.6).holds
    assert Figure("x", 0.1, None, None).holds
