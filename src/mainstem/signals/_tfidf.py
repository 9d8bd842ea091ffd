"""Texts to TF-IDF over words and pairs of neighbouring words, with numpy alone.

scikit-learn's vectoriser says the same and takes five times as long once pairs are counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain, count

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

_WORD = re.compile(r"[a-z][a-z0-9]+(?:\.[a-z0-9]+)*|[0-9]+[a-z]+")  # kv, fp8, 4bit, llama.cpp, cs.dc
_STOP = frozenset(
    """
    about above after all also although among an and any are as at be because been before being
    between both but by can could did do does during each either et for from further had has have
    having here how however if in into is it its itself may might more moreover most much must near
    nor not of on only onto or other our out over per same several should since so some such than
    that the their them then there these they this those through thus to too under until up upon us
    use used uses using very via was we were what when where whether which while who whose why will
    with within without would yet you your
    paper preprint report technical
    """.split()  # noqa: SIM905 - a list literal would be 130 lines
)
_RARE = (
    10_000  # a term in fewer than one of so many texts is left out: it cannot carry anything over to others
)


def tfidf(texts: Sequence[str], n_seeds: int) -> tuple[list[str], sparse.csr_array]:
    """The terms, and one row of length 1 a text (all zeros for a text without terms): float32 [text, term].

    A term is a word or two words next to each other; its weight is ``(1 + ln tf) * ln(n / df)``, so that a
    word of every text weighs nothing. The first ``n_seeds`` texts are weighed alike but not counted in n, df.
    """
    words, codes, counts = _count(texts)
    n = len(texts) - n_seeds
    n_texts = np.bincount(counts.indices[counts.indptr[n_seeds] :], minlength=len(codes))
    kept = np.flatnonzero(n_texts > n // _RARE)
    counts = counts[:, kept]
    rarity = np.log(n / n_texts[kept]).astype(np.float32)
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    return [_spell(code, words) for code in codes[kept].tolist()], _unit(counts)


def _count(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64], sparse.csr_array]:
    """The words, the codes of the terms, and how often each stands in each text: float32 [text, term].

    Word i has the code i, and the pair (i, j) the code (i + 1) * n_words + j.
    """
    words, terms, rows = _words_and_pairs(texts)
    n = max(len(texts), 1)
    # One sort of plain numbers, each a term in a text, groups by term and then by text: no index is carried along.
    places = np.sort(terms * n + rows)
    starts = np.flatnonzero(np.diff(places, prepend=-1))
    codes, columns = np.unique(places[starts] // n, return_inverse=True)
    n_times = np.diff(starts, append=len(places)).astype(np.float32)
    return (
        words,
        codes,
        sparse.csr_array((n_times, (places[starts] % n, columns)), shape=(len(texts), len(codes))),
    )


def _words_and_pairs(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int64], NDArray[np.int64]]:
    """The words, and the code and the row of every occurrence of a term."""
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    found = [[numbers[word] for word in _WORD.findall(text.lower())] for text in texts]
    words = list(numbers)
    singles = np.fromiter(chain.from_iterable(found), np.int64)
    rows = np.repeat(np.arange(len(texts)), [len(text) for text in found])
    told = ~np.array([word in _STOP for word in words], bool)[singles]
    beside = told[:-1] & told[1:] & (rows[:-1] == rows[1:])
    pairs = (singles[:-1][beside] + 1) * len(words) + singles[1:][beside]
    return words, np.concatenate([singles[told], pairs]), np.concatenate([rows[told], rows[:-1][beside]])


def _spell(code: int, words: list[str]) -> str:
    first, second = divmod(code, len(words))
    return words[second] if first == 0 else f"{words[first - 1]} {words[second]}"


def _unit(matrix: sparse.csr_array) -> sparse.csr_array:
    length = np.sqrt(matrix.multiply(matrix).sum(axis=1))
    length[length == 0] = 1
    matrix.data /= np.repeat(length, np.diff(matrix.indptr))
    return matrix
