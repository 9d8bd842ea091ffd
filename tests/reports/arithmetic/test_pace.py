"""Machines, time and speed of a made-up training."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]
_RUN = (
    "It has 13B total parameters. We train Brook-2 on 3.2T tokens. Training on 512 A800 GPUs took 39 days. "
)


def test_hours_days_and_machines_of_one_sentence(checked: Checked) -> None:
    """180K hours are 3.7 days on 2,048 machines."""
    text = "Training on a trillion tokens takes 180K H800 GPU hours, that is 3.7 days on 2048 H800 GPUs."
    found = checked(text)["GPUs × hours"]
    assert (pytest.approx(2048 * 3.7 * 24), "consistent") == (found.computed, found.verdict)


def test_hours_a_trillion_tokens_make_those_of_the_training(checked: Checked) -> None:
    """3.2 trillion at 100K each, where 400K are told."""
    text = _RUN + "Each trillion tokens takes 100K GPU hours. The pre-training took 400K GPU hours in all."
    found = checked(text)["hours a trillion tokens × trillions"]
    assert (pytest.approx(320_000), "inconsistent") == (found.computed, found.verdict)


def test_speed_machines_and_days_make_the_tokens(checked: Checked) -> None:
    """1,873 tokens a second on each of 512 accelerators for 39 days."""
    found = checked(_RUN + "In training we reach 1873 tokens per GPU per second.")["speed × GPUs × days"]
    assert (1873 * 512 * 39 * 86400, "consistent") == (found.computed, found.verdict)


@pytest.mark.parametrize(
    ("share", "verdict"), [(47, "consistent"), (56, "estimate"), (95, "inconsistent"), (30, "inconsistent")]
)
def test_a_speed_means_a_utilisation(checked: Checked, share: int, verdict: str) -> None:
    """6 N allows for attention on top, not for twice the peak or for less."""
    text = f"In training we reach 1873 tokens per GPU per second and an MFU of {share}%."
    assert verdict == checked(_RUN + text)["utilisation by speed"].verdict


def test_the_speed_of_decoding_is_not_that_of_training(checked: Checked) -> None:
    """Serving reaches what it likes."""
    assert "utilisation by speed" not in checked(
        _RUN + "When decoding we reach 1873 tokens per GPU per second."
    )
