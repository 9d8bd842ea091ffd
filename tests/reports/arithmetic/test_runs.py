"""Which parameters saw which tokens, in made-up reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]
_NAME = "training compute, 6 N D"
_SIZE = "It has 70B total parameters. "


@pytest.mark.parametrize(
    "text",
    [
        "In the second stage we train on 300B tokens.",
        "It performs like other open-source models trained on 3T tokens.",
        "It performs like Falcon 40B trained on 3T tokens.",
        "The RL training is on 3B tokens.",
        "Let C be the cost of training a 0.3B dense model for 300B tokens.",
        "Experiments with over 1T training tokens show the same.",
    ],
)
def test_tokens_of_a_stage_or_of_others_make_no_compute(checked: Checked, text: str) -> None:
    """They are not those of the model's whole training."""
    assert _NAME not in checked(_SIZE + text)


def test_what_is_trained_on_goes_before_what_a_corpus_holds(checked: Checked) -> None:
    """Two of the three trillion were used."""
    text = "We train Brook-2 on 2T tokens. The raw data for training contains more than 3T training-ready tokens."
    assert 6 * 70e9 * 2e12 == checked(_SIZE + text)[_NAME].computed


@pytest.mark.parametrize(
    "text",
    ["Each layer has 64 routed experts. ", "Brook-2 is a mixture-of-experts model. "],
)
def test_a_mixture_that_hides_its_active_parameters_has_no_compute(checked: Checked, text: str) -> None:
    """6 N D with all parameters would be far too much."""
    assert _NAME not in checked(_SIZE + text + "We train Brook-2 on 2T tokens.")


def test_variants_of_a_table_keep_their_own_tokens(checked: Checked) -> None:
    """The larger one's compute comes first; nobody gets the other's tokens."""
    table = (
        "| Model | Activated Params | Training Tokens |\n| --- | --- | --- |\n"
        "| Brook-2 7B | 7B | 4T |\n| Brook-2 70B | 70B | 2T |\n"
    )
    found = checked(table)[_NAME]  # by name: the last stands
    assert 6 * 7e9 * 4e12 == found.computed


def test_a_size_that_does_not_fit_the_name_is_not_the_models(checked: Checked) -> None:
    """The 13B are those of somebody else, whatever was read."""
    text = "Brook-2 7B outperforms models with 13B parameters. Brook-2 7B is trained on 2T tokens."
    assert 6 * 7e9 * 2e12 == checked(text)[_NAME].computed


def test_tokens_before_later_stages_are_those_of_the_training(checked: Checked) -> None:
    """A sentence that goes on to tuning tells what came first."""
    text = "Trained on more than 20T tokens, Brook-2 is then enhanced through supervised fine-tuning."
    assert 6 * 70e9 * 20e12 == checked(_SIZE + text)[_NAME].computed
