"""A model's configuration against what its headers hold: layers, shapes, number types, tied weights, the total."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from mainstem.hub import parameters
from mainstem.hub.safetensors import Tensor
from mainstem.hub.shards import Weights
from mainstem.model import HubFinding

_NAME = "config.json"
_LAYER = re.compile(r"(?:^|\.)(?:layers|h|blocks|block)\.(\d+)\.")
_EMBED = re.compile(r"(?:embed_tokens|wte|word_embeddings|tok_embeddings|embed_in)\.weight$")
_HEAD = re.compile(r"(?:^|\.)(?:lm_head|embed_out|output)\.weight$")
_DTYPES = {"bfloat16": "BF16", "float16": "F16", "float32": "F32", "float8_e4m3fn": "F8_E4M3"}


def check(told: Mapping[str, Any] | None, made: Weights) -> Iterator[HubFinding]:
    """Where ``config.json`` and the headers disagree; nothing where either is missing.

    The total of parameters is told only where nothing else is wrong: it would say the same again in one number.
    """
    if told is None or not made.headers:
        return
    found = list(_parts(told, made))
    if not any(one.level == "error" for one in found):
        found += parameters.check(told, made)
    yield from (replace(one, subject=f"{made.folder}{one.subject}") for one in found)


def _parts(told: Mapping[str, Any], made: Weights) -> Iterator[HubFinding]:
    text = told.get("text_config") if isinstance(told.get("text_config"), dict) else None
    config = {**told, **text} if text else told
    tensors = {name: one for name, one in made.tensors.items() if not parameters.SENSES.search(name)}
    yield from _embedding(config, tensors)
    if made.is_whole:  # what lies in a missing shard is not missing from the model
        yield from _layers(config, tensors)
        yield from _tied(config, tensors)
    if not config.get("quantization_config"):
        yield from _attention(config, tensors)
        yield from _dtype(config, made)


def _off(rule: str, what: str, name: str, wanted: object, held: object) -> HubFinding:
    told = f"{what} is {wanted} in config.json, {name} has {held}"
    return HubFinding(rule, "error", _NAME, told)


def _layers(config: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Iterator[HubFinding]:
    wanted = config.get("num_hidden_layers", config.get("n_layer"))
    held = {int(match[1]) for name in tensors if (match := _LAYER.search(name))}
    extra = (
        config.get("num_nextn_predict_layers") or 0
    )  # layers that predict further tokens stand behind the last
    if isinstance(wanted, int) and held and max(held) + 1 not in (wanted, wanted + extra):
        yield _off("config-layers", "num_hidden_layers", "the weights", wanted, f"{max(held) + 1} layers")
    if held and len(held) != max(held) + 1:
        missing = sorted(set(range(max(held) + 1)) - held)
        yield HubFinding("config-layers", "error", _NAME, f"layers without any tensor: {missing[:10]}")


def _embedding(config: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Iterator[HubFinding]:
    hidden, vocab = config.get("hidden_size", config.get("n_embd")), config.get("vocab_size")
    found = next(((name, one) for name, one in tensors.items() if _EMBED.search(name)), None)
    if found is None or len(found[1].shape) != 2:
        return
    name, one = found
    if isinstance(vocab, int) and not vocab <= one.shape[0] <= vocab + parameters.PADDING:
        yield _off("config-vocab", "vocab_size", name, vocab, f"{one.shape[0]} rows")
    if isinstance(hidden, int) and one.shape[1] != hidden and config.get("embedding_size") != one.shape[1]:
        yield _off("config-hidden", "hidden_size", name, hidden, f"{one.shape[1]} columns")


def _attention(config: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Iterator[HubFinding]:
    """The projections of one layer, where they are kept apart as in Llama."""
    heads, hidden = config.get("num_attention_heads"), config.get("hidden_size")
    if not isinstance(heads, int) or not isinstance(hidden, int) or not heads:
        return
    if "block_configs" in config:
        return  # every layer has a shape of its own
    size = config.get("head_dim") or parameters.head_size(config, tensors) or hidden // heads
    kv = config.get("num_key_value_heads") or heads
    wanted = {"q_proj": (heads * size, hidden), "k_proj": (kv * size, hidden), "v_proj": (kv * size, hidden)}
    if isinstance(inner := config.get("intermediate_size"), int) and "mlp_only_layers" not in config:
        wanted |= {"mlp.gate_proj": (inner, hidden), "mlp.down_proj": (hidden, inner)}
    seen = set()
    for name, one in tensors.items():
        part = next((part for part in wanted if name.endswith(f"{part}.weight")), None)
        if (
            part is None
            or part in seen
            or len(one.shape) != 2
            or "expert" in name
            or _is_gated(part, one, wanted)
        ):
            continue
        if one.shape != wanted[part]:
            seen.add(part)
            yield _off("config-shape", f"the shape of {part}", name, list(wanted[part]), list(one.shape))


def _is_gated(part: str, one: Tensor, wanted: Mapping[str, tuple[int, int]]) -> bool:
    """Queries that carry their output gate are twice as high (as in Qwen3-Next)."""
    return part == "q_proj" and one.shape == (2 * wanted[part][0], wanted[part][1])


def _tied(config: Mapping[str, Any], tensors: Mapping[str, Tensor]) -> Iterator[HubFinding]:
    tied = config.get("tie_word_embeddings")
    has_embedding = any(_EMBED.search(name) for name in tensors)
    has_head = any(_HEAD.search(name) for name in tensors)
    is_decoder = any("CausalLM" in str(one) for one in config.get("architectures") or ())
    if tied is False and has_embedding and not has_head and is_decoder:
        told = (
            "tie_word_embeddings is false and there is no lm_head.weight: the head would be made up at random"
        )
        yield HubFinding("config-tied", "error", _NAME, told)
    if tied is True and has_head:
        told = "tie_word_embeddings is true and lm_head.weight is there too: it would not be used"
        yield HubFinding("config-tied", "warning", _NAME, told)


def _dtype(config: Mapping[str, Any], made: Weights) -> Iterator[HubFinding]:
    told = config.get("torch_dtype", config.get("dtype"))
    wanted, held = _DTYPES.get(str(told).removeprefix("torch.")), next(iter(made.dtypes), None)
    if wanted and held and wanted != held:
        share = made.dtypes[held] / sum(made.dtypes.values())
        what = f"the number type is {told} in config.json, {share:.0%} of the weights are {held}"
        yield HubFinding("config-dtype", "warning", _NAME, what)
