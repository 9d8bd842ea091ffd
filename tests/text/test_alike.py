"""How alike short texts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.text.alike import vectors


def test_rare_words_count_more_than_common_ones() -> None:
    """What two texts share alone makes them more alike than what all share."""
    texts = ["fast cache eviction", "fast eviction policy", "fast kernels", "fast cars"]
    rows = vectors(texts)
    likeness = (rows @ rows.T).toarray()

    assert likeness[0, 1] > likeness[0, 2] > 0
    assert pytest.approx(1) == likeness[0, 0]


@given(st.lists(st.text(alphabet="abc -.5é", max_size=20), max_size=8))
def test_likeness_lies_between_none_and_all(texts: list[str]) -> None:
    """Whatever the texts, also empty ones and none at all."""
    rows = vectors(texts)
    likeness = (rows @ rows.T).toarray()

    assert (len(texts), len(texts)) == likeness.shape
    assert ((likeness >= 0) & (likeness <= 1 + 1e-5)).all()


def test_a_name_with_its_number_says_what_a_text_is_about() -> None:
    """However it is written; the same name with another number is less alike."""
    texts = ["GLM-5.2 runs at home", "Who tried GLM 5.2?", "Who tried GLM 5.1?"]
    rows = vectors(texts)
    likeness = (rows @ rows.T).toarray()

    assert likeness[0, 1] > 2 * likeness[0, 2]
    assert likeness[1, 2] < 0.7
