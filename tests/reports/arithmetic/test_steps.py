"""Steps, batches, lengths and days of a made-up run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]


def test_steps_times_batch_times_length_are_the_tokens(checked: Checked) -> None:
    """A paragraph tells all four."""
    text = (
        "The batch size is set to 1,024 sequences and the sequence length to 4K. "
        "We train for 250,000 steps on 1T tokens."
    )
    found = checked(text)["steps × batch × length"]
    assert (250_000 * 1024 * 4096, "consistent") == (found.computed, found.verdict)


def test_a_batch_in_tokens_needs_no_length(checked: Checked) -> None:
    """4M tokens a step."""
    text = "With a batch size of 4M tokens, 500,000 steps make a training run of 2T tokens."
    found = checked(text)["steps × batch × length"]
    assert (2e12, "consistent") == (found.computed, found.verdict)


def test_steps_that_make_other_tokens_are_inconsistent(checked: Checked) -> None:
    """An eighth too few."""
    text = "With a batch size of 4M tokens we train for 500,000 steps, that is on 2.3T tokens."
    assert "inconsistent" == checked(text)["steps × batch × length"].verdict


def test_tokens_of_another_stage_are_left_alone(checked: Checked) -> None:
    """A tenth of the tokens told belongs to some other stage."""
    text = "With a batch size of 4M tokens we train for 50,000 steps. The whole training is on 2T tokens."
    assert "steps × batch × length" not in checked(text)


def test_warm_up_steps_are_not_the_training(checked: Checked) -> None:
    """The first 2,000 steps make no tokens that are told."""
    text = "With a batch size of 4M tokens and a warm-up of 2,000 steps we train on 8B tokens."
    assert "steps × batch × length" not in checked(text)


def test_a_batch_is_held_against_its_tokens(checked: Checked) -> None:
    """1,408 sequences of 4,096."""
    text = "With a batch size of 1408 and a sequence length of 4096, each batch contains 5.8M tokens in pre-training."
    assert "consistent" == checked(text)["batch × length"].verdict


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("We launched the training run on March 3, 2030. It completed on May 2, 2030.", 60),
        ("We started training on December 20. As of January 19 we finished the run.", 30),
        (
            "We launched the run on March 3, 2030. A second run started on April 2, 2030. It ended on May 2, 2030.",
            30,
        ),
    ],
)
def test_days_go_from_the_last_start_to_the_end(checked: Checked, text: str, days: int) -> None:
    """Over the turn of a year too."""
    assert days == checked(text)["days by the calendar"].computed


def test_a_day_that_does_not_exist_is_no_day(checked: Checked) -> None:
    """Nothing comes of the 31st of February."""
    text = "We launched the training run on February 31, 2030. It completed on May 2, 2030."
    assert "days by the calendar" not in checked(text)
