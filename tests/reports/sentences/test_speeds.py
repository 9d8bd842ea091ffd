"""Utilisation, throughput and speed-ups in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "speeds"),
    [
        ("We reach an MFU of 46.2%.", [0.462]),
        ("Training sustains 41-43% MFU.", [0.41, 0.43]),
        ("We attain a hardware FLOPs utilization of 57.8% in training.", [0.578]),
        ("We achieve 430 TFLOPS per GPU during training.", [430]),
        ("Our system delivers a throughput of 380 tokens per second per GPU.", [380]),
        ("The training speed is 4,000-5,000 tokens/GPU/second.", [4000, 5000]),
        ("We saw a throughput of 1900 per GPU per second.", [1900]),
        ("The optimizations give a 1.6x training speedup.", [1.6]),
        ("Our asynchronous system trains 2.5× faster.", [2.5]),
        ("It speeds up RL training by 1.5 times.", [1.5]),
        ("Packing brings a 3.7-fold increase in training throughput.", [3.7]),
        ("Brook-2 decodes up to 6× faster at long contexts.", [6]),
        ("The theoretical peak of the chip is 989 TFLOPS.", []),
        ("We aim at a target of 20 tokens/sec.", []),
        ("It needs 3 times the memory and converges 2× faster.", []),
    ],
)
def test_speeds(told: Told, text: str, speeds: list[float]) -> None:
    """Shares, numbers with their unit and factors; peaks of chips, targets and other ratios are none."""
    assert speeds == values(told(text), "mfu_or_throughput")


def test_a_speed_of_inference_is_not_of_training(told: Told) -> None:
    """Its stage says so."""
    (one,) = [one for one in told("It reaches 2.5× decoding speedup.") if one.field == "mfu_or_throughput"]
    assert "inference_benchmark" == one.stage


def test_a_gain_in_percent_is_a_share(told: Told) -> None:
    """With its range; of memory it is none."""
    text = "Fusing brings 30-60% throughput gains. It saves 20% of memory."
    assert [0.3, 0.6] == values(told(text), "mfu_or_throughput")
