"""Numbers as reports print them."""

from __future__ import annotations

import pytest

from mainstem.reports.numbers import value


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ("1,170B", 1.17e12),
        ("14.8 trillion", 1.48e13),
        ("14.8T", 1.48e13),
        ("2.2 × 10-4", 2.2e-4),
        ("10−5", 1e-5),
        ("5e -6", 5e-6),
        ("4.2e-4", 4.2e-4),
        ("4,608", 4608),
        ("eight", 8),
        ("many", None),
        ("3x", None),
    ],
)
def test_a_printed_number(told: str, number: float | None) -> None:
    """Scales, separators, lost superscripts and words."""
    assert number == pytest.approx(value(told)) if number is not None else value(told) is None


def test_a_context_counts_in_units_of_1024() -> None:
    """128K tokens of context are 131,072; a million is decimal."""
    assert (131072, 1e6) == (value("128K", k=1024), value("1M", k=1024))


def test_a_scaled_number_has_no_noise_behind_it() -> None:
    """4.1 million is a whole number, and 16.4 billion too."""
    assert (4_100_000, 16_400_000_000) == (value("4.1M"), value("16.4B"))
