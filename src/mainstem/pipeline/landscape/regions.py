"""What the regions of the map are called: crowds of dots, by the words that stand out in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from math import dist

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Area
from mainstem.pipeline.landscape.layout import SEED, SIDE, Spots

N_WIDE = 18  # regions that are named while all of the map is seen
_WORKS_EACH = 70  # of a region that is named when one looks closer
_MOST = 60
_LEAST_SHARE = 0.08  # of a region's works that hold a word, or it does not name the region
_PAIR, _OWN = (
    1.35,
    1.6,
)  # two words say more than one; a term of the pack's taxonomy says it as the field does
_COMMON = 0.08  # share of all works above which a word names nothing
_VERSION = re.compile(r"v?\d")
_N_TERMS = 2
_N_TRIED = 10  # words that may stand second in a name
_NEAR = 0.08 * SIDE  # of each other stand the works that hold the words of one name


def regions(
    spots: Spots, words: Sequence[str], matrix: sparse.csr_array, spelled: Mapping[str, str]
) -> list[Area]:
    """The wide regions and then the close ones, each with its terms, the most telling first, and its middle.

    ``matrix`` holds the works' TF-IDF rows [work, word]; ``spelled`` says how the field writes terms of its own,
    which name a region better than other words (``spelling``).
    """
    n = len(spots)
    if n == 0:
        return []
    telling = _Telling(words, matrix, spelled)
    wide = _crowds(spots, min(N_WIDE, max(1, n // 10)))
    close = _crowds(spots, min(_MOST, max(1, n // _WORKS_EACH)))
    found = _named(0, wide, spots, telling)
    return [*found, *(_named(1, close, spots, telling) if close.max() > wide.max() else ())]


def spelling(terms: Iterable[str]) -> dict[str, str]:
    """Terms as the field writes them, by the words of ``layout.words`` ("kv cache": "KV cache")."""
    found: dict[str, str] = {}
    for term in terms:
        word = " ".join(_singular(part) for part in re.sub(r"[^a-z0-9]+", " ", term.lower()).split())
        if word.count(" ") < 2:
            found.setdefault(word, term)
    return found


def _singular(word: str) -> str:
    plural = len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return word[:-1] if plural else word


def _crowds(spots: Spots, n: int) -> NDArray[np.int64]:
    from sklearn.cluster import KMeans

    n = min(n, len(np.unique(spots, axis=0)))
    return np.asarray(KMeans(n, n_init=4, random_state=SEED).fit_predict(spots.astype(float)), np.int64)


class _Telling:
    """How much a word tells some of the works from the others."""

    def __init__(self, words: Sequence[str], matrix: sparse.csr_array, spelled: Mapping[str, str]) -> None:
        self._words = words
        self._spelled = spelled
        self._matrix = matrix
        self._holds = (matrix > 0).astype(np.float64)
        self._overall = np.asarray(matrix.mean(axis=0)).ravel()
        self._likes = self._liked(np.asarray(self._holds.mean(axis=0)).ravel())

    def _liked(self, share: NDArray[np.float64]) -> NDArray[np.float64]:
        """What a word is worth as a name: none where it is all common words, or a number of a version."""
        common = {word for word, part in zip(self._words, share, strict=True) if part > _COMMON}
        found = np.ones(len(self._words))
        for n, word in enumerate(self._words):
            parts = word.split()
            if common.issuperset(parts) or any(_VERSION.match(part) for part in parts):
                found[n] = 0
            else:
                found[n] = (_PAIR if len(parts) > 1 else 1) * (_OWN if word in self._spelled else 1)
        return found

    def terms(self, inside: NDArray[np.bool_]) -> list[int]:
        """The words that tell these works best, by their columns; none shares a part with one before."""
        weight = np.asarray(self._matrix[inside].mean(axis=0)).ravel()
        held = np.asarray(self._holds[inside].mean(axis=0)).ravel()
        beyond = (weight - self._overall) * np.log1p(weight / np.maximum(self._overall, 1e-9))
        told = np.where(held >= _LEAST_SHARE, beyond * self._likes, 0)
        found: list[int] = []
        for n in np.argsort(-told, kind="stable")[:40].tolist():
            if told[n] <= 0 or len(found) == _N_TRIED:
                break
            if not {*self._words[n].split()} & {part for one in found for part in self._words[one].split()}:
                found.append(n)
        return found

    def spelled(self, columns: Iterable[int]) -> tuple[str, ...]:
        """Words as the field writes them."""
        return tuple(self._spelled.get(self._words[n], self._words[n]) for n in columns)

    def holders(self, columns: Sequence[int], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of these works those that hold the first of the words; all of them where there is none."""
        if not columns:
            return inside
        held: NDArray[np.float64] = self._holds[:, [columns[0]]].toarray().ravel()
        return inside & (held > 0)


def _named(level: int, of: NDArray[np.int64], spots: Spots, telling: _Telling) -> list[Area]:
    """The largest first; one whose words name a larger one already stays without a name.

    A name stands among the works that hold its first word; a word whose works stand elsewhere is left out of it.
    """
    found: list[Area] = []
    for n in np.argsort(-np.bincount(of), kind="stable").tolist():
        inside = of == n
        columns = telling.terms(inside)
        middle = _middle(spots[telling.holders(columns, inside)])
        others = [_middle(spots[telling.holders([one], inside)]) for one in columns]
        near = [one for one, place in zip(columns, others, strict=True) if dist(place, middle) < _NEAR]
        terms = telling.spelled(near[:_N_TERMS])
        taken = any(terms == area.terms for area in found)
        found.append(Area(level, () if taken else terms, *middle, int(inside.sum())))
    return found


def _middle(spots: Spots) -> tuple[int, int]:
    """The work nearest to the median, so that a name stands on its crowd."""
    middle = np.median(spots, axis=0)
    nearest = spots[int(np.argmin(((spots - middle) ** 2).sum(axis=1)))]
    return int(nearest[0]), int(nearest[1])
