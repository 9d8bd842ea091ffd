"""Works as rows of words and names: what a reader's taste is learned over.

A work's words and pairs of neighbouring words make a part of length 1 (the title counts three times), its authors and
labs a part of length ``_NAMES``, its source one of ``_SOURCE``. The pack's topics stand as rows after the works.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Pack, Rows, Work

_MAX_CHARS = 900  # of a text: about an abstract, so that a long post weighs what a paper does
_TITLE = 3.0
_NAMES, _SOURCE = 0.3, 0.2
_MAX_NAMES = 30  # authors of one work; the lists of hundreds say nothing of one person
_LEAST_WORD, _LEAST_PAIR = 2, 4  # works that must hold a term, or it carries nothing over to others
_MOST = 0.2  # share of the works above which a term tells nothing
_FEW = 10  # or in so many of them, where there are few works
_END = b"."
_TO_WORDS = bytes(byte if chr(byte).isalnum() and byte < 128 else ord(" ") for byte in range(256)).replace(
    b" ", _END, 1
)  # NUL, which no text holds, becomes the end of a text
_STOP = frozenset(
    """
    a about above across after all also although among an and any are as at based be because been before being
    between both but by can could did do does during each either et existing for from further had has have having
    here how however i if in into introduce is it its itself key make many may might more moreover most much must
    near new nor not of often on only onto or other our out over per propose proposed same several should show
    significant significantly since so some such than that the their them then there these they this those
    through thus to too two under until up upon us use used using various very via was we well were what when
    where whether which while who whose why will with within without would yet you your
    al approach based i method paper preprint present report result s technical work
    """.split()  # noqa: SIM905 - a list literal would be 130 lines
)


def rows(works: Sequence[Work], pack: Pack) -> Rows:
    """One row a work and, after them, one a topic of the pack; features are "word:...", "author:..." and so on."""
    topics = pack.topics
    titles = [*(work.title for work in works), *("" for _ in topics)]
    texts = [*(work.text for work in works), *(f"{t.definition} {'; '.join(t.words)}" for t in topics)]
    words, counted = _words(titles, texts)
    labs = {name.casefold(): lab.id for lab in pack.labs for name in (lab.name, *lab.names)}
    names, named = _named([_names(work, labs) for work in works], len(titles))
    matrix = sparse.hstack([counted, named]).tocsr().astype(np.float32)
    return Rows((*(f"word:{word}" for word in words), *names), matrix)


# --- words ------------------------------------------------------------------------------------------


class _Numbers(dict[bytes, int]):
    """Words as they come, to numbers: -1 for the end of a text, -2 for a word that says nothing."""

    def __init__(self) -> None:
        super().__init__({_END: -1})
        self.words: list[str] = []
        self._known: dict[bytes, int] = {}

    def __missing__(self, word: bytes) -> int:
        spelled = _singular(word)
        if len(spelled) < 2 or word.isdigit() or {word.decode(), spelled.decode()} & _STOP:
            number = -2
        else:
            number = self._known.setdefault(spelled, len(self.words))
            if number == len(self.words):
                self.words.append(spelled.decode())
        self[word] = number
        return number


def _singular(word: bytes) -> bytes:
    plural = len(word) > 3 and word.endswith(b"s") and not word.endswith((b"ss", b"us", b"is"))
    return word[:-1] if plural else word


def _words(titles: Sequence[str], texts: Sequence[str]) -> tuple[list[str], sparse.csr_array]:
    """The terms, and ``ln(1 + 3 n_title + n_text) * ln(n / df)`` scaled to length 1: [text, term]."""
    told = [*titles, *(text[:_MAX_CHARS] for text in texts)]
    joined = " \0 ".join([*(text.replace("\0", " ") for text in told), ""])
    tokens = joined.lower().encode("ascii", "replace").translate(_TO_WORDS).split()
    numbers = _Numbers()
    found = np.fromiter(map(numbers.__getitem__, tokens), np.int64, len(tokens))
    text_of = np.cumsum(found == -1)
    single = np.flatnonzero(found >= 0)
    pair = single[found[np.minimum(single + 1, len(found) - 1)] >= 0]
    n_words = len(numbers.words)
    codes = np.concatenate([found[single], (found[pair] + 1) * n_words + found[pair + 1]])
    counted, codes = _count(codes, np.concatenate([text_of[single], text_of[pair]]), len(titles))
    kept = _telling(counted, codes < n_words)
    return [_spell(code, numbers.words) for code in codes[kept].tolist()], _weighed(counted[:, kept])


def _count(
    codes: NDArray[np.int64], places: NDArray[np.int64], n: int
) -> tuple[sparse.csr_array, NDArray[np.int64]]:
    """How often each term stands in each text, once in a text and three times in a title."""
    known, columns = np.unique(codes, return_inverse=True)
    times = np.where(places < n, _TITLE, 1).astype(np.float32)
    shape = (n, len(known))
    return sparse.coo_array((times, (places % max(n, 1), columns)), shape=shape).tocsr(), known


def _telling(counted: sparse.csr_array, is_word: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The columns of terms that stand in more than a few of the works and in less than many."""
    n_works = np.bincount(counted.indices, minlength=len(is_word))
    least = np.where(is_word, _LEAST_WORD, _LEAST_PAIR)
    return np.flatnonzero((n_works >= least) & (n_works <= max(_MOST * counted.shape[0], _FEW)))


def _weighed(counted: sparse.csr_array) -> sparse.csr_array:
    n_works = np.bincount(counted.indices, minlength=counted.shape[1])
    rarity = np.log(counted.shape[0] / np.maximum(n_works, 1)).astype(np.float32)
    counted.data = np.log1p(counted.data) * rarity[counted.indices]
    length = np.sqrt(np.asarray(counted.multiply(counted).sum(axis=1)))
    counted.data /= np.repeat(np.maximum(length, 1e-9), np.diff(counted.indptr)).astype(np.float32)
    return counted


def _spell(code: int, words: Sequence[str]) -> str:
    first, second = divmod(code, len(words))
    return words[second] if first == 0 else f"{words[first - 1]} {words[second]}"


# --- names ------------------------------------------------------------------------------------------


def _names(work: Work, labs: Mapping[str, str]) -> list[tuple[str, float]]:
    """The features of who wrote and who brought the work, and what each weighs."""
    people = [f"author:{author}" for author in work.authors[:_MAX_NAMES]]
    signed = {f"lab:{labs[author.casefold()]}" for author in work.authors if author.casefold() in labs}
    if work.source_id.startswith("lab-"):
        signed.add(f"lab:{work.source_id.removeprefix('lab-')}")
    names = list(dict.fromkeys([*people, *sorted(signed)]))
    each = _NAMES / max(len(names), 1) ** 0.5
    return [*((name, each) for name in names), (f"source:{work.source_id}", _SOURCE)]


def _named(names: Sequence[Sequence[tuple[str, float]]], n: int) -> tuple[list[str], sparse.csr_array]:
    """The names, whatever their capitals, spelled as they came first; and the rows: [work, name]."""
    spelled: dict[str, str] = {}
    numbers: dict[str, int] = {}
    columns = []
    for name, _ in chain.from_iterable(names):
        folded = name.casefold()
        spelled.setdefault(folded, name)
        columns.append(numbers.setdefault(folded, len(numbers)))
    places = np.repeat(np.arange(len(names)), [len(its) for its in names])
    weights = np.fromiter((weight for _, weight in chain.from_iterable(names)), np.float32)
    shape = (n, len(numbers))
    return list(spelled.values()), sparse.coo_array((weights, (places, columns)), shape=shape).tocsr()
