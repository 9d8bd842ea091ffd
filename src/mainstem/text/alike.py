"""How alike short texts are, by their rare words. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_WORD = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)*")
_NAMED = re.compile(r"([^\W\d_]+)[ -]?v?(\d+(?:\.\d+)*)(?!\w)")  # GLM-5.2, Gemma 4, DeepSeek-V4
_NAME = 2.0  # what a name with its number weighs against a word as rare
_STOP_WORDS = """
a about an and are as at be by can do does for from has have how i in into is it its just more most my new no not now
of on or our out so than that the their there this to using via was we what when why will with you your
"""
_STOP = frozenset(_STOP_WORDS.split())


def vectors(texts: Sequence[str]) -> csr_array:
    """One row a text: float32 [text, word], so that the product of two rows is their likeness in [0, 1].

    Each word counts once, by ``ln(1 + n / df)`` among these texts; a name with its number ("GLM-5.2", "Gemma 4")
    says what a text is about, and counts once more, for twice that. A row has length 1, and without words it is
    all zeros.
    """
    import numpy as np
    from scipy.sparse import csr_array

    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    found = [sorted({numbers[word] for word in _words(text)}) for text in texts]
    columns = np.fromiter(chain.from_iterable(found), np.int64)
    n_words = np.array([len(row) for row in found], np.int64)
    rarity = np.log1p(len(texts) / np.maximum(np.bincount(columns, minlength=len(numbers)), 1))
    rows = np.repeat(np.arange(len(texts)), n_words)
    rarity[[number for word, number in numbers.items() if _NAMED.fullmatch(word)]] *= _NAME
    weights = rarity[columns]
    lengths = np.sqrt(np.bincount(rows, weights**2, minlength=len(texts)))
    data = (weights / lengths[rows]).astype(np.float32)
    starts = np.concatenate([[0], np.cumsum(n_words)])
    return csr_array((data, columns, starts), shape=(len(texts), len(numbers)))


def _words(text: str) -> list[str]:
    told = text.lower()
    words = [word for word in _WORD.findall(told) if word not in _STOP]
    return [*words, *(name + number for name, number in _NAMED.findall(told) if name not in _STOP)]
