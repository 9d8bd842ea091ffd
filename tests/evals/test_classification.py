"""Classification against its floors; the shared labels, trained anew in every fold, are for `./run evals`."""

from __future__ import annotations

from evals import files, measured
from mainstem.bench import classification, rows


def test_own_labels_reach_their_floor() -> None:
    """Every figure of the shipped model on the label file of this repository holds."""
    assert [] == [figure for figure in measured("classification", "own") if not figure.holds]


def test_own_labels_were_never_learned_from() -> None:
    """Or they would say nothing."""
    labelled = rows.read(files("classification")["own"], classification.FIELDS)
    assert not any(answer["learned"] for answer in classification.predict(labelled))
