"""Which lines of a PDF begin chapters: those whose numbers follow each other, unlike the items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.reports.document import Document

_NUMBERED = re.compile(r"^((?:\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3})\.?\s+([A-Z][^.!?]{2,90})$")
_PAGE = re.compile(r"\s\d{1,3}$")  # at the end of a line of the contents
_OVER = re.compile(r"^(?:references|bibliography|appendi(?:x|ces))\b", re.IGNORECASE)
_N_CHAPTERS = 3  # fewer tell nothing
_MAX_WORDS = 12
_MAX_LETTERS = 100  # of a heading's line

Place = tuple[int | str, int]  # a leaf's name, and where a line begins in it


@dataclass(frozen=True, slots=True)
class _Line:
    n: int  # in the order of reading
    place: Place
    parts: tuple[str, ...]  # of its number: "3", "1"


def numbered(line: str) -> tuple[str, str] | None:
    """A line's number and the words behind it, where it looks like a heading."""
    found = _NUMBERED.match(line)
    if not found or found[2].count(",") >= 3 or len(found[2].split()) > _MAX_WORDS or found[2][-1] in ";,:":
        return None
    return found[1], found[2].strip()


def chapters(document: Document) -> frozenset[Place] | None:
    """Where chapters (``3 Training``) and appendices (``B Details``) begin; None where their numbers do not tell."""
    lines, over = _lines(document)
    main = list(_chain([line for line in lines if line.parts[0].isdigit()], "1"))
    if len(main) < _N_CHAPTERS:
        return None
    appendices = _chain([line for line in lines if line.parts[0].isalpha() and line.n > over], "A")
    return frozenset(line.place for line in (*main, *appendices))


def _lines(document: Document) -> tuple[list[_Line], int]:
    """The lines that look like headings, of equal ones the last (the first is the contents'), and where they end."""
    found: dict[tuple[tuple[str, ...], str], _Line] = {}
    over, n = 0, 0
    for leaf in document.leaves:
        for start, end in leaf.lines:
            n += 1
            told = leaf.text[start:end]
            if _OVER.match(told):
                over = over or n
            elif end - start <= _MAX_LETTERS and (line := numbered(told)):
                parts, words = tuple(line[0].split(".")), _PAGE.sub("", line[1])
                found.pop((parts, words), None)
                found[parts, words] = _Line(n, (leaf.name, start), parts)
    return list(found.values()), over


def _chain(lines: Sequence[_Line], first: str) -> Iterator[_Line]:
    """The chapters in order: each behind the sections of the one before it, next to its own sections."""
    number, at, n_missed = first, 0, 0
    while n_missed < 2:  # one heading may be hidden in a line that does not look like one
        same = [line for line in lines if line.parts[0] == number and line.n > at]
        sections = [line.n for line in same if len(line.parts) > 1]
        end = sections[0] if sections else min(_firsts(lines, _next(number), at), default=float("inf"))
        fits = [line for line in same if len(line.parts) == 1 and line.n < end]
        if fits:
            yield fits[-1] if sections else fits[0]
        at = max(at, *(line.n for line in fits[-1:]), *sections) if fits or sections else at
        n_missed = 0 if fits or sections else n_missed + 1
        number = _next(number)


def _firsts(lines: Sequence[_Line], number: str, at: int) -> list[int]:
    """Where the sections of a chapter begin."""
    return [line.n for line in lines if line.parts[0] == number and len(line.parts) > 1 and line.n > at]


def _next(number: str) -> str:
    return str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
