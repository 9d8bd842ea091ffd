"""Tables that add up: a row or column called "Total", and columns of shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.model import Check
from mainstem.reports.arithmetic.common import EXACT, held
from mainstem.reports.disclose import quote
from mainstem.reports.document import Document
from mainstem.reports.numbers import NUMBER, value
from mainstem.reports.subject.names import Names
from mainstem.reports.tables.grids import Cell, Grid, Line, grids

_WORTH_READING = re.compile(
    r"\b(?:total|sum|percentage|proportion|composition|mixture|share)\b", re.IGNORECASE
)
_TOTAL = re.compile(r"^(?:in )?(?:total|sum)(?: of all)?\W*$", re.IGNORECASE)
_SHARE = re.compile(
    r"\b(?:percentage|proportion|share|fraction|mixture|composition|ratio)s?\b|^%$|\(%\)", re.IGNORECASE
)
_NO_SHARE = re.compile(
    r"\baccura|\bscore|\brate\b|\bwin\b|\bpass\b|\bbenchmark|\bresults?\b|\bperformance", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"^\$?~?\s?(?P<n>{NUMBER}\s?(?:[KMBT]|[mbtr]{{1,2}}illion)?)(?P<share>\s?%)?$", re.IGNORECASE
)
_FAR = 0.1  # apart: more, and rows were not read or something else is told
_MAX_PARTS = 30


@dataclass(frozen=True, slots=True)
class _Part:
    printed: str
    number: float
    is_share: bool
    cell: Cell
    row: Line


def totals(document: Document, names: Names) -> Iterator[Check]:
    """The sums that tables tell, each against its parts."""
    for leaf in document.leaves:
        if _WORTH_READING.search(leaf.text):
            for grid in grids(leaf):
                yield from _rows(grid, names)
                yield from _columns(grid, names)
                yield from _shares(grid, names)


def _part(cell: Cell, row: Line) -> _Part | None:
    found = _NUMBER.match(cell.text.strip())
    number = value(found["n"].strip()) if found else None
    if found is None or number is None:
        return None
    return _Part(cell.text.strip(), number, bool(found["share"]), cell, row)


def _rows(grid: Grid, names: Names) -> Iterator[Check]:
    """A last row called "Total" against the rows above it, column by column."""
    for n, row in enumerate(grid.rows):
        if not row.cells or not _TOTAL.match(row.cells[0].text) or n < 2:
            continue
        for cell in row.cells[1:]:
            parts = [_below(above, cell) for above in grid.rows[:n]]
            if (total := _part(cell, row)) and all(parts):
                yield from _held(grid, [one for one in parts if one], total, names)


def _below(row: Line, cell: Cell) -> _Part | None:
    """The number of a row that stands in the column of a cell."""
    if len(row.cells) < 2:
        return None
    nearest = min(row.cells[1:], key=lambda one: abs(one.middle - cell.middle))
    overlaps = nearest.x0 <= cell.x1 and cell.x0 <= nearest.x1
    return _part(nearest, row) if overlaps else None


def _columns(grid: Grid, names: Names) -> Iterator[Check]:
    """A last column called "Total" against the columns before it, row by row."""
    for row in grid.rows:
        if len(row.cells) < 4 or not _TOTAL.match(grid.above(row.cells[-1], row.cells).strip()):
            continue
        parts = [_part(cell, row) for cell in row.cells[1:-1]]
        if (total := _part(row.cells[-1], row)) and all(parts):
            yield from _held(grid, [one for one in parts if one], total, names)


def _held(grid: Grid, parts: Sequence[_Part], total: _Part, names: Names) -> Iterator[Check]:
    made = sum(one.number for one in parts)
    is_near = abs(made - total.number) <= (_FAR if len(parts) >= 3 else EXACT) * total.number
    if 2 <= len(parts) <= _MAX_PARTS and total.number > 0 and is_near:
        expression = " + ".join(one.printed for one in parts)
        rows = list(dict.fromkeys(one.row for one in (parts[0], parts[-1], total)))
        quotes = [_quote(grid, row) for row in rows]
        name = "a table's total"
        yield held(name, names.family, expression, made, total.number, EXACT, quotes)


def _shares(grid: Grid, names: Names) -> Iterator[Check]:
    """A column of shares, without its total, makes a whole."""
    widest = max(grid.rows, key=lambda row: len(row.cells)).cells
    for column in widest[1:]:
        head = grid.above(column, widest)
        if not _SHARE.search(head) or _NO_SHARE.search(f"{head} {grid.caption[:120]}"):
            continue
        told = [_below(row, column) for row in grid.rows if row.cells and not _TOTAL.match(row.cells[0].text)]
        parts = [one for one in told if one is not None]
        if not 3 <= len(parts) == len(told) <= _MAX_PARTS or len({one.is_share for one in parts}) > 1:
            continue
        made = sum(one.number for one in parts)
        whole = 1.0 if made < 2 and not parts[0].is_share else 100.0
        if abs(made - whole) <= 0.01 * whole:
            expression = " + ".join(one.printed for one in parts)
            quotes = [_quote(grid, one.row) for one in (parts[0], parts[-1])]
            yield held("shares of a whole", names.family, expression, made / whole, 1.0, EXACT, quotes)


def _quote(grid: Grid, row: Line) -> str:
    whole = min(cell.start for cell in row.cells), max(cell.end for cell in row.cells)
    return quote(grid.leaf, whole, (row.cells[0].start, row.cells[0].end))
