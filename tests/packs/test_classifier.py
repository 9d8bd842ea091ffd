"""The file of the classifier that a pack ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from mainstem import packs
from mainstem.errors import PackError
from mainstem.model import Classifier
from mainstem.packs import classifier

MADE = Classifier(
    made_on="2026-06-30",
    provenance="a test",
    outputs=("core", "adjacent", "off", "library", "library/kernels"),
    terms=("kernel", "kv cache"),
    idf=np.array([1, 2], np.float32),
    title_weights=np.array([[1, -1, 0, 0.5, 0.25], [0, 1, 0, 0, 1]], np.float32),
    text_weights=np.array([[0.5, -1, 0, 0, 0], [0, 1, 0, 1, 1]], np.float32),
    facts=("shape=paper",),
    fact_weights=np.array([[0.5, 0, 0, 0, 1]], np.float32),
    bias=np.array([0, 0.5, 0, 0, 0], np.float32),
    learned=np.array([7, 2**63], np.uint64),
)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Weights to a hundredth of the largest of their output; all else as it was."""
    classifier.write(tmp_path, MADE)
    read = classifier.read(tmp_path)
    assert read is not None
    assert (MADE.outputs, MADE.terms, MADE.facts, MADE.learned.tolist()) == (
        read.outputs, read.terms, read.facts, read.learned.tolist()
    )  # fmt: skip
    for name in ("title_weights", "text_weights", "fact_weights", "bias", "idf"):
        assert np.abs(getattr(MADE, name) - getattr(read, name)).max() < 0.01
    assert MADE.name == read.name


def test_the_same_model_makes_the_same_bytes(tmp_path: Path) -> None:
    """So that a change of the file is a change of the model."""
    first = classifier.write(tmp_path, MADE).read_bytes()
    assert first == classifier.write(tmp_path, MADE).read_bytes()


def test_a_pack_without_one_has_none(tmp_path: Path) -> None:
    """Classification is then simply not there."""
    assert None is classifier.read(tmp_path)


@pytest.mark.parametrize(
    "damage", [lambda b: b[: len(b) // 2], lambda b: b"", lambda b: b[:200] + b"x" * 50 + b[250:]]
)
def test_a_damaged_file_is_named(tmp_path: Path, damage: object) -> None:
    """With what to do."""
    path = classifier.write(tmp_path, MADE)
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    with pytest.raises(PackError, match="is not a whole classifier"):
        classifier.read(tmp_path)


def test_the_shipped_one_speaks_of_the_pack_s_topics() -> None:
    """And says what it learned from."""
    folder = packs.find("llm-systems")
    made, pack = classifier.read(folder), packs.load(folder, lambda _: None)
    assert made is not None
    assert [topic.id for topic in pack.topics] == [name for name in made.outputs if "/" in name]
    assert "labels" in made.provenance
    assert len(made.learned) > 1000
