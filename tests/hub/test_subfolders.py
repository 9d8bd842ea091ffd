"""Weights beneath the top folder: each folder's headers, index and configuration, told by path."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from mainstem.hub.shards import weights as top_weights
from mainstem.hub.subfolders import check, told, weights
from mainstem.hub.tree import Folder
from tests.hub.checkpoints import safetensors

SHARD = "model-00002-of-00002.safetensors"


@pytest.fixture
def pipeline(checkpoint: Path, tmp_path: Path) -> Path:
    """A folder whose weights lie in ``transformer/`` (two shards) and ``adapter/`` (one file of 12 numbers)."""
    folder = tmp_path / "pipeline"
    shutil.copytree(checkpoint, folder / "transformer")
    (folder / "adapter").mkdir()
    data = b"".join(safetensors({"lora_A.weight": [3, 4]}, dtype="F32"))
    (folder / "adapter" / "adapter_model.safetensors").write_bytes(data)
    return folder


def _rules(folder: Path) -> dict[str, str]:
    tree = Folder(folder)
    return {one.subject: one.rule for one in check(tree, weights(tree))}


def test_sound_folders_are_told_and_have_nothing(pipeline: Path) -> None:
    """Parameters, number types and files of each; the top has none."""
    tree = Folder(pipeline)
    assert (
        "adapter/ 12 parameters (F32) in 1 file(s); transformer/ 22,688 parameters (BF16) in 2 file(s)"
        == told(weights(tree))
    )
    assert ({}, {}) == (_rules(pipeline), dict(top_weights(tree).headers))


def test_a_renamed_shard_is_named_by_its_path(pipeline: Path) -> None:
    """The index of a folder speaks of that folder."""
    (pipeline / "transformer" / SHARD).rename(pipeline / "transformer" / "model-2.safetensors")
    wanted = {f"transformer/{SHARD}": "shard-missing", "transformer/model-2.safetensors": "shard-unindexed"}
    assert wanted == {path: rule for path, rule in _rules(pipeline).items() if rule != "config-total"}


def test_a_missing_index_is_named_by_its_path(pipeline: Path) -> None:
    """Where it ought to lie."""
    (pipeline / "transformer" / "model.safetensors.index.json").unlink()
    assert {"transformer/model.safetensors.index.json": "index-missing"} == _rules(pipeline)


def test_a_configuration_counts_for_its_own_folder(pipeline: Path) -> None:
    """It is held against the weights beside it."""
    file = pipeline / "transformer" / "config.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "num_hidden_layers": 3}))
    assert {"transformer/config.json": "config-layers"} == _rules(pipeline)


def test_a_crooked_header_is_named_by_its_path(pipeline: Path) -> None:
    """A cut file in the adapter's folder."""
    file = pipeline / "adapter" / "adapter_model.safetensors"
    file.write_bytes(file.read_bytes()[:-4])
    assert {"adapter/adapter_model.safetensors": "safetensors-size"} == _rules(pipeline)
