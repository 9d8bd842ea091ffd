"""Works that are like one: the same words, authors, labs and sources, weighed as the ranking weighs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from mainstem.model import Work
from mainstem.pipeline.week import View

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

LEAST = 0.05  # cosine below which two works share nothing but common words


class Near(NamedTuple):
    """A work, and how like it is: a cosine in [0, 1]."""

    work: Work
    likeness: float


def near(app: Mainstem, work_id: str, look: View, n: int = 8) -> list[Near]:
    """The ``n`` works known at ``look.at`` that are most like one, best first; none where it is not ranked."""
    held = app.ranking.held(look, lambda _: None)
    here = held.position.get(work_id)
    if here is None:
        return []
    rows = held.rows["taste"].matrix[: len(held.ids)]
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1), np.float64).ravel())
    shared = np.asarray((rows @ rows[[here]].T).todense(), np.float64).ravel()
    likeness = shared / np.maximum(length * length[here], 1e-12)
    likeness[here] = 0.0
    best = np.argsort(-likeness, kind="stable")[:n]
    found = {held.ids[i]: float(likeness[i]) for i in best.tolist() if likeness[i] >= LEAST}
    works = app.store.works.of(found)
    return [Near(works[name], value) for name, value in found.items() if name in works]
