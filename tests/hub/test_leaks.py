"""Secrets, paths, states and sizes that should not go out."""

from __future__ import annotations

from pathlib import Path

import pytest

from mainstem.hub.leaks import check, limits
from mainstem.hub.tree import Folder
from mainstem.model import HubFile

_SECRETS = {
    "hf": "hf_" + "a1" * 17,
    "aws": "AKIA" + "ABCDEFGHIJKLMNOP",
    "github": "ghp_" + "a1" * 18,
    "openai": "sk-proj-" + "a1" * 20,
    "key": "-----BEGIN RSA PRIVATE KEY-----",
    "wandb": "WANDB_API_KEY=" + "0f" * 20,
    "address": "postgresql://me:verysecret@db.example.org/x",
    "password": 'password = "correct horse"'.replace(" horse", "-horse"),
}


@pytest.mark.parametrize("told", _SECRETS.values(), ids=_SECRETS)
def test_a_secret_is_found_and_not_shown(tmp_path: Path, told: str) -> None:
    """The line is told, the secret is not."""
    (tmp_path / "run.sh").write_text(f"one\n{told}\n")
    found = list(check(Folder(tmp_path)))
    assert ["secret"] == [one.rule for one in found]
    assert "line 2" in found[0].told
    assert told not in found[0].told + found[0].rests_on


@pytest.mark.parametrize(
    "told", ["hf_token", "sk-learn", "https://user@example.org/", "password: ask the owner"]
)
def test_words_that_look_alike_are_none(tmp_path: Path, told: str) -> None:
    """Names of variables and plain addresses are left alone."""
    (tmp_path / "notes.txt").write_text(told)
    assert [] == [one.rule for one in check(Folder(tmp_path))]


def test_a_secret_in_the_metadata_of_weights_is_found(tmp_path: Path) -> None:
    """Trainers write arguments into headers."""
    header = f'{{"__metadata__": {{"token": "{_SECRETS["hf"]}"}}}}'.encode()
    (tmp_path / "model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    assert ["secret"] == [one.rule for one in check(Folder(tmp_path))]


@pytest.mark.parametrize("told", ["/home/someone/data/x", "C:\\\\Users\\\\someone\\\\x", "s3://bucket/run-1"])
def test_paths_of_a_machine_are_told(tmp_path: Path, told: str) -> None:
    """They tell who trained where, and lead nowhere."""
    (tmp_path / "config.json").write_text(f'{{"_name_or_path": "{told}"}}')
    assert ["local-path"] == [one.rule for one in check(Folder(tmp_path))]


@pytest.mark.parametrize(
    "name", ["optimizer.pt", "rng_state_0.pth", "global_step10/x.pt", "training_args.bin"]
)
def test_states_of_training_are_stray(tmp_path: Path, name: str) -> None:
    """They are large, and pickles."""
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"\0")
    assert ["stray-state"] == [one.rule for one in check(Folder(tmp_path))]


def test_the_limits_of_the_hub_are_kept(tmp_path: Path) -> None:
    """Files over 50 GB are errors, over 20 GB warnings."""
    tree = Folder(tmp_path)
    tree.files = {name: HubFile(name, gb * 10**9) for name, gb in (("a", 60), ("b", 30), ("c", 1))}
    assert [("a", "error"), ("b", "warning")] == [(one.subject, one.level) for one in limits(tree)]
