"""Works to rows of TF-IDF in four blocks: title, text, categories, facts. Each work is counted once and kept.

A column has one number for good: four times that of its word, plus its block. So what was learned on one Monday is
read on the next, though words came and went between.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Work
from mainstem.signals.learned.counts import FACTS, Growing, counted, facts, text_of

Ids = NDArray[np.int64]
BLOCKS = ("title", "text", "categories", "facts")
ALL = {"title": 0.8, "text": 1.0, "categories": 0.4, "facts": 0.2}  # each block's length in a row
TITLES = {"title": 1.0, "categories": 0.4}
_MIN_WORKS = 2  # a word of one work alone carries nothing over to others


@dataclass(frozen=True, slots=True)
class Rows:
    """One row a work; ``ids`` are the columns' numbers, in order, and ``rarity`` what each weighs."""

    matrix: sparse.csr_array  # float32 [work, column]
    ids: Ids
    rarity: NDArray[np.float32]


class Papers:
    """Works as counts."""

    def __init__(self) -> None:
        self._columns = Growing()
        self._rows: dict[str, int] = {}
        self._counts: dict[str, Any] = {block: sparse.csr_array((0, 0), dtype=np.float32) for block in BLOCKS}

    def words(self) -> list[str]:
        """Every word, category and fact met, in the order of their numbers."""
        return [word.decode() for word in self._columns.words]

    def rows(self, works: Sequence[Work], lengths: dict[str, float]) -> Rows:
        """Rows over the columns that two of the works share; rarity is counted over the works."""
        places = self._places(works)
        blocks = [
            _weighed(self._counts[block][places], BLOCKS.index(block), length)
            for block, length in lengths.items()
        ]
        ids = np.concatenate([block.ids for block in blocks])
        order = np.argsort(ids)
        joined = sparse.csr_array(sparse.hstack([block.matrix for block in blocks], "csr"))
        rarity = np.concatenate([block.rarity for block in blocks])
        return Rows(sparse.csr_array(joined[:, order]), ids[order], rarity[order])

    def _places(self, works: Sequence[Work]) -> Ids:
        new = [work for work in works if work.id not in self._rows]
        if new:
            self._rows |= {work.id: len(self._rows) + n for n, work in enumerate(new)}
            for block, added in self._counted(new).items():
                self._counts[block] = _below(self._counts[block], added)
        return np.array([self._rows[work.id] for work in works], np.int64)

    def _counted(self, works: Sequence[Work]) -> dict[str, sparse.csr_array]:
        return {
            "title": counted([work.title for work in works], self._columns),
            "text": counted([text_of(work) for work in works], self._columns),
            "categories": self._named([list(work.extra.get("categories", ())) for work in works]),
            "facts": self._named(
                [[f for f, has in zip(FACTS, row, strict=True) if has] for row in facts(works)]
            ),
        }

    def _named(self, names: Sequence[Sequence[str]]) -> sparse.csr_array:
        """Names as if each were one word; no word of a text holds a dot."""
        found = [[self._columns[name_key(name)] for name in each] for each in names]
        columns = np.array([column for each in found for column in each], np.int32)
        rows = np.repeat(np.arange(len(names)), [len(each) for each in found])
        shape = (len(names), int(columns.max(initial=-1)) + 1)
        return sparse.csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape)


def name_key(name: str) -> bytes:
    """A category or a fact as a word that no text has."""
    return b"." + name.encode()


def _weighed(counts: sparse.csr_array, block: int, length: float) -> Rows:
    n = counts.shape[0]
    n_works = np.bincount(counts.indices, minlength=counts.shape[1])
    kept = np.flatnonzero(n_works >= _MIN_WORKS)
    found = counts[:, kept]
    rarity = (
        np.log((n + 1) / (n_works[kept] + 1)).astype(np.float32)
        if block < 2
        else np.ones(len(kept), np.float32)
    )
    found.data = (1 + np.log(found.data)) * rarity[found.indices]
    return Rows(unit(found, length), kept * 4 + block, rarity)


def unit(rows: sparse.csr_array, length: float) -> sparse.csr_array:
    """The rows at that length; empty ones stay empty."""
    found = np.sqrt(rows.multiply(rows).sum(axis=1)).astype(np.float32)
    rows.data *= np.repeat(
        np.divide(length, found, where=found > 0, out=np.zeros_like(found)), np.diff(rows.indptr)
    )
    return rows


def _below(above: sparse.csr_array, added: sparse.csr_array) -> sparse.csr_array:
    width = max(above.shape[1], added.shape[1])
    both = [sparse.csr_array((m.data, m.indices, m.indptr), (m.shape[0], width)) for m in (above, added)]
    return sparse.csr_array(sparse.vstack(both, "csr"))
