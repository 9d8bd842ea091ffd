"""How corrections move works that are near."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from mainstem.pipeline.classify_taught import taught

OUTPUTS = ("core", "adjacent", "off", "library", "model", "library/kernels", "model/moe")
ROWS = sparse.csr_array(np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]], np.float32))  # two alike, one apart
ODDS = np.tile(np.array([1, 0, 0, 1, 0, 1, 0], np.float32), (3, 1))
IDS = ("a", "b", "c")


def test_without_corrections_nothing_moves() -> None:
    """Nor with corrections of works that are not there."""
    assert ODDS is taught(ODDS, ROWS, IDS, {}, OUTPUTS)
    assert ODDS is taught(ODDS, ROWS, IDS, {"z": {"axis": "model"}}, OUTPUTS)


def test_a_correction_moves_its_work_most_and_near_works_less() -> None:
    """And works that share no word not at all."""
    moved = taught(ODDS, ROWS, IDS, {"a": {"topic": "model/moe"}}, OUTPUTS) - ODDS
    own, near, apart = (moved[n, OUTPUTS.index("model/moe")] for n in range(3))
    assert own > near > apart == 0
    assert "model/moe" == OUTPUTS[5 + int(np.argmax((ODDS + moved)[0, 5:]))]


def test_a_topic_tells_its_axis_and_nothing_of_relevance() -> None:
    """Each field learns from what was said of it."""
    moved = taught(ODDS, ROWS, IDS, {"a": {"topic": "model/moe"}}, OUTPUTS) - ODDS
    assert moved[0, OUTPUTS.index("model")] > 0
    assert [0, 0, 0] == moved[0, :3].tolist()
