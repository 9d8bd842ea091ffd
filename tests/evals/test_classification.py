"""Classification against its floors."""

from __future__ import annotations

from pathlib import Path

from evals import files, measured
from mainstem.bench import classification, rows


def test_own_labels_reach_their_floor() -> None:
    """Every figure of the shipped model on the label file of this repository holds."""
    assert [] == [figure for figure in measured("classification", "own") if not figure.holds]


def test_own_labels_were_never_learned_from() -> None:
    """Or they would say nothing."""
    labelled = rows.read(files("classification")["own"], classification.FIELDS)
    assert not any(answer["learned"] for answer in classification.predict(labelled))


def test_shared_labels_reach_their_floor(shared: Path) -> None:
    """Trained anew in every fold; takes about a minute."""
    assert shared.is_dir()
    figures = measured("classification", "shared", cross_validated=True)
    assert [] == [figure for figure in figures if not figure.holds]
