"""Shares of training data."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("The corpus has 60% code, 10% math and 30% other text.", {0.6, 0.1, 0.3}),
        ("Math and coding samples account for around 60% of all the data.", {0.6}),
        ("About 30% of the instruction data is in English.", {0.3}),
        ("We integrate a 20% replay of the older corpus.", {0.2}),
        ("The problems are samples of science, with mathematics as the majority (over 80%).", {0.8}),
        ("Its data are code (47.5%), books (6.4%) and the like.", {0.475, 0.064}),
        ("We keep a ratio of roughly 7:2:1 among English, Chinese and code data.", {"7:2:1"}),
        ("The prompts are 150K samples (math : code ratio 2:1).", {"2:1"}),
    ],
)
def test_shares_are_told(told: Told, text: str, shares: set[object]) -> None:
    """Whole mixtures, one share of all data, shares in brackets, and ratios."""
    assert shares == {one.normalised for one in told(text) if one.field == "data_mixture"}


@pytest.mark.parametrize(
    "text",
    [
        "The rate is halved once 60% of the training tokens are processed.",
        "With 30% of the data reserved for validation and 70% for training we go on.",
        "The ratio of linear to full attention layers is 3:1 on all data.",
        "It improves code by 20% and text by 80%.",
    ],
)
def test_what_is_no_share_of_data(told: Told, text: str) -> None:
    """Progress, validation, layers and scores."""
    assert [] == [one.normalised for one in told(text) if one.field == "data_mixture"]
