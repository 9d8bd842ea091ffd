"""The tables of a document, with what each of them states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.reports import cells, shares
from mainstem.reports.cells import Stated
from mainstem.reports.document import Document, Leaf
from mainstem.reports.grids import Grid, Line, grids
from mainstem.reports.names import Names


@dataclass(frozen=True, slots=True)
class Table:
    """A table that states something."""

    leaf: Leaf
    grid: Grid
    stated: tuple[Stated, ...]


def read(document: Document, names: Names) -> list[Table]:
    """The tables of a document that state something, in order."""
    return [table for leaf in document.leaves for table in _tables(leaf, names)]


def _tables(leaf: Leaf, names: Names) -> Iterator[Table]:
    for grid in grids(leaf):
        if stated := (*cells.state(grid, names), *shares.read(grid, names)):
            yield Table(leaf, grid, stated)


def rows(tables: Sequence[Table]) -> dict[int | str, list[tuple[int, int]]]:
    """By leaf, where the rows of its tables stand in its text: those with as many cells as one that tells."""
    made: defaultdict[int | str, list[tuple[int, int]]] = defaultdict(list)
    for table in tables:
        told = {one.row for one in table.stated}
        shapes = {len(row.cells) for row in table.grid.rows if _span(row) in told}
        made[table.leaf.name] += [_span(row) for row in table.grid.rows if len(row.cells) in shapes]
    return made


def _span(row: Line) -> tuple[int, int]:
    return min(cell.start for cell in row.cells), max(cell.end for cell in row.cells)
