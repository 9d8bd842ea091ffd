"""Whose a value is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    "text",
    [
        "For example, an LLM with 10 billion parameters needs much data.",
        "Consider a model with 24 layers and a hidden size of 2048.",
        "For a typical 8B-parameter model, memory is the limit.",
        "Reed et al. (2023) employed continued pre-training with a 3B-parameter language model.",
        "Across all experiments, the models have 12 layers.",
        "We train several small models of 2B parameters.",
        "In a controlled experiment, we train a model on 100B tokens.",
        "Our results show that a model with 3B parameters is better.",
        "The reward model has 7B parameters.",
        "It is close to other open models trained on 3T tokens.",
        "Brook-1 has 7B parameters.",
        "In contrast, most such systems rely on 2,048 H800 GPUs.",
        "Training often relies on the AdamW optimizer.",
        "## Scaling laws\n\nWe set the number of Transformer layers to 12.",
        "## Synthetic tests\n\nThe peak learning rate is 2.2 × 10-4.",
        "We conduct a controlled comparison. The model is trained on 100B tokens.",
        "All variants are trained on 250B tokens.",
        "It even outperforms models with over 13B parameters.",
        "## Evaluation\n\n### Key findings\n\nWe use a peak learning rate of 2e-6.",
        "In the figure we show an example of a model with 24 layers.",
        "Our findings suggest that a model with 24 layers is best.",
        "Recent advances have reduced models to 12 layers.",
        "The data required to train Llama 3 from scratch is 15T tokens.",
        "## Introduction\n\nLinear attention scales to a context length of 1M tokens.",
        "We configure the quality classifier with a learning rate of 0.01.",
        "It is as good as Llama 3 8B trained on 15T tokens.",
    ],
)
def test_trials_examples_and_others_are_not_the_subjects(told: Told, text: str) -> None:
    """What was tried, what is supposed and what others did is no fact about the subject."""
    assert [] == [one.field for one in told(text) if not one.is_other]


@pytest.mark.parametrize(
    ("text", "field", "normalised"),
    [
        ("Upon preliminary experiments, we decided to adopt the AdamW optimizer.", "optimizer", "AdamW"),
        ("It has 14.4 billion parameters in total, slightly exceeding that of Llama 2 13B.", "total_parameters", 144e8),
        ("Brook-2 is built on our prior Rill-9B, and comprises 56B total parameters.", "total_parameters", 56e9),
        ("We fine-tune Rill-9B using a constant learning rate of 5e-6.", "learning_rate_peak", 5e-6),
        ("We continue pretraining Rill-9B on 7.5T tokens.", "training_tokens", 7.5e12),
        (
            "Our architecture follows the widely adopted Llama 3 structure: the model has 36 layers.",
            "n_layers",
            36,
        ),
        ("## Recipe and results\n\n### SFT\n\nThe peak learning rate is 4e-5.", "learning_rate_peak", 4e-5),
        ('Brook-2 is a "GPT"-style language model with 175 billion parameters.', "total_parameters", 175e9),
        ("## Evaluation\n\n### Experimental settings\n\nWe pre-train it on 7T tokens.", "training_tokens", 7e12),
        (
            "We conduct an ablation study. Based on it, we set the number of Transformer layers to 61.",
            "n_layers",
            61,
        ),
    ],
)  # fmt: skip
def test_what_is_done_with_another_model_is_the_subjects(
    told: Told, text: str, field: str, normalised: object
) -> None:
    """A model it is held against or built on owns nothing of it, and a decision is no trial."""
    assert normalised in [one.normalised for one in told(text) if one.field == field and not one.is_other]


def test_a_stage_makes_its_variant(told: Told) -> None:
    """What is told of supervised fine-tuning is of the variant that the report names for it, however it is spelt."""
    found = told(
        "We train Brook2 on 2T tokens. Brook-2-Chat is tuned.\n\nDuring SFT, the peak learning rate is 1e-5."
    )
    assert {("training_tokens", "Brook-2"), ("learning_rate_peak", "Brook-2-Chat")} <= {
        (one.field, one.model) for one in found
    }


def test_a_model_of_another_size_is_a_trial(told: Told) -> None:
    """What is told under the same heading is of that model, until a conclusion is drawn."""
    opening = "Brook-2 has many parts, and this is told at length. " * 50
    found = told(
        f"{opening}\n\n## Data\n\nWe pre-train a 1B-parameter LLM to verify this.\n\nTraining took 1,200 GPU hours."
        "\n\n## Training\n\nTraining took 60,000 GPU hours."
    )
    assert [60_000] == [one.normalised for one in found if one.field == "gpu_hours" and not one.is_other]
