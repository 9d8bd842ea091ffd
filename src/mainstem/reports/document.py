"""A document as leaves (pages of a PDF, files of a folder), and a cleaned text that knows where it came from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SOFT_HYPHEN = "\ufffe"  # what PDFium makes of a hyphen at a line's end


@dataclass(frozen=True, slots=True)
class Word:
    """A word where it stands on a page; coordinates in points from the lower left."""

    text: str
    x0: float
    x1: float
    y: float  # of its lower edge
    height: float
    start: int  # in the leaf's text
    end: int

    @property
    def middle(self) -> float:
        """The middle between left and right."""
        return (self.x0 + self.x1) / 2

    @property
    def middle_y(self) -> float:
        """The middle between its edges below and above."""
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, or a file of a folder: its text with white space collapsed, and its lines as spans of it."""

    name: int | str  # the page, 1-based, or the file's name
    text: str
    lines: tuple[tuple[int, int], ...]
    words: tuple[Word, ...] = ()  # only where a table may stand
    is_marked_up: bool = False  # Markdown


@dataclass(frozen=True, slots=True)
class Document:
    """A report: its name (that of its file), its leaves, and what could not be read of it."""

    name: str
    leaves: tuple[Leaf, ...]
    missing: tuple[str, ...] = ()
    made_on: str = ""  # the day the file says it was made ("2025-01-23")


def leaf(name: int | str, text: str, words: Sequence[Word] = (), *, is_marked_up: bool = False) -> Leaf:
    """A leaf of a text with line ends."""
    parts, lines, at = [], [], 0
    for line in text.splitlines():
        told = " ".join(line.split())
        if told:
            lines.append((at, at + len(told)))
            parts.append(told)
            at += len(told) + 1
    return Leaf(name, " ".join(parts), tuple(lines), tuple(words), is_marked_up)


@dataclass(frozen=True, slots=True)
class Clean:
    """A stretch of a leaf as one reads it; ``at[i]`` is where its ``i``-th character stands in the leaf."""

    text: str
    at: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where characters ``start`` to ``end`` stand in the leaf."""
        return self.at[start], self.at[end - 1] + 1


def mended(words: str) -> str:
    """Words of a page as one reads them: what PDFium leaves of a hyphen at a line's end taken out or written out."""
    return "".join(_plain(words, n) if letter == SOFT_HYPHEN else letter for n, letter in enumerate(words))


_ALIKE = {"−": "-", "–": "-", "‐": "-", "‑": "-", "’": "'", "∼": "~", "˜": "~", "\u00a0": " ", "⋅": "·"}
_ALIKE |= {
    "，": ", ",
    "：": ": ",
    "（": " (",
    "）": ") ",
    "；": "; ",
    "。": ". ",
}  # of Chinese, which leaves no space
_LINK_END = re.compile(r"\]\([^)\s]*\)")
_TORN = re.compile(r"(?<=\d,) (?=0\d\d\b)")  # 4, 096
_MARKS = re.compile(r"\*\*|__|`|\[(?=[^\]]*\]\()")


def clean(leaf: Leaf, spans: Sequence[tuple[int, int]]) -> Clean:
    """The stretches ``spans`` of a leaf joined by spaces: hyphens at line ends mended, minus signs and styled
    letters made plain, Markdown's marks and link targets left out."""
    told: list[str] = []
    at: list[int] = []
    for start, end in spans:
        if told and told[-1] != " ":
            told.append(" ")
            at.append(start - 1 if start else 0)
        left_out = _left_out(leaf, start, end)
        for n in range(start, end):
            if n not in left_out:
                for letter in _plain(leaf.text, n):
                    told.append(letter)
                    at.append(n)
    return Clean("".join(told), tuple(at))


def _left_out(leaf: Leaf, start: int, end: int) -> set[int]:
    if not leaf.is_marked_up:
        return {space.start() for space in _TORN.finditer(leaf.text, start, end)}
    marks = [*_LINK_END.finditer(leaf.text, start, end), *_MARKS.finditer(leaf.text, start, end)]
    return {n for mark in marks for n in range(*mark.span())}


def _plain(text: str, n: int) -> str:
    letter = text[n]
    if letter == SOFT_HYPHEN:
        return "-" if text[n + 1 : n + 2].isupper() or text[n + 1 : n + 2].isdigit() else ""
    if letter in _ALIKE:
        return _ALIKE[letter]
    if "\U0001d400" <= letter <= "\U0001d7ff":  # mathematical italics and the like
        return unicodedata.normalize("NFKC", letter)
    return letter
