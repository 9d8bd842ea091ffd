"""The figures of the time-travel benchmark."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import numpy as np
import pytest

from mainstem.bench.ranking_metrics import SKIM, Measured, draws, of_week

WEEKS = [[1, 3], [2, 30, 60, 80, 100], [21]]


def test_figures_by_hand() -> None:
    """Recall and papers to skim are pooled, AP is a mean of weeks."""
    figures = Measured(WEEKS, draws(3)).figures
    by_hand = ((1 + 2 / 3) / 2 + (1 / 2 + 2 / 30 + 3 / 60 + 4 / 80 + 5 / 100) / 5 + 1 / 21) / 3
    assert pytest.approx(by_hand) == figures["AP"]
    assert pytest.approx((3 / 8, 80)) == (figures["recall@20"], figures[SKIM])
    assert {"n_relevant": 1, "recall@20": 0.0, "recall@50": 1.0, SKIM: 21}.items() <= of_week([21]).items()


def test_a_method_differs_from_itself_by_nothing() -> None:
    """Differences are paired: both sides are drawn alike."""
    measured, drawn = Measured(WEEKS, draws(3)), draws(3)
    again = Measured(WEEKS, drawn)
    assert {0.0} == {
        end for name, v in measured.minus(again).items() for end in (v if name.endswith("95") else [v])
    }


def test_figures_are_those_of_the_data_s_own_script(shared: Path) -> None:
    """Every figure and every interval, on random ranks."""
    spec = importlib.util.spec_from_file_location("eval_py", shared / "evals" / "ranking" / "eval.py")
    assert spec is not None
    assert spec.loader is not None
    theirs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(theirs)
    dice = random.Random(1)
    weeks = [sorted(dice.sample(range(1, 300), dice.randint(1, 12))) for _ in range(11)]
    rng = random.Random(0)
    drawn = [[rng.choice(range(11)) for _ in weeks] for _ in range(theirs.DRAWS)]
    figures = [theirs.metrics([weeks[n] for n in draw]) for draw in drawn]
    expected = {
        name: (value, *theirs.interval([f[name] for f in figures]))
        for name, value in theirs.metrics(weeks).items()
    }
    ours = Measured(weeks, draws(11)).document()
    told = [(ours[name], *ours[f"{name}_95"]) for name in ours if not name.endswith("_95")]
    np.testing.assert_allclose(list(expected.values()), told, atol=1e-4)
