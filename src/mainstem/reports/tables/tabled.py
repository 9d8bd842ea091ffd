"""The tables of a document, with what each of them states."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from mainstem.reports.document import Document, Leaf
from mainstem.reports.pages.layout import Sentence
from mainstem.reports.subject import trials
from mainstem.reports.subject.names import Names
from mainstem.reports.subject.whose import Owner
from mainstem.reports.tables import cells, shares
from mainstem.reports.tables.cells import Stated
from mainstem.reports.tables.grids import Grid, Line, grids


@dataclass(frozen=True, slots=True)
class Table:
    """A table that states something."""

    leaf: Leaf
    grid: Grid
    stated: tuple[Stated, ...]


def read(document: Document, cut: Sequence[Sentence], names: Names) -> list[Table]:
    """The tables of a document that state something, in order; what a trial's tables say is not the subject's."""
    tried = _tried(cut)
    return [table for leaf in document.leaves for table in _tables(leaf, names, tried)]


def _tables(leaf: Leaf, names: Names, tried: Set[str]) -> Iterator[Table]:
    for grid in grids(leaf):
        stated = (*cells.state(grid, names), *shares.read(grid, names))
        numbered = _NUMBERED.match(grid.caption)
        if numbered and numbered[1] in tried and not any(one.is_subject for one in names.find(grid.caption)):
            stated = tuple(replace(one, owner=Owner(one.owner.name, is_subject=False)) for one in stated)
        if stated:
            yield Table(leaf, grid, stated)


def _tried(cut: Sequence[Sentence]) -> set[str]:
    """The numbers of the tables that are first spoken of under a trial's heading, or as of a trial."""
    first: dict[str, bool] = {}
    for sentence in cut:
        if sentence.where == "prose":
            for found in _MENTIONED.finditer(sentence.text):
                heads = " / ".join(sentence.headings)
                first.setdefault(found[1], trials.is_under_trial(heads) or trials.is_trial(sentence.text))
    return {number for number, is_trial in first.items() if is_trial}


_MENTIONED = re.compile(r"\bTab(?:le|\.) ?([A-Z]?\d+)\b")
_NUMBERED = re.compile(r"^Table ?([A-Z]?\d+)\b", re.IGNORECASE)


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
