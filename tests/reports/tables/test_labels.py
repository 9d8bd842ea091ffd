"""Labels of rows and columns."""

from __future__ import annotations

import pytest

from mainstem.reports.tables.labels import label_of


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ("# Layers", "n_layers"),
        ("Num. Layers", "n_layers"),
        ("num_hidden_layers", "n_layers"),
        ("nlayers", "n_layers"),
        ("Depth", "n_layers"),
        ("Number of Layers (dense layer included)", "n_layers"),
        ("Hidden Dim.", "hidden_size"),
        ("d_model", "hidden_size"),
        ("Model Dimension", "hidden_size"),
        ("Num. Heads", "n_attention_heads"),
        ("Heads (Q/KV)", "n_attention_heads"),
        ("Key/Value Heads", "n_kv_heads"),
        ("num_key_value_heads", "n_kv_heads"),
        ("Vocab. Size", "vocab_size"),
        ("# Specialized Experts", "n_experts_routed"),
        ("Experts (total/active)", "n_experts_routed"),
        ("Num. Total Experts", "n_experts_total"),
        ("# Activated Specialized Experts", "n_experts_active"),
        ("num_experts_per_tok", "n_experts_active"),
        ("Router top-k", "n_experts_active"),
        ("MoE FFN", "expert_hidden"),
        ("moe_intermediate_size", "expert_hidden"),
        ("Expert FFN dim.", "expert_hidden"),
        ("FFN Hidden Size", "ffn_hidden"),
        ("Params (B)", "total_parameters"),
        ("#TP", "total_parameters"),
        ("Act. Params.†", "active_parameters"),
        ("Activated (B)", "active_parameters"),
        ("Tokens (T)", "training_tokens"),
        ("#Tokens per Batch", "batch_size"),
        ("GBS", "batch_size"),
        ("Peak LR", "learning_rate_peak"),
        ("Max. Learning Rate (×10−4)", "learning_rate_peak"),
        ("Native Seq. Len.", "context_length_pretrain"),
        ("max_position_embeddings", "context_length_final"),
        ("in H800 GPU Hours", "gpu_hours"),
        ("Training Time (GPU hours)", "gpu_hours"),
        ("# of Heads", "n_attention_heads"),
        ("Pipeline Parallel Size", "parallelism"),
        ("TP", "parallelism"),
        ("Throughput (tokens/s)", "mfu_or_throughput"),
    ],
)
def test_a_field_is_known_by_any_of_its_names(told: str, field: str) -> None:
    """Abbreviations, code spellings, units and asides say the same."""
    label = label_of(told)
    assert label is not None
    assert field == label.field


@pytest.mark.parametrize(
    "told",
    ["Min LR", "Head dim", "Activation function", "Weight decay", "Total", "MMLU", "Layer norm", ""],
)
def test_other_labels_mean_nothing(told: str) -> None:
    """What only resembles a field's label is none."""
    assert label_of(told) is None
