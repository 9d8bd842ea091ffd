"""Values told in tables."""

from __future__ import annotations

from collections.abc import Callable

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


def _said(told: list[Disclosure], *, is_other: bool = False) -> set[tuple[str, str, object]]:
    return {
        (one.model, one.field, one.normalised)
        for one in told
        if one.where == "table" and one.is_other is is_other
    }


def test_rows_of_fields_and_columns_of_models(told: Told) -> None:
    """Each value is its column's model's."""
    found = told(
        "| | DeepSeek-V3 | Brook-2 |\n|---|---|---|\n| # Layers | 61 | 48 |\n| Hidden size | 7168 | 4096 |"
    )
    assert {("Brook-2", "n_layers", 48), ("Brook-2", "hidden_size", 4096)} == _said(found)
    assert {("DeepSeek-V3", "n_layers", 61), ("DeepSeek-V3", "hidden_size", 7168)} == _said(
        found, is_other=True
    )


def test_columns_of_fields_and_rows_of_models(told: Told) -> None:
    """A row that begins with a size is a variant."""
    found = told(
        "| # Params | # Layers | Hidden size |\n|---|---|---|\n| 7B | 32 | 4096 |\n| 70B | 80 | 8192 |"
    )
    assert {("Brook-2 7B", "n_layers", 32), ("Brook-2 70B", "n_layers", 80)} <= _said(found)


def test_one_cell_may_tell_two_fields(told: Told) -> None:
    """Total and activated experts, query and key-value heads."""
    found = told(
        "| Model | Heads (Q / KV) | # Experts (Total / Activated) |\n|---|---|---|\n| Brook-2 | 64 / 8 | 128 / 6 |"
    )
    expected = {
        ("n_attention_heads", 64),
        ("n_kv_heads", 8),
        ("n_experts_routed", 128),
        ("n_experts_active", 6),
    }
    assert expected == {(field, value) for _, field, value in _said(found)}


def test_a_data_sheet_is_the_subjects(told: Told) -> None:
    """Rows of one label and one value need no header; what stands in brackets after a label does not hide it."""
    found = told(
        "| | |\n|---|---|\n| **Number of Layers** (dense layer included) | 61 |\n"
        "| **Selected Experts per Token** | 8 |\n"
        "| **MoE Hidden Dimension** (per Expert) | 2048 |\n| **Context Length** | 128K |"
    )
    expected = {
        ("Brook-2", "n_layers", 61),
        ("Brook-2", "n_experts_active", 8),
        ("Brook-2", "expert_hidden", 2048),
        ("Brook-2", "context_length_final", 131072),
    }
    assert expected == _said(found)


def test_html_cells_that_span_rows_are_told_in_each(told: Told) -> None:
    """Variants in rows that share a first cell are told apart by their size."""
    found = told(
        "<table><tr><th></th><th>Params</th><th>Token count</th></tr>"
        '<tr><td rowspan="2">Brook-2 (text)</td><td>8B</td><td rowspan="2">15T+</td></tr><tr><td>70B</td></tr></table>'
    )
    expected = {
        ("Brook-2 8B", "total_parameters", 8_000_000_000),
        ("Brook-2 8B", "training_tokens", 15_000_000_000_000),
        ("Brook-2 70B", "total_parameters", 70_000_000_000),
        ("Brook-2 70B", "training_tokens", 15_000_000_000_000),
    }
    assert expected == _said(found)


def test_tables_of_what_was_tried_are_not_the_subjects(told: Told) -> None:
    """A caption that speaks of scaling laws or ablations takes its table out."""
    found = told(
        "Table 2: Scaling law models\n\n"
        "| # Params | # Layers | Hidden size |\n|---|---|---|\n| 0.4B | 12 | 1536 |\n| 1.1B | 18 | 2304 |"
    )
    assert set() == _said(found)
