"""Whose a row or a column of a table is: the model that it names, or the subject where it is of a stage or alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mainstem.reports.subject.names import Names, tokens
from mainstem.reports.subject.whose import Owner
from mainstem.reports.tables.grids import Cell, Grid, Line
from mainstem.reports.tables.labels import Label, label_of
from mainstem.reports.tables.quantities import is_told

_ARCHITECTURE = re.compile(r" (?:Dense|MoE)\b")  # a row under the names that tells no number
_STAGE = re.compile(
    r"\b(?:stage|phase|pre-?train\w*|warm-?up|cool-?down|anneal\w*|decay|mid-?train\w*|sft|fine-?tun\w*|rl|long[- ]context"
    r"|post-?train\w*|context extension|stable|conversion)\b",
    re.IGNORECASE,
)
_STAGES = re.compile(r"\b(?:stage|phase|period|step)s?\b", re.IGNORECASE)  # what heads a column of stages
_OWN_TABLE = re.compile(
    r"\b(?:hyper-?\s?parameters?|configurations?|architecture|training (?:settings?|details|costs?|recipe)|specifications?"
    r"|model card|model details|overview of (?:the )?(?:whole |entire )?(?:training|model))\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"^(?:ours|our (?:model|work)|this (?:work|model|paper))\b", re.IGNORECASE)
_TOTAL = re.compile(r"^(?:total|overall|all|sum)$", re.IGNORECASE)
_VARIANTS = re.compile(
    r"^(?:Base|Lite|Pro|Plus|Small|Medium|Large|Mini|Nano|Tiny|Micro|Flash|Max|Ultra|XL|XS)$"
)
_SIZE = re.compile(r"^~?\d+(?:\.\d+)?[BMT](?:-A\d+(?:\.\d+)?B)?$")


_N_SHEET = 3  # labels of fields, from which on a table is a data sheet


def nearest(cell: Cell, columns: Sequence[Cell]) -> int:
    """Which of the columns a cell stands in."""
    return min(range(len(columns)), key=lambda n: abs(columns[n].middle - cell.middle))


def is_kin(name: str, names: Names) -> bool:
    """Whether a name is the family's without its version: "Brook SFT" beside "Brook 2"."""
    first = _WORD.match(names.family.lower())
    return first is not None and tokens(name)[:1] == (first[0],) and not re.search(r"\d", name)


_WORD = re.compile(r"[a-z]+")


def of_all_rows(grid: Grid, names: Names, heads: Sequence[tuple[str, Label | None]]) -> Owner | None:
    """Whose a table is whose rows are stages, or that has one row: the subject's, but where it names another model."""
    named = names.find(grid.caption)
    if any(not one.is_subject for one in named):
        return None
    n_staged = sum(bool(_STAGE.search(row.cells[0].text)) for row in grid.rows)
    is_staged = (bool(_STAGES.search(heads[0][0])) and n_staged > 0) or (
        n_staged >= 2 and 2 * n_staged >= len(grid.rows)
    )
    is_measured = (
        bool(named)
        and len(grid.rows) <= _N_MEASURED
        and any(label is not None and label.field == "mfu_or_throughput" for _, label in heads)
    )
    if is_measured and not any(names.find(row.cells[0].text) for row in grid.rows):
        return Owner(named[0].name, True)
    is_sheet = len(grid.rows) == 1 and sum(label is not None for _, label in heads) >= _N_SHEET
    if is_staged or (is_sheet and (named or _OWN_TABLE.search(grid.caption))):
        return Owner(named[0].name if named else names.family, True)
    return None


_N_MEASURED = 12  # rows: what measures more is a study
_VARIANT = re.compile(r"(?: [A-Z][a-z]+)+")  # of a name: Brook 2 Scout


def of_row(row: Line, names: Names, *, is_shared: bool) -> Owner | None:
    """Whom a row's first cell names; ``is_shared``: by several rows, which a size then tells apart."""
    first = row.cells[0].text
    if _OURS.match(first):
        return Owner(names.family, True)
    if found := names.find(first):
        size = next((cell.text for cell in row.cells[1:] if _SIZE.match(cell.text)), None)
        if is_shared and size and found[0].is_subject:
            return Owner(f"{found[0].name} {size}", True)
        if found[0].start == 0 and found[0].is_subject and (more := _VARIANT.match(first, found[0].end)):
            return Owner(first[: more.end()], True)
        return Owner(found[0].name, found[0].is_subject)
    return Owner(f"{names.family} {first}", True) if _SIZE.match(first) else None


def pairs(row: Line) -> Iterator[tuple[Cell, ...]]:
    """A row's cells, cut before every label that stands behind another label's value: pairs side by side."""
    held: list[Cell] = []
    for cell in row.cells:
        if len(held) >= 2 and held[-1].is_value and not cell.is_value and label_of(cell.text):
            yield tuple(held)
            held = []
        held.append(cell)
    yield tuple(held)


def of_column(
    grid: Grid, cell: Cell, columns: Sequence[Cell], row: Sequence[Cell], names: Names
) -> Owner | None:
    """Whom the header names above a cell of a row; where it names nobody and the row has one value, the caption's subject.

    One value that stands alone in a row below several variants of the subject is all of them's.
    """
    n_values = sum(is_told(one.text) for one in row[1:])
    if len(row) == 2 and len(columns) > 2 and _are_ours(grid, columns, names):
        return Owner(names.family, True)
    head = (
        grid.above(columns[nearest(cell, columns)], columns)
        if len(columns) > 2
        else grid.above(cell, (row[0], cell))
    )
    above = _ARCHITECTURE.sub("", head.replace("￾", "-")).strip() or _size_above(grid, cell)
    if ours := _OURS.match(above):
        size = above[ours.end() :].strip()
        return Owner(f"{names.family} {size}" if _SIZE.match(size) else names.family, True)
    if found := names.find(above):
        return Owner(found[0].name, found[0].is_subject)
    told = [one for line in grid.header for one in names.find(line.text)]
    if all(one.is_subject for one in told) and _SIZE.match(above):
        return Owner(f"{names.family} {above}", True)
    if all(one.is_subject for one in (*told, *names.find(grid.caption))):
        if _VARIANTS.match(above):
            return Owner(f"{names.family}-{above}", True)
        if _STAGE.search(above) or (_TOTAL.match(above) and _STAGE.search(grid.above(columns[1], columns))):
            return Owner(names.family, True)
    return of_sheet(grid, names) if n_values <= 1 else None


def _are_ours(grid: Grid, columns: Sequence[Cell], names: Names) -> bool:
    """Whether every column is a variant of the subject."""
    heads = [grid.above(column, columns) or _size_above(grid, column) for column in columns[1:]]
    return all(
        bool(_SIZE.match(head) or _VARIANTS.match(head) or any(one.is_subject for one in names.find(head)))
        for head in heads
    )


def _size_above(grid: Grid, cell: Cell) -> str:
    """The size that a row of nothing but sizes holds above or below a cell, where a table has no other header."""
    for row in grid.rows:
        sizes = row.cells[1:]
        if len(sizes) > 1 and all(_SIZE.match(size.text.replace(" ", "")) for size in sizes):
            return sizes[nearest(cell, sizes)].text.replace(" ", "")
    return ""


def of_sheet(grid: Grid, names: Names) -> Owner | None:
    """Whose a table is that has one column of values: whom its caption names, or the subject's."""
    in_caption = names.find(grid.caption)
    if in_caption:
        return Owner(in_caption[0].name, in_caption[0].is_subject)
    is_own = _OWN_TABLE.search(grid.caption) or _is_sheet(grid)
    return Owner(names.family, True) if is_own else None


def _is_sheet(grid: Grid) -> bool:
    """Whether it is a model's data sheet: rows of labels with one value each, and three labels or more are fields."""
    columns = max(grid.rows, key=lambda row: len(row.cells)).cells
    left_out = remarks(grid, columns)
    parts = [part for row in grid.rows for part in pairs(row)]
    n_values = [
        sum(is_told(cell.text) and nearest(cell, columns) not in left_out for cell in part[2:])
        for part in parts
    ]
    return not any(n_values) and sum(label_of(part[0].text) is not None for part in parts) >= _N_SHEET


def remarks(grid: Grid, columns: Sequence[Cell]) -> set[int]:
    """Which columns say something about the values beside them."""
    return {n for n, column in enumerate(columns) if _REMARK.search(grid.above(column, columns))}


_REMARK = re.compile(
    r"^(?:comments?|notes?|remarks?|descriptions?|details|range|search space)$", re.IGNORECASE
)
