"""What is not disclosed."""

from __future__ import annotations

import pytest

from mainstem.reports.examine import examine
from tests.reports.conftest import Card


@pytest.mark.parametrize(
    ("text", "field", "status"),
    [
        ("We train it.", "gpu_hours", "silent"),
        ("Our architecture aligns with that of DeepSeek-V2.", "n_layers", "by_reference(DeepSeek-V2)"),
        (
            "Our model configuration is largely aligned with Qwen2.5-7B.",
            "n_layers",
            "by_reference(Qwen2.5-7B)",
        ),
        ("Details of the model architecture are beyond the scope of this report.", "n_layers", "withheld"),
    ],
)
def test_how_a_field_is_not_told(card: Card, text: str, field: str, status: str) -> None:
    """Silence, another report, and a refusal are three things."""
    read = examine(card(f"# Brook-2\n\nWe present Brook-2.\n\n{text}"))
    assert status == {one.field: one.status for one in read.reticences}[field]


def test_a_disclosed_field_is_not_missing(card: Card) -> None:
    """What has a value is not listed."""
    read = examine(card("# Brook-2\n\nWe present Brook-2.\n\nWe use the AdamW optimizer."))
    assert "optimizer" not in {one.field for one in read.reticences}
