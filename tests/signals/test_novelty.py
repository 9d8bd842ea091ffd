"""How far a work is from what was read."""

from __future__ import annotations

import numpy as np
import pytest

from mainstem.signals import novelty
from tests.signals.fakes import WORKS, catalogue, known, mark, work

READ = work("Evicting the KV cache by head")
SAME = work("Evicting the KV cache by head", "web:elsewhere")
NEAR = work("Evicting the KV cache by layer and head")


def test_unknown_until_something_was_read() -> None:
    """A skip is no read."""
    found = novelty.learn(catalogue(WORKS), known(marks=[mark(WORKS[0], "skip")]))

    assert (True, "") == (bool(np.isnan(found.values).all()), found.evidence(3))


def test_the_nearer_to_what_was_read_the_less() -> None:
    """The same title is worth nothing more, another subject is not touched."""
    found = novelty.learn(catalogue([READ, SAME, NEAR, *WORKS[10:]]), known(marks=[mark(READ, "read")]))
    [read, same, near, *others] = found.values.tolist()

    assert (0.5, "") == (read, found.evidence(0))
    assert (pytest.approx(0, abs=1e-6), "near to 'Evicting the KV cache by head', which you read") == (
        same,
        found.evidence(1),
    )
    assert 0 < near < 0.5
    assert [0.5] * len(others) == others
