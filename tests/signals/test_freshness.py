"""How new a work is for its kind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mainstem.model import Signal
from mainstem.signals import freshness
from tests.signals.fakes import NOW, known, work


@pytest.mark.parametrize(
    ("kind", "age_d", "value", "evidence"),
    [
        ("paper", 0, 0.5**0.1, "today"),
        ("paper", 60, 0.5, "60 days old"),
        ("post", 14, 0.5, "14 days old"),
        ("post", 28, 0.25, "28 days old"),
        ("post", 1.4, 0.5**0.1, "1 day old"),
        ("paper", -2, 0.5**0.1, "today"),
        ("paper", 6, 0.5**0.1, "6 days old"),
    ],
)
def test_freshness_halves_at_the_half_life_of_the_kind(
    kind: str, age_d: float, value: float, evidence: str
) -> None:
    """A paper halves in 60 days and a post in 14; younger than a tenth of that is new."""
    it = work("Any", kind=kind, published_at=NOW - timedelta(days=age_d))

    assert [Signal("freshness", pytest.approx(value), evidence)] == freshness.values([it], known())  # type: ignore[arg-type]


def test_freshness_of_an_undated_work_is_unknown() -> None:
    """The day we first saw it says nothing about its age."""
    assert [Signal("freshness", None)] == freshness.values([work("Any", published_at=None)], known())


def test_freshness_of_a_kind_without_a_half_life_is_unknown() -> None:
    """The pack decides which kinds age."""
    assert [Signal("freshness", None)] == freshness.values([work("Any", kind="dataset")], known())
