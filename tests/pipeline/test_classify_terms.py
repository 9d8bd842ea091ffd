"""Texts to rows over a fixed list of terms."""

from __future__ import annotations

import numpy as np

from mainstem.pipeline.classify_terms import Terms

TERMS = Terms(("cache", "kv cache", "mixture of expert", "quantization"), np.array([1, 2, 3, 1], np.float32))


def _found(text: str) -> list[int]:
    return TERMS.rows([text]).indices.tolist()


def test_terms_of_one_to_three_words_are_found() -> None:
    """However they are spelled: plural, capitals, British, with punctuation between."""
    assert [0, 1] == sorted(_found("KV-Caches for all"))
    assert [2, 3] == sorted(_found("Quantisation in a mixture of experts"))


def test_no_term_runs_from_one_text_into_the_next() -> None:
    """Each text is closed."""
    assert [[], [0]] == [
        row.indices.tolist() for row in (TERMS.rows(["for kv", "cache it"])[[n]] for n in (0, 1))
    ]


def test_rows_have_length_one_and_rare_terms_weigh_more() -> None:
    """A text without terms is a row of zeros."""
    row = TERMS.rows(["kv cache", "nothing"]).toarray()
    assert [1.0, 0.0] == np.round(np.sqrt((row**2).sum(axis=1)), 6).tolist()
    assert [1.0, 2.0] == np.round(row[0, :2] / row[0, 0], 6).tolist()


def test_no_texts_make_no_rows() -> None:
    """The shape stays."""
    assert (0, 4) == TERMS.rows([]).shape
