"""The kind of attention."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Brook-2 uses RMSNorm and grouped query attention (GQA).", {"GQA"}),
        ("We employ Multi-Head Latent Attention (MLA; Abel et al., 2024).", {"MLA"}),
        ("For its attention, we introduce Folded Key Attention (FKA).", {"FKA"}),
        ("Brook-2 is a hybrid attention model.", {"hybrid"}),
        ("Brook-2 interleaves layers of lightning attention with softmax.", {"lightning attention"}),
        ("We introduce Brook Sparse Attention (BSA). Brook-2 employs sparse attention.", {"BSA"}),
    ],
)
def test_attention_is_told(told: Told, text: str, kinds: set[str]) -> None:
    """Known kinds, new ones by their letters, hybrids; what is sparse or linear by its own name."""
    assert kinds == {one.normalised for one in told(text) if one.field == "attention_kind"}


@pytest.mark.parametrize(
    "text",
    [
        "There are designs such as Grouped Query Attention (GQA) (Abel et al., 2023) and linear attention.",
        "A gate is used, akin to Gated Linear Attention (GLA).",
        "When utilizing GQA the cache takes gigabytes.",
        "We show the results of GQA models.",
        "Our model outperforms those with MLA.",
        "Figure 1: We use MLA, GQA and MHA.",
    ],
)
def test_what_is_only_discussed_is_not_its_attention(told: Told, text: str) -> None:
    """Lists of designs, likenesses, conditions, families of models, comparisons and figures."""
    assert [] == [one.normalised for one in told(text) if one.field == "attention_kind"]
