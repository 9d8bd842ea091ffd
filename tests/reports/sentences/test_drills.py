"""Samples and steps of reinforcement learning in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "field", "numbers"),
    [
        ("For RL, the dataset contains 150K samples.", "rl_samples", [150_000]),
        ("We train with PPO for 1.2K steps on 30k math problems.", "rl_samples", [30_000]),
        ("We train with PPO for 1.2K steps on 30k math problems.", "rl_steps", [1200]),
        ("RL ran for 90 steps at first and then for 160 steps, totaling 250.", "rl_steps", [90, 160, 250]),
        ("After filtering by pass@8 we keep 53K logic samples for our RL training.", "rl_samples", [53_000]),
        ("RL follows fine-tuning on 600k samples.", "rl_samples", []),
        ("In RL each prompt gets 200 samples.", "rl_samples", []),
        ("The reward of RL falls after 500 steps.", "rl_steps", []),
    ],
)
def test_samples_and_steps(told: Told, text: str, field: str, numbers: list[int]) -> None:
    """What it was run on and how long; fine-tuning's, a batch's and a moment's are none."""
    assert numbers == values(told(text), field)
