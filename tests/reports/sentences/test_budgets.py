"""Tokens of training in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Brook-2 was pre-trained on a corpus of about 15T multilingual tokens.", [15e12]),
        ("Pre-training consumed 23T tokens overall.", [23e12]),
        ("The first stage covers 10T tokens and the second stage 5T tokens.", [10e12, 5e12]),
        ("We train the stages on 8T, 1.2T and 100B tokens, respectively.", [8e12, 1.2e12, 1e11]),
        ("We anneal on another 40B tokens.", [40e9]),
        ("We pre-train Brook-2 for two trillion tokens.", [2e12]),
        ("The number of training tokens is 3.2T.", [3.2e12]),
        ("Each of 1,000 steps holds 16 sequences, resulting in a total of 2.1B tokens of training.", [2.1e9]),
        ("We collect 3.5T tokens of code for training.", []),
        ("Our training corpus contains 5T tokens after filtering.", []),
        ("Training 1 trillion tokens costs six million.", []),
        ("The rate is warmed up over the first 84B tokens of training.", []),
        ("Zhou et al. (2023) train a model with 3B parameters on 100B tokens.", []),
        ("For example, a model with 10 billion parameters is trained on 205 billion tokens.", []),
    ],
)
def test_tokens_of_training(told: Told, text: str, tokens: list[float]) -> None:
    """What governs the number says whether it is trained on or only held; a part or a rate is none."""
    assert tokens == values(told(text), "training_tokens")
