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

    def rows(self, texts: Sequence[str]) -> sparse.csr_array:
        """One row of length 1 a text (all zeros without terms): ``ln(1 + n) * idf``; float32 [text, term]."""
        rows, columns = self._found(texts)
        ones, shape = np.ones(len(rows), np.float32), (len(texts), len(self._idf))
        counted = sparse.coo_array((ones, (rows, columns)), shape=shape).tocsr()
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
