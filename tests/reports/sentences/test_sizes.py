"""Sizes of models in sentences."""

from __future__ import annotations

import pytest

from tests.reports.conftest import Told, values


@pytest.mark.parametrize(
    ("text", "field", "sizes"),
    [
        ("Brook-2 has 126 layers and a token representation dimension of 16,384.", "hidden_size", [16_384]),
        ("The network depth is 61 and d_model = 7168.", "n_layers", [61]),
        ("Brook-2 has a hidden size of 4096 and 32 attention heads.", "hidden_size", [4096]),
        ("The hidden dimensionality of Brook-2 is 6144.", "hidden_size", [6144]),
        ("The first 3 layers are dense, and every 4 layers share a cache.", "n_layers", []),
        ("Each layer has nheads = 80 heads with dimension 128.", "n_attention_heads", [80]),
        ("It has 8 key/value heads and 64 heads for queries.", "n_attention_heads", [64]),
        ("We increase the vocabulary size from 64,000 to 125,696.", "vocab_size", [125_696]),
        ("The tokenizer has a vocabulary part of 20,000 tokens for code.", "vocab_size", []),
        ("We release models with 8B, 70B, and 405B parameters.", "total_parameters", [8e9, 70e9, 405e9]),
        ("The models come in three sizes: 1.5B, 7B and 32B.", "total_parameters", [1.5e9, 7e9, 32e9]),
        ("The total number of parameters is about 235B.", "total_parameters", [235e9]),
        ("Several small models under 5B parameters were tried.", "total_parameters", []),
        ("It holds 132B total parameters of which 36B are active.", "total_parameters", [132e9]),
        ("It holds 132B parameters, 36B of which are activated.", "active_parameters", [36e9]),
        ("Each expert has a hidden size of 2048.", "expert_hidden", [2048]),
        ("Each expert has a hidden size of 2048.", "hidden_size", []),
        ("Brook-2 has 16 experts and picks 4 of them.", "n_experts_routed", [16]),
        ("Brook-2 has 16 experts and picks 4 of them.", "n_experts_active", [4]),
        ("With 8 active experts per token out of 256, it stays sparse.", "n_experts_routed", [256]),
        ("Only 4 non-shared experts are activated per token.", "n_experts_active", [4]),
        ("Out of 160 experts, 6 are chosen for each token.", "n_experts_routed", [160]),
        ("The router sends every token to its top-8 of 128 experts.", "n_experts_active", [8]),
        ("Each MoE layer has one shared and 256 routed experts.", "n_experts_shared", [1]),
        ("Brook-2 contains no shared experts.", "n_experts_shared", [0]),
        ("It has 236B total and 21B active parameters.", "total_parameters", [236e9]),
        ("Brook-2 is a model with only 2.75B parameters (16.8B in total).", "total_parameters", [16.8e9]),
        ("Each GPU hosts 8 experts of the MoE layer.", "n_experts_routed", []),
        ("Sparsity is a share. For example, 2 experts are chosen from 8 experts.", "n_experts_active", []),
    ],
)
def test_sizes(told: Told, text: str, field: str, sizes: list[float]) -> None:
    """A noun and its values in either order, one or a list; parts, examples and limits are none."""
    assert sizes == values(told(text), field)


def test_a_number_of_something_else_is_no_number_of_heads(told: Told) -> None:
    """What counts key-value heads counts no attention heads, though it follows them."""
    found = told("Brook-2 uses 32 attention heads with 8 key-value heads.")
    assert [32] == [one.normalised for one in found if one.field == "n_attention_heads"]
    assert [8] == [one.normalised for one in found if one.field == "n_kv_heads"]
