"""The methods after pre-training."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("During the SFT stage the context is 32K.", "SFT"),
        ("The SFT corpus holds code and dialogues.", "SFT"),
        ("We release instruction-tuned checkpoints of Brook-2.", "SFT"),
        ("In the Proximal Policy Optimization (PPO) algorithm, we clip twice.", "PPO"),
        ("We merge the resulting expert models into one.", "model merging"),
        ("The prover is trained by expert iteration.", "expert iteration"),
        ("For the RL algorithm, we take the one of our earlier work.", "RL"),
        ("We offer Brook-2 Talk, a fine-tuned version for chats.", "fine-tuning"),
        ("## Supervised Fine-Tuning\n\nThere are 1M dialogues.", "SFT"),
        ("## Strong-to-Weak Distillation\n\nSmall students learn from a large teacher.", "distillation"),
    ],
)
def test_a_method_is_told(told: Told, text: str, method: str) -> None:
    """By what was done with it, by its stage or data, or by the heading of its section."""
    assert [method] == [one.normalised for one in told(text) if one.field == "post_training"]


@pytest.mark.parametrize(
    "text",
    [
        "Methods like DPO (Rill et al., 2023) can be employed.",
        "The model is converted by distillation (Abel et al., 2024; Bea et al., 2025; Cole et al., 2025).",
        "Our results show that the model initialized with RFT saturates early.",
        "It matches DAPO's performance in half the steps.",
        "Fast decoding speeds up the RL training.",
        "We leave RLHF for future work.",
        "We start without fine-tuning (e.g., distillation or SFT).",
        "Our future work will improve it through RL training.",
        "We collect problems from open datasets, including BigMath (Abel et al., 2025) and DAPO (Bea et al., 2025).",
        "Unlike others they apply PPO-style clipping.",
        "We reinforce what was learned.",
        "## Related work on distillation\n\n### Distillation\n\nMuch was written on it.",
    ],
)
def test_what_was_not_done_is_no_method(told: Told, text: str) -> None:
    """What may be done, what the literature does, what came of it, and what was left for later."""
    assert [] == [one.normalised for one in told(text) if one.field == "post_training"]


def test_an_algorithm_says_more_than_its_kind(told: Told) -> None:
    """Beside GRPO that there was reinforcement learning says nothing."""
    text = "We perform RL training. We adopt GRPO. We offer a fine-tuned version."
    assert ["GRPO"] == [one.normalised for one in told(text) if one.field == "post_training"]


def test_both_of_a_pair_are_told(told: Told) -> None:
    """What follows "supervised fine-tuning and"."""
    text = "Brook-2 is enhanced through supervised fine-tuning and reinforcement learning."
    assert {"SFT", "RL"} == {one.normalised for one in told(text) if one.field == "post_training"}
