"""Counted words and their weights."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer

from mainstem.bench.ranking_terms import Terms, tfidf
from mainstem.model import Work

WORD = r"\b[a-z][a-z0-9]+\b"
TEXTS = ["Fast attention, fast kernels", "Attention is slow", "Räder und Kernels", "of the kernels of", ""]


def _works(texts: list[str]) -> list[Work]:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    return [Work(str(n), text, "", "paper", "paper", "mixed", "", at) for n, text in enumerate(texts)]


def _terms() -> Terms:
    return Terms(WORD, frozenset({"of", "the"}), lambda work: work.title)


def _likeness(rows: object) -> NDArray[np.float64]:
    dense = rows.toarray()  # type: ignore[attr-defined]
    return np.asarray(dense @ dense.T)


def test_rows_are_those_of_scikit_learn() -> None:
    """The peers' vectoriser: words and pairs after stop words, accents off, sublinear, smooth, length 1."""
    peer = TfidfVectorizer(
        token_pattern=WORD,
        stop_words=["of", "the"],
        ngram_range=(1, 2),
        sublinear_tf=True,
        strip_accents="unicode",
    ).fit_transform(TEXTS)
    ours = tfidf(_terms().counts(_works(TEXTS)), n_terms=100, min_texts=1)
    kernels_in_most = TfidfVectorizer(
        token_pattern=WORD,
        stop_words=["of", "the"],
        ngram_range=(1, 2),
        sublinear_tf=True,
        strip_accents="unicode",
        max_df=0.5,
    ).fit_transform(TEXTS)
    assert peer.shape[1] == ours.shape[1] + 1  # "kernels" is in more than half of the texts
    np.testing.assert_allclose(_likeness(kernels_in_most), _likeness(ours), atol=1e-6)


def test_counting_bit_by_bit_changes_nothing() -> None:
    """A week's rows are the same whichever papers were counted before, in whatever order."""
    works = _works(TEXTS)
    once, bit_by_bit = _terms(), _terms()
    bit_by_bit.counts(works[3:])
    bit_by_bit.counts(works[1:])
    for asked in (works, works[2:0:-1]):
        here, there = (
            tfidf(terms.counts(asked), n_terms=100, min_texts=1).toarray() for terms in (once, bit_by_bit)
        )
        assert np.array_equal(here, there)


def test_terms_that_tie_at_the_end_are_left_out() -> None:
    """With room for one more term and two alike, neither is taken."""
    rows = tfidf(_terms().counts(_works(["aa", "aa bb", "cc dd", "ee", "ff"])), n_terms=2, min_texts=1)
    assert 1 == rows.shape[1]
