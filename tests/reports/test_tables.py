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
