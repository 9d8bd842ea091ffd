"""Totals of parameters: tiny configurations counted by hand, and published models as their makers tell them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mainstem.hub.config import check as check_config
from mainstem.hub.parameters import check, total
from mainstem.hub.safetensors import Header, Tensor
from mainstem.hub.shards import Weights, weights
from mainstem.hub.tree import Folder
from tests.hub.checkpoints import config, safetensors, shapes

# Hidden 4, two heads of size 2, one of keys and values, inner 6, vocabulary 10, two layers. A layer's attention:
# q 4x4 + k 2x4 + v 2x4 + o 4x4 = 48; its MLP: 3 x 4x6 = 72; its two norms: 8. Two embeddings: 80; the last norm: 4.
TINY = {
    "hidden_size": 4,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "head_dim": 2,
    "intermediate_size": 6,
    "vocab_size": 10,
    "num_hidden_layers": 2,
    "tie_word_embeddings": False,
}
PLAIN = 2 * (48 + 72 + 8) + 80 + 4  # 340
# Latent attention: q 4 x 2x(2+1) = 24; down to 3+1: 16; norm 3; up 3 x 2x(2+2) = 24; o 2x2 x 4 = 16; together 83.
# A layer of experts: four of 3x4x5 = 60, the router 16, one shared of 60; together 316. The first layer is dense.
LATENT = {
    "q_lora_rank": None,
    "kv_lora_rank": 3,
    "qk_rope_head_dim": 1,
    "qk_nope_head_dim": 2,
    "v_head_dim": 2,
    "n_routed_experts": 4,
    "n_shared_experts": 1,
    "moe_intermediate_size": 5,
    "first_k_dense_replace": 1,
}
DEEPSEEK = 83 + 72 + 8 + 83 + 316 + 8 + 84  # 654


def _held(n: int = 1, *, dtype: str = "BF16", **more: int) -> Weights:
    """Headers that hold ``n`` numbers in one tensor, and what else is named."""
    tensors = {"a": Tensor(dtype, (n,), 0, 2 * n)}
    tensors |= {name.replace("__", "."): Tensor("F32", (size,), 0, 4 * size) for name, size in more.items()}
    return Weights({"model.safetensors": Header(tensors, {}, 8)}, {"model.safetensors": 8 + 2 * n})


@pytest.mark.parametrize(
    ("name", "change", "wanted"),
    [
        ("LlamaForCausalLM", {}, PLAIN),
        ("LlamaForCausalLM", {"tie_word_embeddings": True}, PLAIN - 40),
        ("LlamaForCausalLM", {"head_dim": None}, PLAIN),  # 4 / 2
        ("LlamaForCausalLM", {"attention_bias": True}, PLAIN + 2 * (4 + 2 + 2 + 4)),
        ("LlamaForCausalLM", {"mlp_bias": True}, PLAIN + 2 * (6 + 6 + 4)),
        ("LlamaForCausalLM", {"num_key_value_heads": None}, PLAIN + 2 * 16),  # k and v of 4x4
        ("MistralForCausalLM", {}, PLAIN),
        ("MixtralForCausalLM", {"num_local_experts": 3}, PLAIN + 2 * (2 * 72 + 12)),  # with a router of 4x3
        ("Qwen2ForCausalLM", {}, PLAIN + 2 * (4 + 2 + 2)),  # biases of q, k and v
        ("Qwen3ForCausalLM", {}, PLAIN + 2 * (2 + 2)),  # norms of q and k
        # The second layer is sparse: three experts of 3x4x5, a router of 4x3; Qwen2 shares 3x4x7 and its gate of 4.
        (
            "Qwen2MoeForCausalLM",
            {
                "num_experts": 3,
                "moe_intermediate_size": 5,
                "shared_expert_intermediate_size": 7,
                "decoder_sparse_step": 2,
            },
            PLAIN + 16 - 72 + 180 + 12 + 84 + 4,
        ),
        (
            "Qwen3MoeForCausalLM",
            {"num_experts": 3, "moe_intermediate_size": 5, "mlp_only_layers": [0]},
            PLAIN + 8 - 72 + 180 + 12,
        ),
        ("GemmaForCausalLM", {"tie_word_embeddings": None, "model_type": "gemma"}, PLAIN - 40),
        ("Gemma2ForCausalLM", {}, PLAIN + 2 * 8),  # four norms a layer
        ("Gemma3ForCausalLM", {}, PLAIN + 2 * (8 + 4)),  # and norms of q and k
        ("DeepseekV2ForCausalLM", LATENT, DEEPSEEK),
        ("DeepseekV3ForCausalLM", {**LATENT, "model_type": "deepseek_v3"}, DEEPSEEK + 4),  # the router's bias
        # Queries through 2: 4x2 + norm 2 + 2x6 = 22 in the place of 24, in both layers.
        ("DeepseekV2ForCausalLM", {**LATENT, "q_lora_rank": 2}, DEEPSEEK - 4),
    ],
)
def test_tiny_models_are_counted_as_by_hand(name: str, change: dict[str, Any], wanted: int) -> None:
    """Each family's own projections, biases, norms and experts."""
    assert wanted == total({**TINY, "architectures": [name], **change}, _held())


PUBLISHED = [
    ("LlamaForCausalLM", 8_030_261_248, (4096, 32, 8, 128, 14336, 128_256, 32), {}),  # Llama 3.1 8B
    ("MistralForCausalLM", 7_241_732_096, (4096, 32, 8, 128, 14336, 32_000, 32), {}),  # Mistral 7B v0.1
    (
        "MixtralForCausalLM",
        46_702_792_704,
        (4096, 32, 8, 128, 14336, 32_000, 32),
        {"num_local_experts": 8},
    ),
    ("Qwen2ForCausalLM", 7_615_616_512, (3584, 28, 4, 128, 18944, 152_064, 28), {}),  # Qwen2.5 7B
    ("Qwen3ForCausalLM", 8_190_735_360, (4096, 32, 8, 128, 12288, 151_936, 36), {}),  # Qwen3 8B
    (
        "Qwen3MoeForCausalLM",  # Qwen3 30B-A3B
        30_532_122_624,
        (2048, 32, 4, 128, 6144, 151_936, 48),
        {"num_experts": 128, "moe_intermediate_size": 768},
    ),
    (
        "GemmaForCausalLM",  # Gemma 2B
        2_506_172_416,
        (2048, 8, 1, 256, 16384, 256_000, 18),
        {"tie_word_embeddings": True},
    ),
    (
        "DeepseekV3ForCausalLM",
        671_026_419_200,
        (7168, 128, 128, 56, 18432, 129_280, 61),
        {
            "model_type": "deepseek_v3",
            "q_lora_rank": 1536,
            "kv_lora_rank": 512,
            "qk_rope_head_dim": 64,
            "qk_nope_head_dim": 128,
            "v_head_dim": 128,
            "n_routed_experts": 256,
            "n_shared_experts": 1,
            "moe_intermediate_size": 2048,
            "first_k_dense_replace": 3,
        },
    ),
]


@pytest.mark.parametrize(("name", "wanted", "sizes", "more"), PUBLISHED, ids=[row[0] for row in PUBLISHED])
def test_published_models_have_their_published_totals(
    name: str, wanted: int, sizes: tuple[int, ...], more: dict[str, Any]
) -> None:
    """Sizes are those of the makers' config.json; totals are those of the published weights, to the last one."""
    keys = ("hidden_size", "num_attention_heads", "num_key_value_heads", "head_dim", "intermediate_size")
    told = dict(zip((*keys, "vocab_size", "num_hidden_layers"), sizes, strict=True))
    assert wanted == total({**told, "architectures": [name], **more}, _held())


@pytest.mark.parametrize(
    ("change", "dtype", "why"),
    [
        ({"architectures": ["GPT2LMHeadModel"]}, "BF16", "GPT2LMHeadModel is no decoder"),
        ({"architectures": None}, "BF16", "tells no architecture"),
        ({"intermediate_size": None}, "BF16", "does not tell intermediate_size"),
        ({"vocab_size": "10"}, "BF16", "does not tell vocab_size"),
        ({}, "I32", "packed"),
    ],
)
def test_what_cannot_be_counted_is_a_note(change: dict[str, Any], dtype: str, why: str) -> None:
    """It says why the total was not checked, and is no finding for CI."""
    found = list(check({**TINY, "architectures": ["LlamaForCausalLM"], **change}, _held(1, dtype=dtype)))
    assert ["note"] == [one.level for one in found]
    assert why in found[0].told


@pytest.mark.parametrize(
    ("more", "is_same"),
    [
        ({}, True),
        ({"model__layers__0__self_attn__rotary_emb__inv_freq": 64}, True),  # a buffer
        ({"model__layers__0__mlp__up_proj__weight_scale_inv": 9}, True),  # of FP8
        ({"model__layers__2__mlp__up_proj__weight": 24}, True),  # predicts further tokens
        ({"vision_tower__weight": 24}, True),
        ({"model__layers__1__mlp__extra__weight": 24}, False),
    ],
)
def test_what_is_no_parameter_of_the_decoder_is_left_out(more: dict[str, int], is_same: bool) -> None:
    """Buffers, scales, towers and layers behind the last do not count; anything else does."""
    told = {**TINY, "architectures": ["LlamaForCausalLM"], "num_nextn_predict_layers": 1}
    assert is_same == (not list(check(told, _held(PLAIN, **more))))


def test_a_matrix_that_is_missing_everywhere_is_found(tmp_path: Path) -> None:
    """The up projection of one layer is in no header and no index: only the total tells, with both numbers."""
    told = config()  # 22,688 parameters
    held = {name: shape for name, shape in shapes(told).items() if "layers.1.mlp.up_proj" not in name}
    (tmp_path / "model.safetensors").write_bytes(b"".join(safetensors(held)))
    found = list(check_config(told, weights(Folder(tmp_path))))
    wanted = "amounts to 22,688 parameters, the headers hold 20,640 (-2,048)"  # 64 x 32
    assert [("config-total", "warning", wanted)] == [(one.rule, one.level, one.told) for one in found]


def test_a_shard_that_is_missing_leaves_the_total_open(checkpoint: Path) -> None:
    """The missing shard is a finding of its own; the total says why it was not compared."""
    (checkpoint / "model-00002-of-00002.safetensors").unlink()
    told = json.loads((checkpoint / "config.json").read_text())
    assert "shards are missing" == total(told, weights(Folder(checkpoint)))
