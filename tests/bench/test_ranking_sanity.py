"""arxiv-sanity-lite and arxiv-sanity-x."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mainstem.bench.ranking_sanity import ArxivSanity, lite, x
from tests.bench.conftest import MakeThen

KNOWN = {f"{name}{n:02}": name for n in range(12) for name in ("kernels", "sparse-attention", "poems")}
DAY = date(2024, 3, 1)


@pytest.mark.parametrize("make", [lite, x])
def test_what_is_like_the_tagged_ones_comes_first(make: Callable[[], ArxivSanity], then: MakeThen) -> None:
    """Learned from a few tagged papers against all others."""
    tagged = {f"sparse-attention{n:02}": DAY for n in range(6)}
    poem, like = make().scores(then(KNOWN, tagged, ["sparse-attention11", "poems11"])).tolist()
    assert like > poem


@pytest.mark.parametrize("make", [lite, x])
def test_without_a_tagged_paper_all_are_alike(make: Callable[[], ArxivSanity], then: MakeThen) -> None:
    """Nothing is guessed."""
    assert [0.0, 0.0] == make().scores(then(KNOWN, {}, ["kernels11", "poems11"])).tolist()


def test_only_the_newer_one_keeps_hyphens(then: MakeThen) -> None:
    """``sparse-attention`` is two words and their pair to the one, a single word to the other."""
    works = then({"a": "sparse-attention"}, {}, []).known
    assert [3, 1] == [int(make().terms.counts(works).sum()) for make in (lite, x)]
