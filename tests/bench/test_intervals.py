"""Shares, macro-F1 and their intervals."""

from __future__ import annotations

from mainstem.bench.intervals import macro_f1, share


def test_a_share_lies_in_its_interval() -> None:
    """Three of four are right; the interval is wide because four rows say little."""
    value, (low, high) = share([True, True, True, False])
    assert 0.75 == value
    assert low < 0.75 < high


def test_nothing_to_measure_is_zero() -> None:
    """No rows make no figure, and no error."""
    assert (0.0, [0.0, 0.0]) == share([])
    assert (0.0, [0.0, 0.0]) == macro_f1([], [])


def test_macro_f1_is_the_mean_over_classes() -> None:
    """Worked by hand: F1 of a is 2*1/(2+1), of b 2*1/(1+2); a wrong class of its own has no part."""
    assert 0.6667 == macro_f1(["a", "a", "b"], ["a", "b", "b"])[0]


def test_a_miss_that_is_no_class_costs_recall_only() -> None:
    """Saying something that is no class lowers the F1 of the class that was meant, and no other."""
    assert 0.8333 == macro_f1(["a", "a", "b"], ["a", "?", "b"])[0]


def test_classes_can_be_chosen() -> None:
    """Rows of other classes still count as false hits of the chosen ones."""
    assert 0.6667 == macro_f1(["a", "z"], ["a", "a"], among=["a"])[0]


def test_intervals_are_the_same_every_time() -> None:
    """The seed is fixed."""
    assert share([True, False] * 20) == share([True, False] * 20)
