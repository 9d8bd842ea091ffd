"""What a text discloses."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told


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
        ("We present Brook-2, a 3B/16B-parameter MoE model.", "active_parameters", 3_000_000_000),
        ("It comes in 8B, 70B and 405B sizes.", "total_parameters", 405_000_000_000),
        (
            "During pre-training the maximum sequence length is fixed at 4K tokens.",
            "context_length_pretrain",
            4096,
        ),
        ("The maximum input sequence length was extended to 16K tokens.", "context_length_final", 16_384),
        ("The full RL training took three weeks.", "training_days", 21),
        ("It employs a 16-way zero-bubble pipeline parallelism.", "parallelism", "PP=16"),
        ("We apply CISPO for reinforcement learning.", "post_training", "CISPO"),
        ("It comes with 355 billion total\nparameters in one file.", "total_parameters", 355_000_000_000),
        ("Brook-2 utilizes GPT-4's tokenizer, with a vocabulary size of 151,669.", "vocab_size", 151_669),
        (
            "Brook-2 is obtained by continuing the pre-training of Rill-9B on 500B tokens.",
            "training_tokens",
            5e11,
        ),
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


@pytest.mark.parametrize(
    "text",
    [
        "In evaluation we use a temperature of 0.6 and a top-k value of 20.",
        "Training such models relies on accelerators (e.g., H100).",
        "DeepSeek 67B needs 300.6K GPU hours for each trillion tokens.",
        "Various approaches have been explored, including Grouped-Query Attention (GQA).",
        "The optimizer decays the learning rate, starting at a value and gradually decreasing to 2 × 10-6.",
        "Our memory optimizations let us train it without the necessity of tensor parallelism.",
        "We compare it with DAPO and GRPO in a zero-RL setting.",
        "Users may use its outputs; it supports the ability to use SFT.",
        "The central encoder consists of 32 layers.",
        "We expand the vocabulary with 25k frequent words.",
        "Many organizations only make model checkpoints publicly accessible.",
        "Our results are close to those of the proprietary model.",
        "This code repository is licensed under the MIT License.",
        "```\npython train.py --optimizer adamw --lr 1e-3\n```",
        "Recent reports describe training on 15T tokens.",
        "Large models such as Llama 3 405B need 30.8M GPU hours.",
        "Our system can train models with more than 200B parameters, according to a stress test.",
        "We recommend you to use a framework to finetune it with SFT.",
        "Brook-2 scores better than that of Qwen2.5-72B-Base.",
    ],
)
def test_what_only_sounds_like_a_value_is_none(told: Told, text: str) -> None:
    """Sampling, examples, rates, comparisons and what others may do disclose nothing of the subject."""
    assert [] == [one.field for one in told(text) if not one.is_other]


def test_the_stage_is_the_one_named_before_the_value(told: Told) -> None:
    """A sentence may name the stages that follow."""
    (one,) = told("We pre-train Brook-2 on 14.8T tokens, and fine-tuning and reinforcement learning follow.")
    assert ("pretrain", 14.8e12) == (one.stage, one.normalised)


def test_sizes_stand_in_names(told: Told) -> None:
    """Where nothing else tells a variant's parameters, its name does: about, and also the active."""
    found = told(
        "We present Brook-2-30B-A3B. Brook-2-30B-A3B is small. Rill-70B is large, and Rill-70B is not ours."
    )
    ours = {one.field: (one.normalised, one.qualifier) for one in found if not one.is_other}
    assert {"total_parameters": (30e9, "approx"), "active_parameters": (3e9, "approx")} == ours


def test_a_size_that_is_told_is_not_taken_from_the_name(told: Told) -> None:
    """The name rounds what the text tells."""
    found = told("We present Brook-2-14B. Brook-2-14B has 14.4B parameters.")
    assert [14.4e9] == [one.normalised for one in found if one.field == "total_parameters"]
