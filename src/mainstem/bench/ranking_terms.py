"""Words and pairs of words of papers, counted once a paper, and weighed anew each week by what was known then.

A term is known by a 64-bit hash of its words, so that its column depends on no other paper: rankings of a week are the
same whatever came later, and whichever week the benchmark began with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Work

Codes = NDArray[np.uint64]
_COMBINING = re.compile("[\u0300-\u036f]+")
_PAIR = np.uint64(0x9E3779B97F4A7C15)  # odd: "a b" and "b a" come to different codes


class Terms:
    """How often each word and each pair of neighbouring words stands in each paper; stop words stand nowhere."""

    def __init__(self, word: str, stop: frozenset[str], text: Callable[[Work], str]) -> None:
        self._word, self._stop, self._text = re.compile(word), stop, text
        self._hashes = _Hashes()
        self._rows: dict[str, int] = {}
        self._codes: Codes = np.empty(0, np.uint64)  # in order
        self._columns: NDArray[np.int64] = np.empty(0, np.int64)  # of each code
        self._counts = sparse.csr_array((0, 0), dtype=np.float32)

    def counts(self, works: Sequence[Work]) -> sparse.csr_array:
        """How often each term stands in each work: float32 [work, term], the terms in the order of their codes.

        Among the terms may be some that none of these works has.
        """
        self._add([work for work in works if work.id not in self._rows])
        rows = self._counts[[self._rows[work.id] for work in works]]
        place = np.empty(len(self._columns), np.int32)  # of each column in the order of the codes
        place[self._columns] = np.arange(len(place))
        told = (rows.data, place[rows.indices], rows.indptr.astype(np.int32))  # scikit-learn wants 32 bits
        return sparse.csr_array(told, rows.shape)

    def _add(self, works: Sequence[Work]) -> None:
        if not works:
            return
        codes, rows = self._occurrences(works)
        found, numbers = np.unique(codes, return_inverse=True)
        columns = self._columns_of(found)[numbers]
        added = sparse.csr_array(
            (np.ones(len(rows), np.float32), (rows, columns)), (len(works), len(self._codes))
        )  # sums what stands twice
        before = self._counts
        wider = sparse.csr_array(
            (before.data, before.indices, before.indptr), (before.shape[0], len(self._codes))
        )
        self._rows |= {work.id: len(self._rows) + n for n, work in enumerate(works)}
        self._counts = sparse.csr_array(sparse.vstack([wider, added], "csr"))

    def _columns_of(self, codes: Codes) -> NDArray[np.int64]:
        """The columns of codes, which are in order; unseen ones get the next columns."""
        unseen = np.setdiff1d(codes, self._codes, assume_unique=True)
        if len(unseen):
            fresh = np.arange(len(self._codes), len(self._codes) + len(unseen))
            places = np.searchsorted(self._codes, unseen)
            self._codes = np.insert(self._codes, places, unseen)
            self._columns = np.insert(self._columns, places, fresh)
        return self._columns[np.searchsorted(self._codes, codes)]

    def _occurrences(self, works: Sequence[Work]) -> tuple[Codes, NDArray[np.int64]]:
        """The code and the row of every word and every pair of neighbours."""
        found = [self._words(work) for work in works]
        words = np.fromiter(chain.from_iterable(found), np.uint64)
        rows = np.repeat(np.arange(len(works)), [len(each) for each in found])
        beside = rows[:-1] == rows[1:]
        pairs = (words[:-1] * _PAIR + words[1:])[beside]
        return np.concatenate([words, pairs]), np.concatenate([rows, rows[:-1][beside]])

    def _words(self, work: Work) -> list[int]:
        told = _plain(self._text(work).lower())
        return [self._hashes[word] for word in self._word.findall(told) if word not in self._stop]


class _Hashes(dict[str, int]):
    """A 64-bit number for each word, worked out when the word is first met."""

    def __missing__(self, word: str) -> int:
        self[word] = int.from_bytes(blake2b(word.encode(), digest_size=8).digest())
        return self[word]


def tfidf(counts: sparse.csr_array, *, n_terms: int, min_texts: int) -> sparse.csr_array:
    """Rows of length 1 over the most frequent terms: float32 [text, term].

    A term is in at least ``min_texts`` texts and at most half of them, and weighs
    ``(1 + ln tf) * (ln((1 + n) / (1 + df)) + 1)``. Terms that tie at the end of the ``n_terms`` are all left out, so
    that nothing hangs on their order.
    """
    n = counts.shape[0]
    n_texts = np.bincount(counts.indices, minlength=counts.shape[1])
    n_times = np.bincount(counts.indices, counts.data, minlength=counts.shape[1])
    kept = np.flatnonzero((n_texts >= min_texts) & (n_texts <= n / 2))
    if len(kept) > n_terms:
        next_best = np.partition(n_times[kept], -n_terms - 1)[-n_terms - 1]
        kept = kept[n_times[kept] > next_best]
    rows = counts[:, kept]
    rarity = (np.log((1 + n) / (1 + n_texts[kept])) + 1).astype(np.float32)
    rows.data = (1 + np.log(rows.data)) * rarity[rows.indices]
    return unit(rows)


def unit(rows: sparse.csr_array) -> sparse.csr_array:
    """The rows at length 1; empty ones stay empty."""
    length = np.sqrt(rows.multiply(rows).sum(axis=1))
    length[length == 0] = 1
    rows.data /= np.repeat(length, np.diff(rows.indptr)).astype(rows.dtype)
    return rows


def one_text(work: Work) -> str:
    """Title, abstract and authors."""
    return " ".join([work.title, work.text, *work.authors])


def stop_words() -> frozenset[str]:
    """The English stop words of scikit-learn, which the peers use."""
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

    return frozenset(ENGLISH_STOP_WORDS)


def _plain(text: str) -> str:
    """Without accents."""
    if text.isascii():
        return text
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text))
