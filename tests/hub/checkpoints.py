"""Checkpoints made by a script: a Llama-like model of any size, its shards, index, config, tokenizer and card."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

CARD = "---\nlicense: apache-2.0\nlanguage:\n- en\n---\n# Tiny\n\nMade by a script of the tests.\n"
SIZE_OF = {"BF16": 2, "F16": 2, "F32": 4}


def config(*, layers: int = 2, hidden: int = 32, vocab: int = 64, **more: Any) -> dict[str, Any]:
    """A configuration as transformers writes it."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "hidden_size": hidden,
        "intermediate_size": 2 * hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "vocab_size": vocab,
        "tie_word_embeddings": False,
        "torch_dtype": "bfloat16",
        **more,
    }


def shapes(told: Mapping[str, Any]) -> dict[str, list[int]]:
    """Every tensor of such a model with its shape."""
    h, i, v = told["hidden_size"], told["intermediate_size"], told["vocab_size"]
    kv = h * told["num_key_value_heads"] // told["num_attention_heads"]
    made = {"model.embed_tokens.weight": [v, h], "model.norm.weight": [h]}
    if not told["tie_word_embeddings"]:
        made["lm_head.weight"] = [v, h]
    for n in range(told["num_hidden_layers"]):
        at = f"model.layers.{n}."
        made |= {f"{at}self_attn.{p}_proj.weight": [h, h] for p in "qo"}
        made |= {f"{at}self_attn.{p}_proj.weight": [kv, h] for p in "kv"}
        made |= {f"{at}mlp.{p}_proj.weight": [i, h] for p in ("gate", "up")}
        made[f"{at}mlp.down_proj.weight"] = [h, i]
        made |= {f"{at}{p}_layernorm.weight": [h] for p in ("input", "post_attention")}
    return made


def safetensors(tensors: Mapping[str, list[int]], *, dtype: str = "BF16", seed: int = 0) -> Iterator[bytes]:
    """A file with these tensors, in pieces; its bytes are random, told by the seed."""
    header: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    at = 0
    for name, shape in tensors.items():
        n = SIZE_OF[dtype]
        for side in shape:
            n *= side
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, at + n]}
        at += n
    told = json.dumps(header).encode()
    told += b" " * (-len(told) % 8)
    yield len(told).to_bytes(8, "little") + told
    rng = random.Random(seed)
    while at:
        n = min(at, 1 << 20)
        yield rng.randbytes(n)
        at -= n


def write(
    folder: Path, *, shards: int = 2, dtype: str = "BF16", card: str | None = CARD, **told: Any
) -> Path:
    """Writes a checkpoint; ``told`` goes into its configuration."""
    folder.mkdir(parents=True)
    made = config(**told)
    tensors = list(shapes(made).items())
    names: dict[str, str] = {}
    total = 0
    for n in range(shards):
        file = f"model-{n + 1:05}-of-{shards:05}.safetensors"
        part = dict(tensors[n::shards])
        names |= dict.fromkeys(part, file)
        with (folder / file).open("wb") as out:
            out.writelines(safetensors(part, dtype=dtype, seed=n))
        total += sum(SIZE_OF[dtype] * _product(shape) for shape in part.values())
    index = {"metadata": {"total_size": total}, "weight_map": dict(sorted(names.items()))}
    texts: dict[str, Any] = {
        "config.json": made,
        "model.safetensors.index.json": index,
        "tokenizer.json": {"version": "1.0", "model": {"type": "BPE", "vocab": {}, "merges": []}},
        "tokenizer_config.json": {"chat_template": "{{ messages }}", "tokenizer_class": "LlamaTokenizer"},
    }
    for name, value in texts.items():
        (folder / name).write_text(json.dumps(value, indent=1), encoding="utf-8")
    if card is not None:
        (folder / "README.md").write_text(card, encoding="utf-8")
    return folder


def _product(shape: list[int]) -> int:
    made = 1
    for side in shape:
        made *= side
    return made


def files(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, by path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
