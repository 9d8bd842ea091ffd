"""config.json against headers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mainstem.hub.config import check
from mainstem.hub.shards import check as check_shards
from mainstem.hub.shards import weights
from mainstem.hub.tree import Folder
from tests.hub.checkpoints import config, safetensors, shapes, write


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"num_hidden_layers": 3}, ["config-layers"]),
        ({"vocab_size": 65}, ["config-vocab"]),
        ({"num_key_value_heads": 4}, ["config-shape", "config-shape"]),
        ({"intermediate_size": 65}, ["config-shape", "config-shape"]),
        ({"torch_dtype": "float16"}, ["config-dtype"]),
        ({"tie_word_embeddings": True}, ["config-tied"]),
        ({"vocab_size": 60}, []),  # padded
        ({"hidden_size": 48}, ["config-hidden", *["config-shape"] * 5]),
        ({"torch_dtype": "float16", "quantization_config": {"quant_method": "fp8"}}, []),
    ],
)
def test_what_disagrees_is_named(checkpoint: Path, change: dict[str, Any], rules: list[str]) -> None:
    """Each field is held against the tensors; quantised weights may have other types."""
    found = check({**config(), **change}, weights(Folder(checkpoint)))
    assert rules == [one.rule for one in found]


def test_an_untied_head_must_be_there(tmp_path: Path) -> None:
    """Weights without lm_head under a config that does not tie would get a random one."""
    folder = write(tmp_path / "tied", tie_word_embeddings=True)
    told = {**json.loads((folder / "config.json").read_text()), "tie_word_embeddings": False}
    assert ["config-tied"] == [one.rule for one in check(told, weights(Folder(folder)))]


def test_the_language_part_of_a_multimodal_model_counts(checkpoint: Path) -> None:
    """Fields stand in text_config there."""
    told = {"architectures": ["SampleForVision"], "text_config": {**config(), "num_hidden_layers": 5}}
    assert ["config-layers"] == [one.rule for one in check(told, weights(Folder(checkpoint)))]


def test_towers_beside_the_language_model_are_left_alone(tmp_path: Path) -> None:
    """A vision tower has layers and projections of its own."""
    told = config(layers=1)
    tower = {f"vision_tower.layers.{n}.self_attn.q_proj.weight": [8, 8] for n in range(5)}
    (tmp_path / "model.safetensors").write_bytes(b"".join(safetensors({**shapes(told), **tower})))
    assert [] == [one.rule for one in check(told, weights(Folder(tmp_path)))]


def test_a_head_size_that_nothing_tells_is_that_of_the_queries(tmp_path: Path) -> None:
    """Heads need not divide the hidden size."""
    told = config(layers=1)
    wide = shapes(told)
    for part in "qkvo":
        rows, columns = wide[f"model.layers.0.self_attn.{part}_proj.weight"]
        double = [rows, 2 * columns] if part == "o" else [2 * rows, columns]
        wide[f"model.layers.0.self_attn.{part}_proj.weight"] = double
    (tmp_path / "model.safetensors").write_bytes(b"".join(safetensors(wide)))
    assert [] == [one.rule for one in check(told, weights(Folder(tmp_path)))]


def test_a_missing_shard_is_no_fault_of_the_configuration(tmp_path: Path) -> None:
    """The head lies in the third shard: that it is gone is told once, of the shard."""
    folder = write(tmp_path / "three", shards=3)
    (folder / "model-00003-of-00003.safetensors").unlink()
    made = weights(Folder(folder))
    assert ["note"] == [one.level for one in check(config(), made)]
    assert ["shard-missing"] == [one.rule for one in check_shards(made)]
