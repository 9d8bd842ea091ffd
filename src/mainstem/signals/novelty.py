"""Novelty: what is near to something that was read already is worth less of a person's time."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.model import Signal, Work
from mainstem.seams import Known
from mainstem.text.alike import vectors

_NEAR = 0.35  # likeness of titles from which they are about the same thing; below it a title says nothing
_N_READ = 200  # the last ones: what was read years ago can be read again


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """From .5 (nothing read is near) down to 0 (the same title); unknown as long as nothing was read.

    What was read itself is near to nothing but the other works read.
    """
    row_of = {key: n for n, work in enumerate(works) for key in (work.id, *work.keys)}
    marks = reversed([mark for mark in known.marks if mark.action == "read" and mark.work_id in row_of])
    read = list(dict.fromkeys(row_of[mark.work_id] for mark in marks))[:_N_READ]
    if not read:
        return [Signal("novelty", None) for _ in works]
    rows = vectors([work.title for work in works])
    likeness = (rows @ rows[read].T).toarray()
    likeness[read, range(len(read))] = 0
    nearest = likeness.argmax(axis=1).tolist()
    return [
        _signal(float(likeness[n, column]), works[read[column]].title) for n, column in enumerate(nearest)
    ]


def _signal(likeness: float, title: str) -> Signal:
    near = max(0.0, min(1.0, likeness) - _NEAR) / (1 - _NEAR)
    return Signal("novelty", 0.5 * (1 - near), f"near to {title!r}, which you read" if near else "")
