"""Model cards and logbooks in Markdown, HTML or plain text as documents."""

from __future__ import annotations

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
    return leaf(file, told[:MAX_LETTERS], is_marked_up=True)


class _Reader(HTMLParser):
    """HTML as lines; the cells of a table's row with bars between, headings with their ``#``."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self.n_silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.n_silent += 1
        elif tag in ("td", "th"):
            self.told.append(" | ")
        elif tag in _BLOCKS:
            self.told.append("\n" + ("#" * int(tag[1]) + " " if tag[0] == "h" and tag[1:].isdigit() else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.n_silent = max(0, self.n_silent - 1)
        elif tag == "tr":
            self.told.append(" |\n")
        elif tag in _BLOCKS:
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.n_silent:
            self.told.append(" ".join(data.split("\n")))


def _plain(html: str) -> str:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.told)
