"""What the regions of the map are called: crowds of dots, by their topic and the words that stand out in them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations, compress
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
_STEM = 6  # letters by which two words are taken for one
_LEAST_TOPIC = 0.08  # of a region's works that are of a topic, or it does not name the region
_N_TRIED = 10  # words that may stand second in a name
_NEAR = 0.08 * SIDE  # of each other stand the works that hold the words of one name


def regions(
    spots: Spots,
    words: Sequence[str],
    matrix: sparse.csr_array,
    spelled: Mapping[str, str],
    topics: Sequence[str | None] | None = None,
) -> list[Area]:
    """The wide regions and then the close ones, each with its terms, the most telling first, and its middle.

    ``matrix`` holds the works' TF-IDF rows [work, word]; ``spelled`` says how the field writes terms of its own,
    which name a region better than other words (``spelling``). ``topics`` are the names of the works' topics, None for
    a work without one: the topic that is most beyond its share of all works comes first in a region's name.
    """
    n = len(spots)
    if n == 0:
        return []
    telling = _Telling(words, matrix, spelled, np.array(topics or [None] * n, object))
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

    def __init__(
        self,
        words: Sequence[str],
        matrix: sparse.csr_array,
        spelled: Mapping[str, str],
        topics: NDArray[np.object_],
    ) -> None:
        self._topics = topics
        self._words = words
        self._spelled = spelled
        self._firm = np.array([" " in word or word in spelled for word in words], bool)
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

    def terms(self, inside: NDArray[np.bool_], *, may_be_loose: bool) -> list[int]:
        """The words that tell these works best, by their columns; none shares a part with one before.

        Words that say something by themselves: two of them, or a term of the field's own; others only where there
        are none of these and they may be loose.
        """
        weight = np.asarray(self._matrix[inside].mean(axis=0)).ravel()
        held = np.asarray(self._holds[inside].mean(axis=0)).ravel()
        beyond = (weight - self._overall) * np.log1p(weight / np.maximum(self._overall, 1e-9))
        told = np.where(held >= _LEAST_SHARE, beyond * self._likes, 0)
        firm = self._apart(np.where(self._firm, told, 0))
        return firm or (self._apart(told) if may_be_loose else [])

    def _apart(self, told: NDArray[np.float64]) -> list[int]:
        found: list[int] = []
        for n in np.argsort(-told, kind="stable")[:40].tolist():
            if told[n] <= 0 or len(found) == _N_TRIED:
                break
            if not {*self._words[n].split()} & {part for one in found for part in self._words[one].split()}:
                found.append(n)
        return found

    def topic(self, inside: NDArray[np.bool_]) -> str | None:
        """The topic of many of these works, and of more of them than of all; None where there is none."""
        overall = Counter(one for one in self._topics if one)
        here = Counter(one for one in self._topics[inside] if one)
        n, best = int(inside.sum()), ("", 0.0)
        for name, held in sorted(here.items()):
            share = held / n
            beyond = share * float(np.log(share * len(self._topics) / overall[name]))
            best = max(best, (name, beyond), key=lambda one: one[1]) if share >= _LEAST_TOPIC else best
        return best[0] or None

    def of(self, topic: str, inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of these works those of the topic."""
        return np.asarray(inside & (self._topics == topic))

    def spelled(self, columns: Iterable[int]) -> tuple[str, ...]:
        """Words as the field writes them."""
        return tuple(self._spelled.get(self._words[n]) or self._by_part(self._words[n]) for n in columns)

    def _by_part(self, word: str) -> str:
        return " ".join(self._spelled.get(part, part) for part in word.split())

    def holders(self, columns: Sequence[int], inside: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Of these works those that hold the first of the words; all of them where there is none."""
        if not columns:
            return inside
        held: NDArray[np.float64] = self._holds[:, [columns[0]]].toarray().ravel()
        return inside & (held > 0)


def _named(level: int, of: NDArray[np.int64], spots: Spots, telling: _Telling) -> list[Area]:
    """The largest first; no two have one name, and what has none that no other has stays without.

    A name stands among the works of its topic, or that hold its first word; a word whose works stand elsewhere
    comes into it only where no other does.
    """
    found: list[Area] = []
    taken: set[tuple[str, ...]] = set()
    for n in np.argsort(-np.bincount(of), kind="stable").tolist():
        inside = of == n
        topic = telling.topic(inside)
        columns = telling.terms(inside, may_be_loose=topic is None)
        middle = _middle(spots[telling.of(topic, inside) if topic else telling.holders(columns, inside)])
        others = [_middle(spots[telling.holders([one], inside)]) for one in columns]
        is_near = [dist(place, middle) < _NEAR for place in others]
        near = telling.spelled(compress(columns, is_near))
        far = telling.spelled(compress(columns, (not one for one in is_near)))
        terms = next((one for one in _names(topic, near, far) if one not in taken), ())
        taken.add(terms)
        found.append(Area(level, terms, *middle, int(inside.sum())))
    return found


def _names(topic: str | None, near: Sequence[str], far: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Names of a region, the best first: its topic with a phrase that says something else, or two phrases."""
    if topic:
        yield from ((topic, one) for one in near if not _says(topic) & _says(one))
        yield from ((topic, one) for one in far if not _says(topic) & _says(one))
        yield (topic,)
    yield from combinations(near, _N_TERMS)
    yield from ((one,) for one in near if " " in one)


def _says(name: str) -> set[str]:
    """The beginnings of its words, and of all of it: "pre-training" says what "pretraining" does."""
    parts = name.lower().replace("-", " ").split()
    return {part[:_STEM] for part in [*parts, "".join(parts)] if len(part) > 1}


def _middle(spots: Spots) -> tuple[int, int]:
    """The work nearest to the median, so that a name stands on its crowd."""
    middle = np.median(spots, axis=0)
    nearest = spots[int(np.argmin(((spots - middle) ** 2).sum(axis=1)))]
    return int(nearest[0]), int(nearest[1])
