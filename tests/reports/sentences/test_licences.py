"""The terms under which a model is given away."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("All models are accessible under Apache 2.0.", "Apache"),
        ("**License:** [Brook Open Model License](https://brook.example/terms)", "Brook Open Model License"),
        ("We open-source Brook-2 together with its tokenizer.", "open"),
        ("We release the code and the model checkpoints.", "open"),
        ("The models can be accessed at https://huggingface.co/brook.", "open"),
        ("Brook-2 is an efficient open-source language model.", "open"),
        ("We made our models publicly available for research.", "open"),
        ("We release the checkpoints of our model to the public.", "public weights"),
        ("We open-source Brook-2. Its weights are under the MIT license.", "MIT"),
    ],
)
def test_a_licence_is_told(told: Told, text: str, licence: str) -> None:
    """By its name; without one the weights are open, and beside a name that says nothing."""
    assert [licence] == [one.normalised for one in told(text) if one.field == "licence"]


@pytest.mark.parametrize(
    "text",
    [
        "We release our benchmark and its data.",
        "We open-source the training framework.",
        "We plan to release the larger model.",
        "Brook-2 outperforms open-source models.",
        "With all this we make two observations: Brook-2 is fast.",
        "Users reach Brook-2 with the API that we release.",
    ],
)
def test_what_gives_no_model_away_is_no_licence(told: Told, text: str) -> None:
    """Code, data, plans, others' models and interfaces."""
    assert [] == [one.normalised for one in told(text) if one.field == "licence"]
