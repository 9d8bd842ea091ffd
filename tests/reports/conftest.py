"""Made-up reports."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mainstem.model import Check, Disclosure
from mainstem.reports import disclose
from mainstem.reports.document import Document, Leaf, Word
from mainstem.reports.examine import examine
from mainstem.reports.pages import cards

Card = Callable[[str], Document]
Told = Callable[[str], list[Disclosure]]


@pytest.fixture
def card() -> Card:
    """A card of the made-up model Brook-2 from Markdown; its file is ``brook-2.md``."""
    return lambda text: cards.read("brook-2", [("brook-2.md", text.encode())])


@pytest.fixture
def told(card: Card) -> Told:
    """What a text under the heading "Brook-2 Technical Report" discloses."""

    def _told(text: str) -> list[Disclosure]:
        return disclose.read(card(f"# Brook-2 Technical Report\n\nWe present Brook-2.\n\n{text}\n"))

    return _told


def values(found: list[Disclosure], field: str) -> list[float | int | str]:
    """What was told of a field of the subject, in order."""
    return [one.normalised for one in found if one.field == field and not one.is_other]


@pytest.fixture
def checked(card: Card) -> Callable[[str], dict[str, Check]]:
    """The arithmetic on a text under the heading "Brook-2 Technical Report", by the name of each check."""

    def _checked(text: str) -> dict[str, Check]:
        read = examine(card(f"# Brook-2 Technical Report\n\nWe present Brook-2.\n\n{text}\n"))
        return {one.name: one for one in read.checks}

    return _checked


_LETTER, _LEADING, _HEIGHT = 5.0, 13.0, 10.0  # points: a letter's width, between two lines, of a line


@pytest.fixture
def drawn() -> Callable[[str], Leaf]:
    """A page as its drawing in letters of equal width: where two spaces or more stand, a cell ends."""

    def _drawn(text: str) -> Leaf:
        words: list[Word] = []
        lines: list[tuple[int, int]] = []
        at = 0
        for n, line in enumerate(text.strip("\n").splitlines()):
            start = at
            for found in re.finditer(r"\S+", line):
                told = found.group()
                x0, x1 = _LETTER * found.start(), _LETTER * found.end() + 0.4 * _LETTER
                words.append(Word(told, x0, x1, -_LEADING * n, _HEIGHT, at, at + len(told)))
                at += len(told) + 1
            if at > start:
                lines.append((start, at - 1))
        return Leaf(1, " ".join(word.text for word in words), tuple(lines), tuple(words))

    return _drawn
