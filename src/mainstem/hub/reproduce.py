"""What a rerun of the training would need, and which of it a checkpoint tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from mainstem.hub import evaluations, facts
from mainstem.hub.card import listed
from mainstem.hub.tree import Tree, text
from mainstem.model import HubFinding

NEEDS = {
    "data": "the data: `datasets:` in the card",
    "seed": "the seed of the training",
    "code": "the training code and its revision",
    "versions": "versions of the libraries",
    "arguments": "the arguments of the training (learning rate, batch, steps)",
    "hardware": "hardware and hours",
    "evaluation": "settings of the evaluation (harness revision, shots)",
}
_SEED = re.compile(r"\b(?:random |data )?seed\b\W{0,4}(?:is |of |was )?(\d+)", re.IGNORECASE)
_COMMIT = re.compile(
    r"github\.com/[\w.-]+/[\w.-]+/(?:tree|commit|blob)/[\w.-]+|\bcommit\W{0,3}[0-9a-f]{7,40}\b", re.IGNORECASE
)
_REPOSITORY = re.compile(r"github\.com/[\w.-]+/[\w.-]+")
_VERSION = re.compile(
    r"\b(?:transformers|pytorch|torch|datasets|tokenizers|deepspeed|trl|megatron\S*)\W{1,4}v?\d+\.\d+",
    re.IGNORECASE,
)
_LEARNING = re.compile(r"\blearning[ _]rate\b[^\n]{0,20}\d", re.IGNORECASE)
_HARDWARE = re.compile(
    r"\b(?:[ABH][123]00|[ABH]200|GB200|MI[23]\d{2}X?|TPU ?v\d|RTX ?\d{4}|L40S?|Trainium)\b|\bGPU[- ]hours\b"
)
_SHOTS = re.compile(r"\b\d+[- ]shot\b", re.IGNORECASE)


def told(tree: Tree, metadata: Mapping[str, Any]) -> dict[str, str]:
    """Where each need is met; empty where it is not."""
    card, arguments = text(tree, "README.md"), facts.arguments(tree)
    harness = evaluations.settings(tree)
    found = {
        "data": ", ".join(listed(metadata.get("datasets"))),
        "seed": _argument(arguments, "seed") or _match(_SEED, card),
        "code": _match(_COMMIT, card),
        "versions": _versions(tree, card),
        "arguments": _argument(arguments, "learning_rate") or _match(_LEARNING, card),
        "hardware": _match(_HARDWARE, card),
        "evaluation": harness.get("git_hash", "") or _match(_SHOTS, card),
    }
    return {need: found[need] for need in NEEDS}


def _argument(arguments: Mapping[str, Any], name: str) -> str:
    return f"{name} {arguments[name]}" if arguments.get(name) is not None else ""


def _match(form: re.Pattern[str], card: str) -> str:
    found = form.search(card)
    return " ".join(found.group().split()) if found else ""


def _versions(tree: Tree, card: str) -> str:
    files = [
        path
        for path in tree.files
        if path in ("requirements.txt", "environment.yml", "uv.lock", "poetry.lock")
    ]
    return files[0] if files else _match(_VERSION, card)


def check(tree: Tree, metadata: Mapping[str, Any]) -> Iterator[HubFinding]:
    """One note that names every need that is not met."""
    missing = [NEEDS[need] for need, where in told(tree, metadata).items() if not where]
    if missing:
        found = _REPOSITORY.search(text(tree, "README.md"))
        named = (
            f" ({found.group()} is named without a revision)" if found and NEEDS["code"] in missing else ""
        )
        what = f"a rerun would need, and nothing tells: {'; '.join(missing)}{named}"
        yield HubFinding("reproduction", "note", "README.md", what)
