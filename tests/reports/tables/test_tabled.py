"""The tables of a document."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure
from mainstem.reports.document import Leaf
from mainstem.reports.subject.names import Names
from mainstem.reports.tables.cells import state
from mainstem.reports.tables.grids import grids
from mainstem.reports.tables.tabled import Table, rows

Told = Callable[[str], list[Disclosure]]
_TABLE = (
    "Table 4: Settings of the models\n\n| # Params | # Layers | Hidden size |\n|---|---|---|\n"
    "| 0.4B | 12 | 1536 |\n| 1.1B | 18 | 2304 |"
)


@pytest.mark.parametrize(
    ("before", "is_ours"),
    [
        ("## Architecture\n\nTable 4 lists the sizes.", True),
        ("## Ablations\n\nTable 4 lists the sizes.", False),
    ],
)
def test_a_table_is_a_trials_where_a_section_on_trials_speaks_of_it_first(
    told: Told, before: str, *, is_ours: bool
) -> None:
    """Its caption need not say so."""
    found = [one for one in told(f"{before}\n\n{_TABLE}") if one.where == "table"]
    assert found
    assert {not is_ours} == {one.is_other for one in found}


def test_rows_of_a_table_are_no_prose(drawn: Callable[[str], Leaf]) -> None:
    """Also rows that state nothing, where they look like those that do."""
    leaf = drawn("""
Learning rate    8e-5
Batch size       1152
Hidden size      2048
Weight decay     0.01

Table 7: Settings of Brook.
""")
    made = [Table(leaf, grid, tuple(state(grid, Names("Brook")))) for grid in grids(leaf)]
    at = leaf.text.index("0.01")
    assert any(start <= at < end for start, end in rows(made)[1])
