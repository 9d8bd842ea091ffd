"""Learning rates and batch sizes in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "rates"),
    [
        ("We use AdamW with a peak learning rate of 3e-4, a weight decay of 0.1 and epsilon 1e-8.", [3e-4]),
        ("The learning rate is warmed up to 8 × 10-5 over 8,000 steps and decays to 8 × 10-7.", [8e-5]),
        ("Fine-tuning uses a learning rate of 0.00001 with weight-decay of 0.01.", [1e-5]),
        ("The learning rate increases from 0 to 2.5e-4, and then falls to 2.5e-5.", [2.5e-4]),
        ("A cosine schedule takes the learning rate from 7 × 10-6 to 7 × 10-7.", [7e-6]),
        ("The LR goes from 3e-4 to 2e-4 at 32K, then to 1e-4, and finally to 5e-5.", [3e-4]),
        ("The peak learning rates of both are 3.2e-4 and 1.6e-4, respectively.", [3.2e-4, 1.6e-4]),
        ("For SFT we use a cosine schedule with 2e-5 as the initial learning rate.", [2e-5]),
        ("We grid-search learning rates in {1e-4, 3e-4, 1e-3} for each task.", []),
        ("We sweep learning rates from 1e-5 to 1e-3.", []),
    ],
)
def test_learning_rates(told: Told, text: str, rates: list[float]) -> None:
    """A number is a learning rate where that noun is the last before it; ends of schedules and searches are none."""
    assert rates == values(told(text), "learning_rate_peak")


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("We use a global batch size of 2048.", [2048]),
        ("The batch size is ramped up from 16M to 64M tokens over the first 500B tokens.", [16e6, 64e6]),
        ("The batch size is adjusted to 8M, 10M, and 12M tokens.", [8e6, 10e6, 12e6]),
        ("Batch sizes are set to 15M for the first phase and 17M for the second.", [15e6, 17e6]),
        ("The batch size was 4M tokens.", [4e6]),
        ("Training runs with a batch of 1,024 sequences.", [1024]),
        ("Each training step processes 4 million tokens.", [4e6]),
        ("During RL, 512 prompts are sampled at every iteration.", [512]),
        ("In inference we use a batch size of 64.", []),
        ("The mini-batch size is 32.", []),
    ],
)
def test_batch_sizes(told: Told, text: str, sizes: list[float]) -> None:
    """One after the words, each of a list or a ramp, and what a step holds."""
    assert sizes == values(told(text), "batch_size")
