"""What a text discloses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "field", "normalised"),
    [
        ("It has 671B total parameters.", "total_parameters", 671_000_000_000),
        (
            "It has 671B parameters, of which 37B are activated for each token.",
            "active_parameters",
            37_000_000_000,
        ),
        ("We set the number of Transformer layers to 61.", "n_layers", 61),
        ("We set the hidden dimension to 7168.", "hidden_size", 7168),
        ("It uses 64 query heads and 8 key-value heads.", "n_kv_heads", 8),
        ("Each MoE layer has 1 shared expert and 256 routed experts.", "n_experts_routed", 256),
        ("We train on 14.8T tokens.", "training_tokens", 14_800_000_000_000),
        ("The peak learning rate is 2.2 × 10-4.", "learning_rate_peak", 2.2e-4),
        ("We use the AdamW optimizer.", "optimizer", "AdamW"),
        ("Training took 2.788M H800 GPU hours.", "gpu_hours", 2_788_000),
        ("We trained it on 2,048 H800 GPUs.", "n_gpus", 2048),
        ("We employ FP8 mixed precision training.", "precision", "FP8"),
        ("The weights are under the MIT license.", "licence", "MIT"),
        ("We extend the context length from 4K to 32K and then to 128K.", "context_length_final", 131_072),
    ],
)
def test_a_value_is_told(told: Told, text: str, field: str, normalised: object) -> None:
    """Each of the ways in which reports tell a value."""
    assert normalised in [one.normalised for one in told(text) if one.field == field and not one.is_other]


def test_a_value_carries_its_sentence(told: Told) -> None:
    """The quote is verbatim and holds the value; the page is the file."""
    (one,) = [one for one in told("We train it on 5T tokens.") if one.field == "training_tokens"]
    assert ("We train it on 5T tokens.", "5T", "brook-2.md") == (one.quote, one.value, one.page)


@pytest.mark.parametrize(
    "text",
    [
        "We compare with DeepSeek 67B, a dense model with 67.4B parameters.",
        "- StarCoder is a model with 15 billion parameters.",
        "In an ablation we use a model with 3B parameters.",
    ],
)
def test_a_value_of_another_model_is_marked(told: Told, text: str) -> None:
    """What a report tells of compared and ablated models is not its own."""
    assert [True] == [one.is_other for one in told(text) if one.field == "total_parameters"]


def test_an_inference_benchmark_is_not_the_training_run(told: Told) -> None:
    """Accelerators that serve are not those that trained."""
    assert [] == [one for one in told("Deployed on 8 H20 GPUs it decodes fast.") if one.field == "n_gpus"]
