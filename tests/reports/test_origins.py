"""What a model was trained from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("Brook-2 is developed based on our previous Qwen2.5-7B model.", "Qwen2.5-7B"),
        ("Building on an intermediate Gemma-2-9B checkpoint, we train Brook-2.", "Gemma-2-9B"),
        ("We extend the context length of Qwen2.5-7B-Base and tune it.", "Qwen2.5-7B-Base"),
        ("We perform supervised fine-tuning on Qwen2.5-Base-72B.", "Qwen2.5-Base"),
        ("We offer Brook-2-Base, and Brook-2-Chat, a fine-tuned version of it.", "Brook-2-Base"),
    ],
)
def test_a_base_model_is_told(told: Told, text: str, base: str) -> None:
    """What training began from, what was extended, and the base beside its tuned version."""
    assert [base] == [one.normalised for one in told(text) if one.field == "base_model"]


def test_a_model_held_against_is_no_base(told: Told) -> None:
    """A comparison is no beginning."""
    text = "We compare with Qwen2.5-7B-Base, and our scores are based on three runs."
    assert [] == [one.normalised for one in told(text) if one.field == "base_model"]
