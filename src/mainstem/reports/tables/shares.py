"""Shares of data told in tables: what part of the training data each domain or source is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.reports.numbers import shown
from mainstem.reports.subject.names import Names
from mainstem.reports.subject.whose import Owner
from mainstem.reports.tables.cells import Stated
from mainstem.reports.tables.grids import Cell, Grid, Line
from mainstem.reports.tables.owners import is_kin, nearest

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
    if not is_data or any(not one.is_subject and not is_kin(one.name, names) for one in named):
        return
    owner = Owner(named[0].name if named and named[0].is_subject else names.family, True)
    columns = max(grid.rows, key=lambda row: len(row.cells)).cells
    is_of_shares = bool(_SHARE.search(grid.caption))
    held = [_column(grid, column, columns) for column in columns[1:]]
    heads = [is_of_shares or bool(_SHARE.search(grid.above(column, columns))) for column in columns[1:]]
    whole = [
        parts for parts, is_headed in zip(held, heads, strict=True) if _is_whole(parts, is_headed=is_headed)
    ]
    beside = [part for parts in held for part in parts]  # label and share, and again label and share
    for parts in whole or [beside] * _is_whole(beside, is_headed=False):
        for row, cell, number in parts:
            yield _stated(owner, row, cell, number * _scale(parts))


Part = tuple[Line, Cell, float]  # of the data: its row, the cell of its share, and the number there


def _column(grid: Grid, column: Cell, columns: Sequence[Cell]) -> list[Part]:
    """The numbers of a column, without one that sums up those above it."""
    parts: list[Part] = []
    for row in grid.rows:
        for cell in row.cells[1:] if _NAMED.search(row.cells[0].text) else ():
            found = _NUMBER.match(cell.text)
            if found and columns[nearest(cell, columns)] is column:
                number = float(found[1])
                above = sum(told for _, _, told in parts)
                if not (number in (1, _WHOLE) and abs(number - above) <= _OFF * number / _WHOLE):
                    parts.append((row, cell, number))
    return parts


def _is_whole(parts: Sequence[Part], *, is_headed: bool) -> bool:
    """Whether they sum up to a whole, or to two where groups are told with what is in them."""
    is_percent = sum(cell.text.endswith("%") for _, cell, _ in parts) > len(parts) / 2
    if len(parts) < _N_ROWS or not (is_percent or is_headed):
        return False
    percent = sum(number for _, _, number in parts) * _scale(parts) * _WHOLE
    return abs(percent - _WHOLE) <= _OFF or (len(parts) > 2 * _N_ROWS and abs(percent - 2 * _WHOLE) <= _OFF)


def _scale(parts: Sequence[Part]) -> float:
    """What makes a column's numbers parts of one: of percents a hundredth."""
    return 1.0 if sum(number for _, _, number in parts) < _N_ROWS else 1 / _WHOLE


def _stated(owner: Owner, row: Line, cell: Cell, share: float) -> Stated:
    spans = (min(one.start for one in row.cells), max(one.end for one in row.cells)), (cell.start, cell.end)
    return Stated("data_mixture", owner, cell.text, shown(round(share, 6)), "share", *spans)
