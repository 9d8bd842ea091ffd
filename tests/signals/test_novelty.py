"""How far a work is from what was read."""

from __future__ import annotations

import pytest

from mainstem.model import Signal
from mainstem.signals import novelty
from tests.signals.fakes import WORKS, known, mark, work

READ = work("Evicting the KV cache by head")
SAME = work("Evicting the KV cache by head", "web:elsewhere")
NEAR = work("Evicting the KV cache by layer and head")


def test_unknown_until_something_was_read() -> None:
    """A skip is no read."""
    assert {None} == {s.value for s in novelty.values(WORKS, known(marks=[mark(WORKS[0], "skip")]))}


def test_the_nearer_to_what_was_read_the_less() -> None:
    """The same title is worth nothing more, another subject is not touched."""
    works = [READ, SAME, NEAR, *WORKS[10:]]
    [read, same, near, *others] = novelty.values(works, known(marks=[mark(READ, "read")]))

    assert Signal("novelty", 0.5, "") == read
    assert (pytest.approx(0, abs=1e-6), "near to 'Evicting the KV cache by head', which you read") == (
        same.value,
        same.evidence,
    )
    assert near.value is not None
    assert 0 < near.value < 0.5
    assert [0.5] * len(others) == [signal.value for signal in others]


def test_a_work_is_known_as_read_by_any_of_its_keys() -> None:
    """Marked by its DOI, found under its arXiv id."""
    known_by = work("Evicting the KV cache by head", "arxiv:1", keys=("arxiv:1", READ.id))
    [_, same] = novelty.values([known_by, SAME], known(marks=[mark(READ, "read")]))

    assert pytest.approx(0, abs=1e-6) == same.value
