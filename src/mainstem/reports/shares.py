"""Shares of data told in tables: what part of the training data each domain or source is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.reports.cells import Stated
from mainstem.reports.grids import Cell, Grid, Line
from mainstem.reports.names import Names
from mainstem.reports.numbers import shown
from mainstem.reports.whose import Owner

_SHARE = re.compile(
    r"\b(?:percent(?:age)?s?|proportions?|shares?|ratios?|fractions?|weights?|weighting|prop|sampling prob\w*|mixture|mix|composition)\b|%",
    re.IGNORECASE,
)
_DATA = re.compile(
    r"\b(?:data(?:sets?)?|corp(?:us|ora)|mixtures?|domains?|sources?|pre-?\s?training|training (?:data|tokens|set)|tokens)\b",
    re.IGNORECASE,
)
_NO_DATA = re.compile(
    r"\b(?:accuracy|scores?|benchmarks?|results|performance|win|error|loss|evaluat\w+|ablation|time|latency|memory|vocab\w*"
    r"|compression|contaminat\w+|failure|interruption|cost|utili[sz]ation|MFU|test|safety)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"^fig", re.IGNORECASE)
_NAMED = re.compile(r"[^\W\d_]{2}|^C(?:\+\+|#)?\b|^R\b")  # a domain, a language
_SUM = re.compile(r"^(?:total|sum|all|overall)\b|^Σ", re.IGNORECASE)
_NUMBER = re.compile(r"^[~≈<]?\s?(\d{1,3}(?:\.\d+)?)\s?(%?)$")
_N_ROWS = 3
_WHOLE, _OFF = (
    100.0,
    2.5,
)  # what shares sum up to, and by how much rounding and rows that were lost may be off


def read(grid: Grid, names: Names) -> Iterator[Stated]:
    """The shares of a table of data, 0..1, for each column of them that sums up to a whole."""
    named = names.find(grid.caption)
    told = " ".join((grid.caption, *(line.text for line in grid.header)))
    is_data = _DATA.search(told) and not _NO_DATA.search(told) and not _FIGURE.match(grid.caption)
    if not is_data or any(not one.is_subject for one in named):
        return
    owner = Owner(named[0].name if named else names.family, True)
    columns = max(grid.rows, key=lambda row: len(row.cells)).cells
    for column in columns[1:]:
        is_headed = bool(_SHARE.search(grid.above(column, columns)))
        held = list(_column(grid, column, columns))
        if _is_whole(held, is_headed=is_headed or bool(_SHARE.search(grid.caption))):
            for row, cell, number, is_sum in held:
                if not is_sum:
                    yield _stated(owner, row, cell, number * _scale(held))


def _column(grid: Grid, column: Cell, columns: Sequence[Cell]) -> Iterator[tuple[Line, Cell, float, bool]]:
    """The rows with a number in a column: row, cell, number, and whether it is the sum of the others."""
    for row in grid.rows:
        for cell in row.cells[1:] if _NAMED.search(row.cells[0].text) else ():
            found = _NUMBER.match(cell.text)
            if found and min(columns, key=lambda one: abs(one.middle - cell.middle)) is column:
                is_sum = bool(_SUM.match(row.cells[0].text)) and float(found[1]) in (1, _WHOLE)
                yield row, cell, float(found[1]), is_sum


def _is_whole(held: Sequence[tuple[Line, Cell, float, bool]], *, is_headed: bool) -> bool:
    parts = [number for _, _, number, is_sum in held if not is_sum]
    is_percent = sum(cell.text.endswith("%") for _, cell, _, _ in held) > len(held) / 2
    if len(parts) < _N_ROWS or not (is_percent or is_headed):
        return False
    return abs(sum(parts) * _scale(held) * _WHOLE - _WHOLE) <= _OFF


def _scale(held: Sequence[tuple[Line, Cell, float, bool]]) -> float:
    """What makes a column's numbers parts of one: of percents a hundredth."""
    return 1.0 if sum(number for _, _, number, is_sum in held if not is_sum) < 2 else 1 / _WHOLE


def _stated(owner: Owner, row: Line, cell: Cell, share: float) -> Stated:
    spans = (min(one.start for one in row.cells), max(one.end for one in row.cells)), (cell.start, cell.end)
    return Stated("data_mixture", owner, cell.text, shown(round(share, 6)), "share", *spans)
