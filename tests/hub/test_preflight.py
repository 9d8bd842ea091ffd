"""Everything that is looked at before a folder is shipped."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mainstem.hub.chain import Looked, nowhere
from mainstem.hub.preflight import preflight
from mainstem.hub.shards import weights
from mainstem.hub.tree import Folder
from mainstem.model import HubFinding
from tests.hub.checkpoints import CARD

NAME = "sample-lab/tiny"


def _look(name: str, kind: str) -> Looked | None:
    held = {"sample-lab/llama": "llama3.1", "sample-lab/nc": "cc-by-nc-4.0", "sample-lab/free": "odc-by"}
    return Looked({"license": held[name]}) if name in held else None


def _found(folder: Path, card: str = CARD, name: str = NAME) -> list[HubFinding]:
    tree = Folder(folder)
    return preflight(tree, weights(tree), name, card, _look)


def _rules(folder: Path, card: str = CARD, name: str = NAME) -> list[str]:
    return [one.rule for one in _found(folder, card, name) if one.level != "note"]


def test_a_sound_folder_has_nothing(checkpoint: Path) -> None:
    """Not even a note."""
    assert [] == _found(checkpoint)


@pytest.mark.parametrize(
    ("file", "rules"),
    [
        ("config.json", ["config-missing"]),
        ("tokenizer.json", ["tokenizer-missing"]),
        ("model.safetensors.index.json", ["index-missing"]),
    ],
)
def test_what_is_missing_is_named(checkpoint: Path, file: str, rules: list[str]) -> None:
    """Configuration, tokenizer and index."""
    (checkpoint / file).unlink()
    assert rules == _rules(checkpoint)


def test_a_chat_model_needs_its_template(checkpoint: Path) -> None:
    """A warning where the name says chat, a note elsewhere."""
    (checkpoint / "tokenizer_config.json").write_text("{}")
    assert ["chat-template"] == _rules(checkpoint, name="sample-lab/tiny-instruct")
    assert [("chat-template", "note")] == [(one.rule, one.level) for one in _found(checkpoint)]


@pytest.mark.parametrize(
    ("metadata", "rules"),
    [
        ("language: en", ["licence-missing"]),
        ("license: our-own", ["licence-unknown"]),
        ("license: other", ["licence-name-missing"]),
        ("license: mit\nlibrary_name: [a]", ["card-field"]),
        ("license: mit\nmodel-index: 3", ["card-index"]),
        ("license: mit\nmodel-index:\n- name: t\n  results:\n  - task: {type: x}", ["card-index"]),
        ("license: apache-2.0\nbase_model: sample-lab/llama", ["licence-conflict", "licence-name"]),
        ("license: apache-2.0\nbase_model: sample-lab/lost", ["base-missing"]),
        ("license: apache-2.0\ndatasets: [sample-lab/nc, sample-lab/free]", ["licence-dataset"]),
        ("license: cc-by-nc-4.0\ndatasets: [sample-lab/nc]", []),
    ],
)
def test_the_card_is_held_against_the_rules(checkpoint: Path, metadata: str, rules: list[str]) -> None:
    """Licence ids, types of fields, the model-index, and licences of base and data."""
    assert rules == _rules(checkpoint, f"---\n{metadata}\n---\n# Tiny\n")


def test_an_adapter_needs_no_tokenizer_and_has_a_base(checkpoint: Path) -> None:
    """Its base stands in its own configuration."""
    for name in ("tokenizer.json", "tokenizer_config.json", "config.json"):
        (checkpoint / name).unlink()
    (checkpoint / "adapter_config.json").write_text(json.dumps({"base_model_name_or_path": "sample-lab/nc"}))
    assert ["licence-conflict"] == _rules(checkpoint)


def test_a_number_that_the_results_file_tells_otherwise(checkpoint: Path) -> None:
    """The card says one thing and the harness another."""
    told = {"results": {"arc": {"acc,none": 0.5}}, "n-shot": {"arc": 0}, "versions": {"arc": 1}}
    (checkpoint / "results.json").write_text(json.dumps(told))
    index = "model-index: [{name: t, results: [{task: {type: x}, dataset: {type: arc, name: arc}, "
    card = f"---\nlicense: mit\n{index}metrics: [{{type: acc, value: 0.9, name: 'acc, 0-shot'}}]}}]}}]\n---\n"
    assert ["card-result"] == _rules(checkpoint, card)


def test_without_a_network_well_known_bases_are_known(checkpoint: Path) -> None:
    """Others cannot be told."""
    tree = Folder(checkpoint)
    for base, rules in (
        ("meta-llama/Llama-3.1-8B", {"licence-conflict", "licence-name"}),
        ("a/b", {"base-missing"}),
    ):
        card = f"---\nlicense: mit\nbase_model: {base}\n---\n"
        assert rules == {one.rule for one in preflight(tree, weights(tree), NAME, card, nowhere)}
