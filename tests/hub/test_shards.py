"""Index, names and headers of shards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mainstem.hub.shards import check, weights
from mainstem.hub.tree import Folder
from tests.hub.checkpoints import safetensors, write

FIRST, SECOND = (f"model-0000{n}-of-00002.safetensors" for n in (1, 2))


def _rules(folder: Path) -> dict[str, str]:
    return {one.subject: one.rule for one in check(weights(Folder(folder)))}


def test_a_sound_checkpoint_has_nothing(checkpoint: Path) -> None:
    """Every tensor is counted and nothing is found."""
    made = weights(Folder(checkpoint))
    assert (22_688, ["BF16"]) == (made.n_parameters, list(made.dtypes))
    assert [] == list(check(made))


def test_a_renamed_shard_is_named_twice(checkpoint: Path) -> None:
    """What the index wants and is not there, and what is there and nobody wants."""
    (checkpoint / SECOND).rename(checkpoint / "model-00003-of-00002.safetensors")
    found = _rules(checkpoint)
    assert {SECOND: "shard-missing", "model-00003-of-00002.safetensors": "shard-unindexed"} == found


def test_a_cut_shard_is_found(checkpoint: Path) -> None:
    """Its header tells of more bytes than there are."""
    data = (checkpoint / SECOND).read_bytes()
    (checkpoint / SECOND).write_bytes(data[:-10])
    assert {SECOND: "safetensors-size"} == _rules(checkpoint)


def test_what_is_no_safetensors_is_found(checkpoint: Path) -> None:
    """A page of HTML under that name is told as such."""
    (checkpoint / SECOND).write_text("<!doctype html><title>Log in</title>")
    assert "safetensors" == _rules(checkpoint)[SECOND]


def test_a_tensor_in_the_wrong_shard_is_found(checkpoint: Path) -> None:
    """The index and the headers must agree on each."""
    file = checkpoint / "model.safetensors.index.json"
    told = json.loads(file.read_text())
    told["weight_map"]["model.norm.weight"] = {FIRST: SECOND, SECOND: FIRST}[
        told["weight_map"]["model.norm.weight"]
    ]
    file.write_text(json.dumps(told))
    assert {"tensor-missing", "tensor-unindexed"} == set(_rules(checkpoint).values())


def test_shards_without_an_index_are_found(checkpoint: Path) -> None:
    """Several numbered files need one."""
    (checkpoint / "model.safetensors.index.json").unlink()
    assert {"model.safetensors.index.json": "index-missing"} == _rules(checkpoint)


def test_names_promise_shards_too(checkpoint: Path) -> None:
    """Without an index the numbers in the names tell what is missing."""
    for name in ("model.safetensors.index.json", SECOND):
        (checkpoint / name).unlink()
    assert {SECOND: "shard-missing"} == _rules(checkpoint)


def test_copies_beside_the_model_are_no_part_of_it(checkpoint: Path) -> None:
    """One file in the maker's own format, one in another precision: a note each, counted once."""
    data = (checkpoint / FIRST).read_bytes()
    for name in ("consolidated.safetensors", "model.fp16.safetensors"):
        (checkpoint / name).write_bytes(data)
    made = weights(Folder(checkpoint))
    assert 22_688 == made.n_parameters
    assert {("shard-unindexed", "note")} == {(one.rule, one.level) for one in check(made)}


def test_a_wrong_total_is_told(checkpoint: Path) -> None:
    """The index's total must be that of the tensors."""
    file = checkpoint / "model.safetensors.index.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "metadata": {"total_size": 1}}))
    assert {"model.safetensors.index.json": "index-total"} == _rules(checkpoint)


@pytest.mark.parametrize(
    "header",
    [
        b'{"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}',
        b'{"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}',
        b'{"a": {"dtype": "F32"}}',
        b"[1]",
        b"{",
    ],
)
def test_crooked_headers_are_findings(tmp_path: Path, header: bytes) -> None:
    """Offsets that do not fit, and headers that are none, are told and never raised."""
    (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header + bytes(4))
    assert "model.safetensors" in _rules(tmp_path)


def test_a_long_header_is_read_whole(tmp_path: Path) -> None:
    """A header over the first range takes a second."""
    tensors = {f"model.layers.{n}.a_very_long_name_of_a_tensor.weight": [2, 2] for n in range(2000)}
    (tmp_path / "model.safetensors").write_bytes(b"".join(safetensors(tensors)))
    made = weights(Folder(tmp_path))
    assert (2000, []) == (len(made.tensors), list(check(made)))


def test_one_file_needs_no_index(tmp_path: Path) -> None:
    """A single file stands for itself."""
    folder = write(tmp_path / "one", shards=1)
    (folder / "model-00001-of-00001.safetensors").rename(folder / "model.safetensors")
    (folder / "model.safetensors.index.json").unlink()
    assert {} == _rules(folder)


@pytest.mark.parametrize(("n", "found"), [(22_688, {}), (22_000, {"index-parameters"})])
def test_the_indexs_count_of_parameters_is_compared(checkpoint: Path, n: int, found: set[str]) -> None:
    """Recent indexes tell it beside the total of bytes."""
    file = checkpoint / "model.safetensors.index.json"
    told = json.loads(file.read_text())
    told["metadata"]["total_parameters"] = n
    file.write_text(json.dumps(told))
    assert set(found) == set(_rules(checkpoint).values())
