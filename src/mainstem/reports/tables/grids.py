"""Tables by geometry: the words of a page as lines of cells, and blocks of rows with what stands above each column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mainstem.reports.document import Leaf, Word, clean
from mainstem.reports.tables.labels import label_of
from mainstem.reports.words import is_word_of

_GAP = 0.38  # of a line's height: a wider space between two words divides cells
_SAME_LINE = 0.3  # of a line's height
_N_HEADER = 4  # lines above the rows that may be their header
_VALUE = re.compile(
    r"^[~≈<>]?\s?[$]?[-+−]?[\d.,]+\s?(?:[KMBTk%]|×|x|[bmtr]{1,2}illion)?(?:$|[\s(/+×·e*])|^(?:N/?A|[-–—−✓✗=])$",
    re.IGNORECASE,
)
_SIZE = re.compile(r"^\d+(?:\.\d+)?[BMT]\b")
_PROSE = re.compile(r"\b(?:the|of|and|to|we|in|with|is|are|for|our|this|that|by|from|at)\b", re.IGNORECASE)
_CAPTION = re.compile(r"^(?:table|figure|fig\.)\s*[A-Z]?\d", re.IGNORECASE)
_BESIDE = re.compile(
    r"(?<=\w[.)]) (?:Table|Figure|Fig\.) [A-Z]?\d+ ?[:.|]"
)  # another caption on the same line
_N_BETWEEN = 3
_N_LABELS = 3  # of fields, from which on a line of many words is a header
_N_CAPTION = 4  # lines of one that are read
_LEADING = 1.5  # of a line's height: what stands farther below another line is no longer of the same caption
_MANY_WORDS = 9
_N_SENTENCE = 4  # words of a line of prose
_N_EDGE = 8  # lines of prose that begin at one place right of a page's middle, from which on it is a column
_NEAR = 3  # points
_WIDE = 0.6  # of a line's height: surely no space between words
_AMID = 0.7  # of the way from one column to the next: what stands between 0.3 and that is over both
_N_ABBREVIATED = 1.6  # how much wider than others the space behind a full stop may be


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table's row."""

    text: str
    x0: float
    x1: float
    start: int  # in the leaf's text
    end: int

    @property
    def middle(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def is_value(self) -> bool:
        """Whether it begins like a number, or says that there is none."""
        return bool(_VALUE.match(self.text))


@dataclass(frozen=True, slots=True)
class Line:
    """Cells side by side."""

    cells: tuple[Cell, ...]
    y: float
    height: float
    is_marked: bool = False  # as a row, in Markdown

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(cell.text for cell in self.cells)

    @property
    def n_values(self) -> int:
        """How many cells behind the first are values."""
        return sum(cell.is_value for cell in self.cells[1:])

    @property
    def is_prose(self) -> bool:
        """Whether it is a line of a paragraph or a caption."""
        told = self.text
        return bool(_CAPTION.match(told)) or (
            len(told.split()) >= _MANY_WORDS
            and len(_PROSE.findall(told)) >= 2
            and self.n_values <= 2
            and sum(label_of(cell.text) is not None for cell in self.cells) < _N_LABELS
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows of a table, the lines above them, and the caption next to it."""

    leaf: Leaf
    rows: tuple[Line, ...]
    header: tuple[Line, ...]  # top down
    caption: str

    def above(self, cell: Cell, columns: Sequence[Cell]) -> str:
        """What the header says above a cell, top down: each of its cells belongs to the column nearest to it.

        One that stands in the middle over two columns, each with a head of its own below, belongs to both.
        """
        said: list[str] = []
        for n, line in enumerate(self.header):
            for head in _apart(line.cells, columns):
                near = sorted(columns, key=lambda column: abs(column.middle - head.middle))[:2]
                if near[:1] == [cell] or (cell in near and self._spans(head, near, n, columns)):
                    said.append(head.text)
        return " ".join(said)

    def _spans(self, head: Cell, pair: Sequence[Cell], n: int, columns: Sequence[Cell]) -> bool:
        """Whether a cell of the header's ``n``-th line stands over a pair of columns."""
        left, right = sorted(pair, key=lambda column: column.x0)
        way = (head.middle - left.middle) / max(1.0, right.middle - left.middle)
        is_aligned = min(abs(head.x0 - left.x0), abs(head.x0 - right.x0), abs(head.x1 - right.x1)) < _NEAR
        if not 1 - _AMID < way < _AMID or is_aligned:
            return False
        below = [sub for line in self.header[n + 1 :] for sub in line.cells]
        under = [min(columns, key=lambda column: abs(column.middle - sub.middle)) for sub in below]
        return left in under and right in under


def _apart(heads: Sequence[Cell], columns: Sequence[Cell]) -> Iterator[Cell]:
    """The cells of a header; one that stands over several columns, each in a word of its own, is taken apart."""
    for head in heads:
        over = sum(head.x0 < column.middle < head.x1 for column in columns)
        told = head.text.split()
        if over < 2 or len(told) != over:
            yield head
            continue
        width = (head.x1 - head.x0) / max(1, len(head.text))
        at = 0
        for word in told:
            at = head.text.index(word, at)
            x0 = head.x0 + at * width
            yield Cell(word, x0, x0 + len(word) * width, head.start, head.end)
            at += len(word)


def grids(leaf: Leaf) -> list[Grid]:
    """The tables of a leaf."""
    lines = list(_marked_lines(leaf)) if leaf.is_marked_up else list(_lines(leaf.words))
    return list(_blocks(leaf, lines))


def _blocks(leaf: Leaf, lines: Sequence[Line]) -> Iterator[Grid]:
    n = 0
    while n < len(lines):
        if not _is_row(lines[n]):
            n += 1
            continue
        end = n + 1
        while end < len(lines) and (step := _to_next_row(lines, end)):
            end += step
        if end - n > 1 and _is_sizes(lines[n]) and not lines[n + 1].cells[0].is_value:
            n += 1  # the second line of names: "137B" under "GShard"
        elif end - n > 1 and lines[n].cells[0].x0 > lines[n + 1].cells[0].x1 and not lines[n].is_marked:
            n += 1  # the same, with words among them: nothing stands above the labels
        first = n
        while first > 0 and n - first < _N_HEADER and _may_head(lines[first - 1], lines[first]):
            first -= 1
        yield Grid(leaf, tuple(lines[n:end]), tuple(lines[first:n]), _caption(lines, first, end))
        n = end


def _is_sizes(line: Line) -> bool:
    return all(_SIZE.match(cell.text) or not cell.is_value for cell in line.cells) and line.cells[0].is_value


def _is_row(line: Line) -> bool:
    return (line.n_values >= 1 or _is_of_words(line)) and not line.is_prose


def _is_of_words(line: Line) -> bool:
    """Whether it is a row of words: a field's label and a word of that field."""
    label = label_of(line.cells[0].text)
    return (
        label is not None
        and label.is_words
        and not any(label_of(cell.text) for cell in line.cells[1:])
        and any(is_word_of(label.field, cell.text) for cell in line.cells[1:])
    )


def _to_next_row(lines: Sequence[Line], at: int) -> int:
    """How many lines further the next row of the same table ends; 0 where there is none.

    Up to _N_BETWEEN lines may stand between, such as the name of a group or rows of words.
    """
    if at < len(lines) and lines[at].is_marked and lines[at - 1].is_marked:
        return 1
    for n in range(_N_BETWEEN + 1):
        if at + n >= len(lines) or lines[at + n].is_prose:
            return 0
        if _is_row(lines[at + n]):
            return n + 1
    return 0


def _may_head(line: Line, below: Line) -> bool:
    is_end = len(line.cells) == 1 and line.text.endswith(".") and len(line.text.split()) > 1
    return (
        not line.is_prose and not is_end and abs(line.y - below.y) < 3.2 * max(line.height, below.height, 1.0)
    )


def _caption(lines: Sequence[Line], first: int, end: int) -> str:
    """The caption next to the lines of a table: of one above it and one below it the nearer."""
    below = next((n for n in range(end, min(end + 3, len(lines))) if _CAPTION.match(lines[n].text)), None)
    above = next((n for n in range(first - 1, max(first - 5, -1), -1) if _CAPTION.match(lines[n].text)), None)
    if below is None and above is None:
        return ""
    if below is None or (above is not None and _is_nearer_above(lines, first, end, below)):
        return _said(lines, above or 0, first)
    return _said(lines, below, len(lines))


def _is_nearer_above(lines: Sequence[Line], first: int, end: int, below: int) -> bool:
    above = lines[first - 1].y - lines[first].y
    return not lines[first].is_marked and above < lines[end - 1].y - lines[below].y


def _said(lines: Sequence[Line], start: int, end: int) -> str:
    """What a caption says that begins at a line: its lines follow each other closely."""
    told = [lines[start].text]
    for before, line in pairwise(lines[start : min(end, start + _N_CAPTION)]):
        if line.is_marked or before.y - line.y > _LEADING * max(before.height, 1.0):
            break
        told.append(line.text)
    return _BESIDE.split(" ".join(told))[0]


# --- pages ------------------------------------------------------------------------------------------


def _lines(words: Sequence[Word]) -> Iterator[Line]:
    """Words as lines, top down; superscripts and what hangs below stay with their line."""
    for column in _columns(words):
        aside: list[Word] = []
        for held in _on_lines(column):
            end = _end_of_row(held)
            yield _line(held[:end])
            aside += held[end:]
        yield from (_line(held) for held in _on_lines(aside))


def _end_of_row(words: Sequence[Word]) -> int:
    """Where a row ends that was written in one go, and what was written elsewhere stands beside it: a chart, a table."""
    n_gaps = 0
    for n, (before, word) in enumerate(pairwise(words), 1):
        gap = word.x0 - before.x1
        if not 0 <= word.start - before.end <= 1 and gap > word.height:
            is_row = (
                n_gaps
                and not _VALUE.match(words[0].text)
                and any(_VALUE.match(one.text) for one in words[1:n])
            )
            return n if is_row else len(words)
        n_gaps += gap > _WIDE * word.height
    return len(words)


def _columns(words: Sequence[Word]) -> tuple[list[Word], list[Word]]:
    """The words, and apart from them those of a second column: of the runs that begin at its edge or right of it.

    What crosses the edge, such as a table over the whole page, stays with the first.
    """
    runs = list(_runs(words))
    if (edge := _edge(runs)) is None:
        return list(words), []
    left: list[Word] = []
    right: list[Word] = []
    for run in runs:
        (right if run[0].x0 > edge - _NEAR else left).extend(run)
    return left, right


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words as they follow each other on one line of one column."""
    held: list[Word] = []
    for word in words:
        if held and (word.x0 < held[-1].x0 or abs(word.middle_y - held[-1].middle_y) > word.height):
            yield held
            held = []
        held.append(word)
    if held:
        yield held


def _edge(runs: Sequence[list[Word]]) -> float | None:
    """Where the second column begins: lines of prose begin there, and those of the first end before it."""
    if not runs:
        return None
    prose = [run for run in runs if len(run) >= _N_SENTENCE]
    first, last = min(run[0].x0 for run in runs), max(run[-1].x1 for run in runs)
    inner = [run for run in prose if (first + last) / 2 - 12 < run[0].x0 < (first + last) / 2 + 60]
    edges = Counter(round(run[0].x0) for run in inner)
    edge, _ = max(edges.items(), key=lambda told: told[1], default=(0, 0))
    n_right = sum(abs(run[0].x0 - edge) < _NEAR for run in inner)
    n_across = sum(run[0].x0 < edge - 2 * _NEAR and run[-1].x1 > edge + _NEAR for run in prose)
    return edge if n_right >= _N_EDGE and n_right > n_across else None


def _on_lines(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words of each line, from left to right."""
    held: list[Word] = []
    for word in sorted(words, key=lambda word: (-word.middle_y, word.x0)):
        if held and abs(held[0].middle_y - word.middle_y) > _SAME_LINE * max(held[0].height, word.height):
            yield sorted(held, key=lambda word: word.x0)
            held = []
        held.append(word)
    if held:
        yield sorted(held, key=lambda word: word.x0)


def _line(words: Sequence[Word]) -> Line:
    height = sorted(word.height for word in words)[len(words) // 2]
    groups: list[list[Word]] = []
    for word in words:
        joins = word.text[0] in "+/" or (groups and groups[-1][-1].text in ("+", "/"))
        gap = word.x0 - groups[-1][-1].x1 if groups else 0.0
        stretch = 3 if joins else _N_ABBREVIATED if groups and groups[-1][-1].text.endswith(".") else 1
        if groups and gap <= stretch * _GAP * max(height, 5):
            groups[-1].append(word)
        else:
            groups.append([word])
    return Line(
        tuple(_cell(group) for group in groups),
        min(words, key=lambda word: (-word.middle_y, word.x0)).y,
        height,
    )


def _cell(words: Sequence[Word]) -> Cell:
    told = " ".join(word.text for word in words).replace("−", "-").replace("￾", "-")
    start, end = min(word.start for word in words), max(word.end for word in words)
    return Cell(told, words[0].x0, words[-1].x1, start, end)


# --- Markdown ---------------------------------------------------------------------------------------

_N_BARS = 2  # from which on a line is a row also where it does not begin with one
_RULE = re.compile(r"^[\s|:-]+$")


def _marked_lines(leaf: Leaf) -> Iterator[Line]:
    for n, (start, end) in enumerate(leaf.lines):
        told = leaf.text[start:end]
        if (told.startswith("|") or told.count("|") >= _N_BARS) and not _RULE.match(told):
            if cells := tuple(_marked_cells(leaf, start, end)):
                yield Line(cells, -float(n), 1.0, is_marked=True)
        elif not _RULE.match(told):
            yield Line((Cell(told, 0, 1, start, end),), -float(n) - 9, 1.0)


def _marked_cells(leaf: Leaf, start: int, end: int) -> Iterator[Cell]:
    at = start + leaf.text[start:end].startswith("|")
    for column, told in enumerate(leaf.text[at:end].split("|")):
        if told.strip():
            yield Cell(
                clean(leaf, [(at, at + len(told))]).text.strip(), column, column + 1, at, at + len(told)
            )
        at += len(told) + 1
