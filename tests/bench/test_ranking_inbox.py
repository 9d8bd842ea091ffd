"""Scholar Inbox's formula."""

from __future__ import annotations

from datetime import date

from mainstem.bench.ranking_inbox import method
from tests.bench.conftest import MakeThen

KNOWN = {f"{name}{n:02}": name for n in range(6) for name in ("kernels", "poems")}


def test_liked_words_beat_random_ones(then: MakeThen) -> None:
    """Log-odds of liked against random papers, the same every time it is asked."""
    asked = then(KNOWN, {"kernels00": date(2024, 3, 1)}, ["kernels05", "poems05"])
    like, poem = method().scores(asked).tolist()
    assert like > poem
    assert [like, poem] == method().scores(asked).tolist()


def test_who_liked_nothing_is_told_nothing(then: MakeThen) -> None:
    """All are alike before a first liked paper."""
    assert [0.0, 0.0] == method().scores(then(KNOWN, {}, ["kernels05", "poems05"])).tolist()
