"""What a cell says under its label."""

from __future__ import annotations

import pytest

from mainstem.reports.tables.labels import label_of
from mainstem.reports.tables.quantities import quantities


@pytest.mark.parametrize(
    ("head", "text", "expected"),
    [
        ("Experts (total/active)", "128 / 8", [("n_experts_routed", 128), ("n_experts_active", 8)]),
        ("Experts (active/total)", "8/128", [("n_experts_routed", 128), ("n_experts_active", 8)]),
        ("# Experts", "64 (6 activated)", [("n_experts_routed", 64), ("n_experts_active", 6)]),
        ("# Experts", "2 + 64", [("n_experts_shared", 2), ("n_experts_routed", 64)]),
        ("# Params", "57B-A14B", [("total_parameters", 57e9), ("active_parameters", 14e9)]),
        ("Params (B)", "102.6", [("total_parameters", 102.6e9)]),
        ("Total Parameters", "316 Billion", [("total_parameters", 316e9)]),
        ("Tokens (T)", "1.4", [("training_tokens", 1.4e12)]),
        ("LR (1e-4)", "2.5", [("learning_rate_peak", 2.5e-4)]),
        ("Max LR", "3e-4 → 3e-5", [("learning_rate_peak", 3e-4)]),
        ("Seq. Len.", "4K → 32K", [("context_length_pretrain", 4096), ("context_length_final", 32768)]),
        ("Sequence length", "128K", [("context_length_final", 131072)]),
        ("Batch size", "4M tokens", [("batch_size", 4e6)]),
        ("Context length", "4096", [("context_length_pretrain", 4096)]),
        ("Sequence length", "32K", [("context_length_final", 32768)]),
        ("Tensor parallel size", "8", [("parallelism", "TP=8")]),
        ("MFU (%)", "41.5", [("mfu_or_throughput", 0.415)]),
        ("LR", "1.0e-5 ~ 1.0e-4", [("learning_rate_peak", 1e-4)]),
        ("Layers (Total/SWA/GA)", "48/40/8", [("n_layers", 48)]),
        ("Optimizer", "AdamW", [("optimizer", "AdamW")]),
        ("Precision", "–", []),
        ("# Layers", "12.5", []),
        ("Precision", "full", []),
    ],
)
def test_a_cell_tells_numbers_pairs_steps_or_words(
    head: str, text: str, expected: list[tuple[str, object]]
) -> None:
    """The larger of a pair is all of them; units in the label scale."""
    label = label_of(head)
    assert label is not None
    assert expected == list(quantities(label, text, head))
