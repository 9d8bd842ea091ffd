"""Model cards and logbooks in Markdown, HTML or plain text as documents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html.parser import HTMLParser

from mainstem.errors import NotAReport
from mainstem.reports.document import Document, Leaf, leaf

MAX_LETTERS = 400_000  # of one text: a long card has 100,000
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "br",
        "section",
        "article",
        "ul",
        "ol",
        "pre",
        "blockquote",
    ]
)
_SILENT = frozenset({"script", "style", "template", "noscript"})


def read(name: str, files: Sequence[tuple[str, bytes]]) -> Document:
    """The document of one or more texts, each a file name and its bytes; HTML is told by its name or its start.

    Raises NotAReport for what is no text.
    """
    leaves = tuple(_leaf(file, data) for file, data in files)
    missing = [f"{file}: only its beginning is read" for file, data in files if len(data) > MAX_LETTERS]
    if not any(leaf.text for leaf in leaves):
        raise NotAReport(name, "holds no text")
    return Document(name, leaves, tuple(missing))


def _leaf(file: str, data: bytes) -> Leaf:
    if b"\x00" in data[:4096]:
        raise NotAReport(file, "is neither PDF nor text")
    try:
        told = data[: 4 * MAX_LETTERS].decode(
            "utf-8-sig", "ignore" if len(data) > 4 * MAX_LETTERS else "strict"
        )
    except UnicodeDecodeError as error:
        raise NotAReport(file, f"is neither PDF nor UTF-8 text ({error.reason})") from error
    if file.lower().endswith((".html", ".htm")) or told.lstrip()[:9].lower() in ("<!doctype", "<html"):
        told = _plain(told)
    else:
        told = _TABLE.sub(lambda found: f"\n{_plain(found.group())}\n", told)
    return leaf(file, told[:MAX_LETTERS], is_marked_up=True)


_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)  # HTML's in Markdown
_N_SPANNED = 50  # rows or columns that one cell may span: more is no table


class _Reader(HTMLParser):
    """HTML as lines; the cells of a table's row with bars between, headings with their ``#``.

    A cell that spans rows or columns is told in each of them, so that columns stay columns.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self.n_silent = 0
        self.cell: list[str] | None = None  # of the cell that is open
        self.row: list[tuple[str, int]] = []  # cells, and how many rows each spans
        self.spans = (1, 1)  # rows and columns of the open cell
        self.held: dict[int, tuple[str, int]] = {}  # by column: what spans down, and how many rows more

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.n_silent += 1
        elif tag in ("td", "th"):
            self._close_cell()
            told = dict(attrs)
            self.cell, self.spans = [], (_span(told.get("rowspan")), _span(told.get("colspan")))
        elif tag == "tr":
            self._close_row()
        elif tag in _BLOCKS:
            mark = "#" * int(tag[1]) + " " if tag[0] == "h" and tag[1:].isdigit() else ""
            self._tell(" " if self.cell is not None else "\n" + mark)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.n_silent = max(0, self.n_silent - 1)
        elif tag in ("td", "th"):
            self._close_cell()
        elif tag in ("tr", "table"):
            self._close_row()
            self.held = self.held if tag == "tr" else {}
        elif tag in _BLOCKS:
            self._tell(" " if self.cell is not None else "\n")

    def handle_data(self, data: str) -> None:
        if not self.n_silent:
            self._tell(" ".join(data.split("\n")))

    def _tell(self, told: str) -> None:
        (self.told if self.cell is None else self.cell).append(told)

    def _close_cell(self) -> None:
        if self.cell is None:
            return
        told, self.cell = " ".join("".join(self.cell).split()).replace("|", "/"), None
        n_rows, n_columns = self.spans
        self._fill()
        self.row += [(told, n_rows)] * n_columns

    def _fill(self) -> None:
        """Puts in what spans down from the rows before."""
        while (above := self.held.pop(len(self.row), None)) is not None:
            self.row.append(above)

    def _close_row(self) -> None:
        self._close_cell()
        if not self.row:
            return
        self._fill()
        self.told.append("\n| " + " | ".join(told for told, _ in self.row) + " |\n")
        self.held = {n: (told, rows - 1) for n, (told, rows) in enumerate(self.row) if rows > 1}
        self.row = []


def _span(told: str | None) -> int:
    return min(int(told), _N_SPANNED) if told and told.isdigit() and int(told) else 1


def _plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.handle_endtag("table")
    return "".join(reader.told)
