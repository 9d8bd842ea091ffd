"""Works that a later one took the place of."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mainstem.model import Successor
from mainstem.pipeline.planning.pool import History, pool_of
from mainstem.pipeline.planning.superseded import superseded, told
from tests.pipeline.planning.fakes import NOW, PACK, canon_row, ranked
from tests.pipeline.planning.test_pool import MONDAY

ROW = replace(
    canon_row(1),
    successors=(
        Successor("Gemma 2: Improving", "arxiv:2", "2024-07"),
        Successor("Gemma 3 Technical Report", "arxiv:3", "2025-03"),
        Successor("Gemma 4 Technical Report", "arxiv:4", "2026-07"),
        Successor("Another 9", "arxiv:9", "2026-01", "other lab"),
    ),
    predecessors=(Successor("Old way", "arxiv:0", None), Successor("Kin", "arxiv:7", None, "other lab")),
)
ROWS = replace(PACK, canon=(ROW, canon_row(2)))


def test_a_higher_version_and_the_canon_row_supersede_what_came_before() -> None:
    """The newest that is out is named; kin and other labs' works only follow."""
    assert {
        "arxiv:0": "Canon work 1 (2017-01-01)",
        "arxiv:2": "Gemma 3 Technical Report (2025-03)",
    } == superseded(ROWS, NOW)
    assert "Gemma 4 Technical Report (2026-07)" == superseded(ROWS, NOW + timedelta(days=9))["arxiv:3"]


def test_a_canon_work_is_left_to_the_review() -> None:
    """The canon's own rows are read until the review lets them go."""
    row = replace(canon_row(2), key="arxiv:2")

    assert ["arxiv:0"] == list(superseded(replace(ROWS, canon=(ROW, row)), NOW))


def test_superseded_works_stay_out_of_the_pool_and_are_told() -> None:
    """By any of their keys; only those that would have been thought of are worth a line."""
    works = [ranked("doi:2", 0.9, keys=("arxiv:2",)), ranked("arxiv:0", 0.2), ranked("arxiv:9", 0.5)]
    found = pool_of(works, History((), (), NOW, MONDAY), ROWS, NOW)
    [missed] = told(works, superseded(ROWS, NOW), 0.3)

    assert ["arxiv:9"] == [c.work.id for c in found]
    assert ("doi:2", "superseded by Gemma 3 Technical Report (2025-03)") == (missed.work, missed.reason)
