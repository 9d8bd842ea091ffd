"""What a rerun needs, and where it is told."""

from __future__ import annotations

import json
from pathlib import Path

from mainstem.hub.reproduce import NEEDS, check, told
from mainstem.hub.tree import Folder
from tests.hub.test_evaluations import HARNESS

_CARD = (
    "Trained on 8 H100 with seed 42 and learning rate 2e-5, code at github.com/sample/train/tree/v1.0, "
    "with transformers 4.50."
)


def test_a_card_that_tells_all_lacks_nothing(tmp_path: Path) -> None:
    """Each need names where it is met."""
    (tmp_path / "README.md").write_text(_CARD)
    (tmp_path / "results.json").write_text(json.dumps(HARNESS))
    found = told(Folder(tmp_path), {"datasets": ["a/b"]})
    assert {
        "data": "a/b",
        "seed": "seed 42",
        "code": "github.com/sample/train/tree/v1.0",
        "versions": "transformers 4.50",
        "arguments": "learning rate 2e-5",
        "hardware": "H100",
        "evaluation": "abc1234",
    } == found
    assert [] == list(check(Folder(tmp_path), {"datasets": ["a/b"]}))


def test_an_empty_card_lacks_everything(tmp_path: Path) -> None:
    """One note that names them all, and code without a revision."""
    (tmp_path / "README.md").write_text("See github.com/sample/train for the code.")
    (found,) = check(Folder(tmp_path), {})
    assert all(need in found.told for need in NEEDS.values())
    assert "github.com/sample/train is named without a revision" in found.told
