"""Compute, time and money of a made-up model."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]
_SIZE = "It has 70B total parameters. We train it on 2T tokens. "


def test_compute_follows_from_parameters_and_tokens(checked: Checked) -> None:
    """6 N D, and tokens a parameter."""
    found = checked(_SIZE)
    assert pytest.approx(8.4e23) == found["training compute, 6 N D"].computed
    assert pytest.approx(2e12 / 70e9) == found["tokens a parameter"].computed


def test_tokens_of_one_stage_are_not_those_of_the_training(checked: Checked) -> None:
    """A stage's 300B tokens say nothing of the whole."""
    assert {} == checked("It has 70B total parameters. In the second stage we train on 300B tokens.")


def test_a_mixture_that_hides_its_active_parameters_has_no_compute(checked: Checked) -> None:
    """6 N D with all parameters would be far too much."""
    text = _SIZE + "Each layer has 64 routed experts."
    assert "training compute, 6 N D" not in checked(text)


def test_hours_that_no_machine_could_have_worked_are_inconsistent(checked: Checked) -> None:
    """A hundred thousand hours are too few for 8.4e23 FLOP on these accelerators."""
    text = _SIZE + "Training took 100K H800 GPU hours on H800 GPUs."
    assert "inconsistent" == checked(text)["utilisation implied"].verdict


def test_hours_after_pretraining_are_not_held_against_its_compute(checked: Checked) -> None:
    """The reinforcement learning took these."""
    text = _SIZE + "The RL training on H800 GPUs took 5K H800 GPU hours."
    assert "utilisation implied" not in checked(text)


def test_machines_and_days_make_hours(checked: Checked) -> None:
    """512 accelerators for 40 days."""
    found = checked("Training on 512 A100 GPUs took 40 days.")["GPU-hours"]
    assert (512 * 40 * 24, "estimate") == (found.computed, found.verdict)


def test_machines_of_a_node_are_not_the_cluster(checked: Checked) -> None:
    """Sixteen nodes worked, not eight accelerators."""
    text = "Training took 14 days on a cluster of 16 nodes, each equipped with 8 A100 GPUs."
    assert "GPU-hours" not in checked(text)


def test_money_is_held_against_the_hours_of_its_own_stage(checked: Checked) -> None:
    """512 accelerators for three weeks of reinforcement learning, not the hours of the pre-training."""
    text = (
        "The pre-training took 5M H800 GPU hours. The RL training took 21 days on 512 H800 GPUs. "
        "The cost of the RL training is $516,096."
    )
    assert 2.0 == checked(text)["price of a GPU-hour"].computed


def test_the_compute_told_may_hold_what_is_computed_twice(checked: Checked) -> None:
    """4/3 of 6 N D: activations computed twice."""
    found = checked(_SIZE + "The training required 1.12e24 FLOPs of compute.")["compute told, in 6 N D"]
    assert (pytest.approx(4 / 3), "estimate") == (found.computed, found.verdict)


def test_a_price_that_nobody_pays_is_inconsistent(checked: Checked) -> None:
    """A hundred dollars an hour."""
    text = "Training took 1M H800 GPU hours. Training cost $100M in all."
    assert "inconsistent" == checked(text)["price of a GPU-hour"].verdict


def test_a_price_is_held_against_the_one_that_is_told(checked: Checked) -> None:
    """Two dollars an hour, as it says."""
    text = "Training took 1M H800 GPU hours. At $2 per GPU hour, training cost $2M in all."
    found = checked(text)["price of a GPU-hour"]
    assert (2.0, "consistent") == (found.stated, found.verdict)


def test_a_corpus_that_is_smaller_than_the_tokens_was_seen_again(checked: Checked) -> None:
    """2T tokens of a corpus of half a trillion."""
    found = checked(_SIZE + "Our tokenized corpus has 500B tokens.")["epochs over the corpus"]
    assert 4.0 == found.computed


@pytest.mark.parametrize(
    "corpus", ["Our code corpus has 500B tokens.", "A subset of the corpus has 500B tokens."]
)
def test_a_part_of_the_corpus_tells_no_epochs(checked: Checked, corpus: str) -> None:
    """All tokens over those of a part would be nonsense."""
    assert "epochs over the corpus" not in checked(_SIZE + corpus)
