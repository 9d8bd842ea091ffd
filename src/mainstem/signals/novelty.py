"""Novelty: what is near to something that was read already is worth less of a person's time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from mainstem.model import Catalogue, Pack, Rows, Work
from mainstem.seams import Known
from mainstem.text.alike import vectors

_NEAR = 0.35  # likeness of titles from which they are about the same thing; below it a title says nothing
_N_READ = 200  # the last ones: what was read years ago can be read again


def rows(works: Sequence[Work], pack: Pack) -> Rows:
    """The works by the words of their titles."""
    return Rows((), vectors([work.title for work in works]))


@dataclass(frozen=True, slots=True, eq=False)
class Novelty:
    """How new each work is to the reader, and what was read that it is near to."""

    values: NDArray[np.float64]
    titles: Sequence[str]  # of what was read
    likeness: csr_array  # [work, read]

    def evidence(self, n: int) -> str:
        """The work that it is near to, where it is near."""
        if not self.values[n] < 0.5:
            return ""
        return f"near to {self.titles[int(self.likeness[[n]].toarray().argmax())]!r}, which you read"


def learn(held: Catalogue, known: Known) -> Novelty:
    """From .5 (nothing read is near) down to 0 (the same title); unknown as long as nothing was read.

    What was read itself is near to nothing but the other works read.
    """
    marks = reversed(
        [mark for mark in known.marks if mark.action == "read" and mark.work_id in held.position]
    )
    read = list(dict.fromkeys(held.position[mark.work_id] for mark in marks))[:_N_READ]
    titles = held.rows["novelty"].matrix
    if not read:
        return Novelty(np.full(len(held.ids), np.nan), (), titles[:, :0])
    likeness = (titles @ titles[read].T).tocsr()
    enough = np.flatnonzero(likeness.data > _NEAR)  # few
    works = np.searchsorted(likeness.indptr, enough, side="right") - 1
    own = np.array(read)[likeness.indices[enough]] == works
    likeness.data[enough[own]] = 0
    nearest = np.zeros(len(held.ids))
    np.maximum.at(nearest, works, likeness.data[enough])
    near = np.clip(nearest - _NEAR, 0, 1 - _NEAR) / (1 - _NEAR)
    return Novelty(0.5 * (1 - near), [held.titles[i] for i in read], likeness)
