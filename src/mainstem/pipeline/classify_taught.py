"""How corrections teach: a small kernel model on top of the shipped one. Pure.

Each corrected work pulls the works that share its words (the cosine of their TF-IDF rows) towards what was said of
it, as hard as is needed for the model to agree on the corrected works themselves, and no harder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from mainstem.model import Field

_FIELDS: tuple[Field, ...] = ("relevance", "axis", "topic")
_N_STEPS, _STEP, _DECAY = 60, 0.5, 0.05
_NEAR = 0.2  # cosine below which two works have nothing to say about each other
Floats = NDArray[np.float32]


def taught(
    odds: Floats,
    rows: sparse.csr_array,
    ids: Sequence[str],
    said: Mapping[str, Mapping[Field, str]],
    outputs: Sequence[str],
) -> Floats:
    """``odds`` [work, output] after the corrections ``said`` (by work id) of the works among ``ids``."""
    examples = np.array([n for n, name in enumerate(ids) if name in said], np.int64)
    if not len(examples):
        return odds
    near = np.asarray((rows @ rows[examples].T).todense(), np.float32)
    near[near < _NEAR] = 0
    learned = odds.copy()
    for field in _FIELDS:
        columns = _columns(field, outputs)
        wanted = [_column(field, said[ids[n]], outputs, columns) for n in examples]
        told = [n for n, column in enumerate(wanted) if column is not None]
        if told:
            truth = np.eye(len(columns), dtype=np.float32)[
                [column for column in wanted if column is not None]
            ]
            own = odds[examples[told]][:, columns]
            pull = _pull(own, near[examples[told]][:, told], truth)
            learned[:, columns] += near[:, told] @ pull
    return learned


def _columns(field: Field, outputs: Sequence[str]) -> NDArray[np.int64]:
    """The outputs that say something of a field."""
    relevances = ("core", "adjacent", "off")
    kinds = {
        "relevance": [name in relevances for name in outputs],
        "axis": [name not in relevances and "/" not in name for name in outputs],
        "topic": ["/" in name for name in outputs],
    }
    return np.flatnonzero(kinds[field])


def _column(
    field: Field, said: Mapping[Field, str], outputs: Sequence[str], columns: NDArray[np.int64]
) -> int | None:
    """Which of the columns a correction names; a topic tells its axis too."""
    value = said.get(field)
    if field == "axis" and value is None and "topic" in said:
        value = said["topic"].partition("/")[0]
    names = [outputs[n] for n in columns]
    return names.index(value) if value in names else None


def _pull(odds: Floats, near: Floats, truth: Floats) -> Floats:
    """How much of each output every example adds to what is near it: kernel logistic regression by gradient."""
    pull = np.zeros_like(odds)
    for _ in range(_N_STEPS):
        now = odds + near @ pull
        chances = np.exp(now - np.logaddexp.reduce(now, axis=1)[:, None])
        pull += _STEP * (truth - chances) - _DECAY * pull
    return pull
