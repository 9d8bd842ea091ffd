"""Texts to rows of TF-IDF over a fixed list of terms, fast: 30,000 abstracts in about a second.

A term is one, two or three words (``text.words``) next to each other:
"kv cache", "mixture of expert", "quantization". ``Terms`` holds the list, ``Terms.rows`` counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.text.words import END, spelled, split

MAX_CHARS = 900  # of a text: about an abstract, so that a long post weighs what a paper does
TITLE_WEIGHT = 3.0  # a word of the title counts as three of the text
TITLE_SHARE = 0.3  # of a row is the title's alone


class _Numbers(dict[bytes, int]):
    """Words as they come, to numbers: above 0 for the words of terms, 0 for every other. Filled as they are met."""

    def __init__(self, known: dict[bytes, int]) -> None:
        super().__init__({END: -1})
        self._known = known

    def __missing__(self, word: bytes) -> int:
        self[word] = number = self._known.get(spelled(word), 0)
        return number


class Terms:
    """A list of terms, ready to be counted."""

    def __init__(self, terms: Sequence[str], idf: NDArray[np.float32]) -> None:
        self._idf = np.asarray(idf, np.float32)
        parts = [term.encode().split() for term in terms]
        known = {word: n for n, word in enumerate(sorted(set(chain.from_iterable(parts))), 1)}
        self._numbers = _Numbers(known)
        self._base = len(known) + 1
        codes = np.array([self._code([known[word] for word in part]) for part in parts], np.int64)
        order = np.argsort(codes)
        self._codes, self._columns = codes[order], order.astype(np.int32)

    def _code(self, numbers: Iterable[int]) -> int:
        """One number for a term: its words' numbers as digits, none of them 0."""
        code = 0
        for number in numbers:
            code = code * self._base + number
        return code

    def rows(self, titles: Sequence[str], texts: Sequence[str]) -> sparse.csr_array:
        """One row of length 1 a work (all zeros without terms), float32 [work, term].

        The title alone makes ``TITLE_SHARE`` of it, title and text together the rest, each as
        ``ln(1 + 3 n_title + n_text) * idf`` scaled to length 1: so a title is heard beside the longest text.
        """
        n, shape = len(titles), (len(titles), len(self._idf))
        rows, columns = self._found([*titles, *(text[:MAX_CHARS] for text in texts)])
        weights = np.where(rows < n, TITLE_WEIGHT, 1).astype(np.float32)
        in_title = rows < n
        alone = sparse.coo_array((weights[in_title], (rows[in_title], columns[in_title])), shape=shape)
        both = sparse.coo_array((weights, (rows % max(n, 1), columns)), shape=shape)
        mixed = self._weighed(alone) * np.float32(TITLE_SHARE) + self._weighed(both) * np.float32(
            1 - TITLE_SHARE
        )
        return _unit(mixed.tocsr())

    def _weighed(self, counts: sparse.coo_array) -> sparse.csr_array:
        counted = counts.tocsr()
        counted.data = np.log1p(counted.data) * self._idf[counted.indices]
        return _unit(counted)

    def _found(self, texts: Sequence[str]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """Every place where a term stands: the text's position and the term's column."""
        tokens = split(texts)
        numbers = np.fromiter(map(self._numbers.__getitem__, tokens), np.int64, len(tokens))
        text_of = np.cumsum(numbers < 0)
        starts = np.flatnonzero(numbers > 0)
        codes = numbers[starts]
        found = [self._columns_of(starts, codes)]
        for further in (1, 2):
            goes_on = numbers[starts + further] > 0  # the last token of all is an end
            starts, codes = starts[goes_on], codes[goes_on]
            codes = codes * self._base + numbers[starts + further]
            found.append(self._columns_of(starts, codes))
        places = np.concatenate([place for place, _ in found])
        return text_of[places].astype(np.int32), np.concatenate([columns for _, columns in found])

    def _columns_of(
        self, starts: NDArray[np.int64], codes: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        place = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = self._codes[place] == codes
        return starts[known], self._columns[place[known]]


def _unit(rows: sparse.csr_array) -> sparse.csr_array:
    """Every row scaled to length 1, but for rows of zeros."""
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)))
    rows.data /= np.repeat(np.maximum(length, 1e-9), np.diff(rows.indptr)).astype(np.float32)
    return rows
