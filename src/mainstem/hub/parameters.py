"""How many parameters a configuration amounts to, held against the sum in the headers.

Counted after the models' own code in huggingface/transformers (``src/transformers/models/*/modeling_*.py``), for the
decoders of ``_FAMILIES`` and no other: what is not known, or not told by the configuration, is not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from mainstem.hub.safetensors import Tensor
from mainstem.hub.shards import PACKED, Weights
from mainstem.model import HubFinding

_NAME = "config.json"
PADDING = 512  # rows by which an embedding may be larger than the vocabulary
_LAYER = re.compile(r"(?:^|\.)layers\.(\d+)\.")
_BESIDE = re.compile(
    r"\.(?:inv_freq|masked_bias|[kv]_scale|(?:weight|input)_scale(?:_inv)?)$"
)  # no parameters
_HEAD, _EMBED = "lm_head.weight", "model.embed_tokens.weight"
SENSES = re.compile(r"vision|visual|image|audio|speech|(?:^|\.)mtp\.")  # towers beside the language model
Config = Mapping[str, Any]


class _Silent(KeyError):
    """The configuration does not tell a field that the count needs."""


def check(config: Config, made: Weights) -> Iterator[HubFinding]:
    """A warning where the totals differ, a note where they cannot be compared."""
    wanted, held = total(config, made), counted(config, made)
    if isinstance(wanted, str):
        yield HubFinding("config-total", "note", _NAME, f"its total of parameters was not checked: {wanted}")
    elif wanted != held:
        told = f"amounts to {wanted:,} parameters, the headers hold {held:,} ({held - wanted:+,})"
        yield HubFinding("config-total", "warning", _NAME, told)


def total(config: Config, made: Weights) -> int | str:
    """The parameters that a model of this configuration has; else why that cannot be told.

    The embedding counts with the rows that it has, up to ``PADDING`` more than the vocabulary. Layers that predict
    further tokens are no part of it.
    """
    name = str(next(iter(config.get("architectures") or ()), ""))
    if not made.is_whole:
        return "shards are missing"
    if PACKED & set(made.dtypes):
        return "the weights are packed"
    if name not in _FAMILIES:
        return f"{name or 'what tells no architecture'} is no decoder whose parameters are counted here"
    config = {"head_dim": head_size(config, made.tensors), **config}
    try:
        rows, parts = _rows(config, made), _FAMILIES[name]
        layers = sum(parts(config, layer) for layer in range(_n(config, "num_hidden_layers")))
        matrices = 1 if _is_tied(config) else 2
        return matrices * rows * _n(config, "hidden_size") + layers + _n(config, "hidden_size")
    except _Silent as missing:
        return f"config.json does not tell {missing.args[0]}"


def counted(config: Config, made: Weights) -> int:
    """The numbers in the headers that are parameters of the model: no buffers, no scales, nothing stored twice."""
    n_layers = config.get("num_hidden_layers")
    last = n_layers if config.get("num_nextn_predict_layers") and isinstance(n_layers, int) else None
    return sum(
        one.n
        for name, one in made.tensors.items()
        if not (_BESIDE.search(name) or SENSES.search(name))
        and not (name == _HEAD and _is_tied(config))
        and not (last is not None and (at := _LAYER.search(name)) and int(at[1]) >= last)
    )


def head_size(config: Config, tensors: Mapping[str, Tensor]) -> int | None:
    """As the queries have it, where the configuration does not tell; None where they are not kept apart."""
    heads = config.get("num_attention_heads") or 0
    rows = next((one.shape[0] for name, one in tensors.items() if name.endswith("q_proj.weight")), 0)
    return rows // heads if heads and rows and rows % heads == 0 else None


def _n(config: Config, key: str, missing: int | None = None) -> int:
    """A whole number above zero; ``missing`` where the family's own code has a default."""
    value = config.get(key)
    value = missing if value is None else value
    if not isinstance(value, int) or value < 1:
        raise _Silent(key)
    return value


def _rows(config: Config, made: Weights) -> int:
    told, held = _n(config, "vocab_size"), made.tensors.get(_EMBED)
    rows = held.shape[0] if held and held.shape else told
    return rows if told <= rows <= told + PADDING else told


def _is_tied(config: Config) -> bool:
    tied = config.get("tie_word_embeddings")
    return str(config.get("model_type")).startswith("gemma") if tied is None else bool(tied)


def _attention(config: Config, *, head: int | None = None, kv: int | None = None) -> tuple[int, int, int]:
    """Weights of the four projections, their rows of q, k and v, and the size of a head."""
    heads, hidden = _n(config, "num_attention_heads"), _n(config, "hidden_size")
    size, n_kv = _n(config, "head_dim", head), _n(config, "num_key_value_heads", kv)
    return 2 * hidden * size * (heads + n_kv), size * (heads + 2 * n_kv), size


def _even(config: Config) -> int:
    return _n(config, "hidden_size") // _n(config, "num_attention_heads")


def _gated(config: Config, inner: int) -> int:
    return 3 * _n(config, "hidden_size") * inner  # gate, up, down


def _llama(config: Config, _layer: int) -> int:
    hidden, inner = _n(config, "hidden_size"), _n(config, "intermediate_size")
    weights, rows, _ = _attention(config, head=_even(config), kv=_n(config, "num_attention_heads"))
    biases = (rows + hidden) * bool(config.get("attention_bias"))
    biases += (2 * inner + hidden) * bool(config.get("mlp_bias"))
    return weights + _gated(config, inner) + biases + 2 * hidden


def _mistral(config: Config, _layer: int) -> int:
    weights, _, _ = _attention(config, head=_even(config))
    return weights + _gated(config, _n(config, "intermediate_size")) + 2 * _n(config, "hidden_size")


def _mixtral(config: Config, _layer: int) -> int:
    hidden, experts = _n(config, "hidden_size"), _n(config, "num_local_experts")
    weights, _, _ = _attention(config, head=_even(config))
    routed = experts * (hidden + _gated(config, _n(config, "intermediate_size")))
    return weights + routed + 2 * hidden


def _qwen2(config: Config, _layer: int) -> int:
    weights, rows, _ = _attention(config, head=_even(config))
    return weights + rows + _gated(config, _n(config, "intermediate_size")) + 2 * _n(config, "hidden_size")


def _is_sparse(config: Config, layer: int) -> bool:
    every = _n(config, "decoder_sparse_step", 1)
    return layer not in (config.get("mlp_only_layers") or ()) and (layer + 1) % every == 0


def _qwen_experts(config: Config) -> int:
    each = _n(config, "hidden_size") + _gated(config, _n(config, "moe_intermediate_size"))
    return _n(config, "num_experts") * each


def _qwen2_moe(config: Config, layer: int) -> int:
    if not _is_sparse(config, layer):
        return _qwen2(config, layer)
    hidden = _n(config, "hidden_size")
    weights, rows, _ = _attention(config, head=_even(config))
    shared = _gated(config, _n(config, "shared_expert_intermediate_size")) + hidden
    return weights + rows + _qwen_experts(config) + shared + 2 * hidden


def _qwen3_attention(config: Config) -> int:
    """With the norms of queries and keys."""
    weights, rows, size = _attention(config)
    biases = (rows + _n(config, "hidden_size")) * bool(config.get("attention_bias"))
    return weights + biases + 2 * size


def _qwen3(config: Config, _layer: int) -> int:
    inner = _n(config, "intermediate_size")
    return _qwen3_attention(config) + _gated(config, inner) + 2 * _n(config, "hidden_size")


def _qwen3_moe(config: Config, layer: int) -> int:
    if not _is_sparse(config, layer):
        return _qwen3(config, layer)
    return _qwen3_attention(config) + _qwen_experts(config) + 2 * _n(config, "hidden_size")


def _gemma(config: Config, _layer: int) -> int:
    hidden = _n(config, "hidden_size")
    weights, rows, _ = _attention(config)
    biases = (rows + hidden) * bool(config.get("attention_bias"))
    return weights + biases + _gated(config, _n(config, "intermediate_size")) + 2 * hidden


def _gemma2(config: Config, layer: int) -> int:
    return _gemma(config, layer) + 2 * _n(config, "hidden_size")  # norms after attention and after the MLP


def _gemma3(config: Config, layer: int) -> int:
    return _gemma2(config, layer) + 2 * _n(config, "head_dim")


def _latent(config: Config) -> int:
    """Multi-head latent attention of DeepSeek; queries are compressed where ``q_lora_rank`` tells to what."""
    hidden, heads = _n(config, "hidden_size"), _n(config, "num_attention_heads")
    rope, plain = _n(config, "qk_rope_head_dim"), _n(config, "qk_nope_head_dim")
    rank, value = _n(config, "kv_lora_rank"), _n(config, "v_head_dim")
    rows = heads * (plain + rope)
    queries, biases = hidden * rows, rank + rope + hidden
    if config.get("q_lora_rank") is not None:
        low = _n(config, "q_lora_rank")
        queries, biases = hidden * low + low + low * rows, biases + low
    keys = hidden * (rank + rope) + rank + rank * heads * (plain + value)
    return queries + keys + heads * value * hidden + biases * bool(config.get("attention_bias"))


def _deepseek_v2(config: Config, layer: int) -> int:
    hidden = _n(config, "hidden_size")
    is_dense = layer < (config.get("first_k_dense_replace") or 0) or layer % _n(config, "moe_layer_freq", 1)
    if is_dense or config.get("n_routed_experts") is None:
        return _latent(config) + _gated(config, _n(config, "intermediate_size")) + 2 * hidden
    each = _gated(config, _n(config, "moe_intermediate_size"))
    routed = _n(config, "n_routed_experts") * (hidden + each)
    shared = each * _n(config, "n_shared_experts") if config.get("n_shared_experts") else 0
    return _latent(config) + routed + shared + _corrections(config) + 2 * hidden


def _corrections(config: Config) -> int:
    """DeepSeek-V3 balances its experts by a bias of the router, which is stored with the weights."""
    is_v3 = config.get("model_type") == "deepseek_v3" or config.get("topk_method") == "noaux_tc"
    return (
        _n(config, "n_routed_experts") if is_v3 and config.get("topk_method", "noaux_tc") == "noaux_tc" else 0
    )


_FAMILIES: Mapping[str, Callable[[Config, int], int]] = {
    "LlamaForCausalLM": _llama,
    "MistralForCausalLM": _mistral,
    "MixtralForCausalLM": _mixtral,
    "Qwen2ForCausalLM": _qwen2,
    "Qwen2MoeForCausalLM": _qwen2_moe,
    "Qwen3ForCausalLM": _qwen3,
    "Qwen3MoeForCausalLM": _qwen3_moe,
    "GemmaForCausalLM": _gemma,
    "Gemma2ForCausalLM": _gemma2,
    "Gemma3ForCausalLM": _gemma3,
    "DeepseekV2ForCausalLM": _deepseek_v2,
    "DeepseekV3ForCausalLM": _deepseek_v2,
}
