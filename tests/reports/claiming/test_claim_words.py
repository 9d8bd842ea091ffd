"""What words say of a claim's kind."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from mainstem.reports.claiming import claim_words
from mainstem.reports.claiming.claim_words import KINDS, ClaimWords, shipped, terms

MADE = ClaimWords(
    provenance="a test",
    terms=("brisk", "brisk kernels", "percent"),
    idf=np.array([1, 2, 1], np.float32),
    weights=np.eye(3, len(KINDS), dtype=np.float32) * np.float32(4),
    bias=np.zeros(len(KINDS), np.float32),
    learned=frozenset({7, 2**63}),
)


def test_numbers_and_names_are_told_by_what_they_are() -> None:
    """So that one report's figures say nothing of another's."""
    assert {"name", "gains", "percent", "name gains", "gains percent"} == set(terms("Brook-2 gains 4.5%."))


def test_a_hyphen_at_a_line_end_is_mended() -> None:
    """PDFium leaves a mark there."""
    assert {"remarkable"} == set(terms("remark\ufffeable"))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """Weights to a hundredth of the largest of their kind; all else as it was."""
    path = tmp_path / claim_words.FILE
    claim_words.write(path, MADE)
    read = claim_words.read(path.read_bytes())
    assert (MADE.provenance, MADE.terms, MADE.learned) == (read.provenance, read.terms, read.learned)
    assert np.abs(MADE.weights - read.weights).max() < 0.04


def test_the_same_model_makes_the_same_bytes(tmp_path: Path) -> None:
    """So that a change of the file is a change of the model."""
    claim_words.write(tmp_path / "a", MADE)
    claim_words.write(tmp_path / "b", MADE)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_words_make_kinds_likelier() -> None:
    """The shares of all kinds sum to 1, and the terms that decided can be told."""
    likely = MADE.likely("Brisk kernels")
    assert KINDS[1] == max(likely, key=likely.__getitem__)
    assert abs(1 - sum(likely.values())) < 1e-6
    assert ("brisk kernels",) == MADE.speak("Brisk kernels", KINDS[1], KINDS[2])


def test_what_is_shipped_is_small_and_holds_no_sentence() -> None:
    """Single words and pairs of words."""
    path = Path(claim_words.__file__).with_name(claim_words.FILE)
    assert path.stat().st_size < 300_000
    assert max(len(term.split()) for term in shipped().terms) <= 2
