"""zotero-arxiv-daily's formula."""

from __future__ import annotations

from datetime import date

import pytest

from mainstem.bench.ranking_zotero import method
from tests.bench.conftest import MakeThen

KNOWN = {f"{name}{n:02}": name for n in range(6) for name in ("kernels", "poems", "trains")}
ASKED = ["kernels05", "poems05", "trains05"]


def test_scores_are_those_of_the_formula(then: MakeThen) -> None:
    """The newest addition weighs 1, the second 1 / (1 + log10 2); their sum is brought to 1, the score to ten."""
    library = {"poems00": date(2024, 2, 1), "kernels00": date(2024, 3, 1)}
    newest, second = 1.0, 1 / (1 + 0.30103)
    expected = [10 * newest / (newest + second), 10 * second / (newest + second), 0.0]
    assert pytest.approx(expected, abs=1e-4) == method().scores(then(KNOWN, library, ASKED)).tolist()


def test_an_empty_library_likes_nothing(then: MakeThen) -> None:
    """All are alike before a first addition."""
    assert [0.0] * 3 == method().scores(then(KNOWN, {}, ASKED)).tolist()
