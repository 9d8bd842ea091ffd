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


@pytest.mark.parametrize(
    ("text", "bases"),
    [
        ("We propose Brook-2-Survey, a model built upon Brook-2-8B that writes.", ["Brook-2-8B"]),
        ("Based on Brook-2-7B, we employ supervised fine-tuning.", ["Brook-2-7B"]),
        ("We fine-tuned Brook-2-Base on long dialogues.", ["Brook-2-Base"]),
        (
            "Our students are trained initializing from Qwen2.5-1.5B and Qwen2.5-7B, respectively.",
            ["Qwen2.5-1.5B", "Qwen2.5-7B"],
        ),
        ("We performed SFT on Qwen2.5-7B with our own dialogues.", ["Qwen2.5-7B"]),
        ("We fine-tuned Qwen2.5-7B as a classifier of pages.", []),
        ("We fine-tune the Brook-2-7B for 4 epochs.", []),
        ("For comparison, we applied supervised fine-tuning to the Qwen2.5-7B-Base model.", []),
    ],
)
def test_siblings_and_lists_are_bases(told: Told, text: str, bases: list[str]) -> None:
    """A version may come from its own family, and two from two; what was tuned for a comparison is none."""
    assert bases == [one.normalised for one in told(text) if one.field == "base_model"]
