"""A document as sentences: each with its headings, whether it stands in a caption, and its item of a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mainstem.reports.document import Clean, Document, Leaf, clean
from mainstem.reports.pages.headings import Place, chapters, numbered

Where = Literal["prose", "table", "figure caption"]

_MARKDOWN = re.compile(r"^(#{1,6})\s+(.{2,150})$")
_NAMED = re.compile(
    r"^(abstract|(?:\d\.? )?introduction|references|bibliography|acknowledg\w*|conclusions?|appendi(?:x|ces)|contents"
    r"|related works?|limitations|contributions|author list)\.?$",
    re.IGNORECASE,
)
_CAPTION = re.compile(r"^(table|figure|fig\.)\s*[A-Z]?\d+(?:\.\d+)?\s*[|:.]", re.IGNORECASE)
_BULLET = re.compile(r"^\s*(?:[•◦▪‣∙]|[*+-](?=\s)|\(\d+\)|\d{1,2}\)(?=\s))\s*")
_LABEL = re.compile(r"^[\d.,%+×/() -]+$|^\S{1,14}$")  # a chart's axis and the like
_RESUMES = re.compile(r"^[-−]\s?\d|^[.,;:)\]]")
_ROW = re.compile(r"(?<![\w.-])[-+]?[\d.,]+(?:[eE]-?\d+)?[KMBT%]?(?![\w.])|(?<=\s)[-–—](?=\s|$)|N/A")
_POWER = re.compile(r"(?:\d+(?:\.\d+)?\s*×\s*)?10\s*[−-]\s*\d+")
_DATE = re.compile(r"\b[A-Z][a-z]{2,8}\.? \d{1,2}, (?:19|20)\d\d")
_SMALL = re.compile(
    r"\b(?:the|of|and|to|we|in|with|is|are|for|our|this|that|by|from|at|on|as)\b", re.IGNORECASE
)
_END = re.compile(r"(?<=[.!?])[)\]\"”’]?\s+(?=[A-Z0-9(\[“\"'•*~])")
_NO_END = re.compile(
    r"(?:\bet al|\be\.g|\bi\.e|\betc|\bvs|\bcf|\bFigs?|\bTabs?|\bEqs?|\bSecs?|\bNo|\bapprox|\b[A-Z])\.$"
)
_RUN_IN = re.compile(r"^[A-Z][\w-]*(?:\s+[\w&/-]+){0,5}[.:]$")
_SPEAKS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|we|it|they|this|these|our|can|use[sd]?|train\w*ed|present|set|show\w*|took|take|employ)\b",
    re.IGNORECASE,
)  # what a run-in head does not hold
_FENCES = ("```", "~~~")  # around code
MAX_LETTERS = 1200  # of a sentence: what is longer is a list, or no text, and is read in pieces
REFERENCES = re.compile(r"^(?:references|bibliography)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, cleaned, of one leaf."""

    leaf: Leaf
    told: Clean
    headings: tuple[str, ...]  # the outermost first; the last may be a run-in head ("Baselines")
    where: Where
    block: int  # sentences of one paragraph or item of a list share it
    is_item: bool = False  # of a list

    @property
    def text(self) -> str:
        """What it says."""
        return self.told.text


@dataclass(slots=True)
class _Walk:
    """Where the reading stands: what headings hold, and the lines of the block that is open."""

    leaf: Leaf
    headings: list[tuple[int, str]] = field(default_factory=list)
    open: list[tuple[int, int]] = field(default_factory=list)
    where: Where = "prose"
    is_item: bool = False
    n_blocks: int = 0
    is_over: bool = False  # the references have begun
    is_code: bool = False  # between fences
    chapter: str = ""  # its number
    chapters: frozenset[Place] | None = None  # where they begin, if their numbers tell


def sentences(document: Document) -> list[Sentence]:
    """The sentences of a document in order, without running heads, references, rows of tables and chart labels."""
    furniture = _furniture(document.leaves)
    walk = _Walk(document.leaves[0], chapters=chapters(document))
    made: list[Sentence] = []
    for leaf in document.leaves:
        walk.leaf = leaf
        if leaf.is_marked_up:
            walk.headings, walk.is_over, walk.is_code = [], False, False
        width = _width(leaf)
        for span in leaf.lines:
            told = clean(leaf, [span]).text if leaf.is_marked_up else leaf.text[slice(*span)]
            is_fence = leaf.is_marked_up and leaf.text.startswith(_FENCES, span[0])
            if is_fence or (told.strip() and _key(told) not in furniture):
                made.extend(_step(walk, span, told, width))
        made.extend(_flush(walk))
    return made


def _key(line: str) -> str:
    return re.sub(r"\d+", "#", line.strip().lower())


def _furniture(leaves: Sequence[Leaf]) -> set[str]:
    """Running heads and page numbers: first or last lines that come again on three pages or more."""
    edges = Counter(
        _key(leaf.text[slice(*span)])
        for leaf in leaves
        if not leaf.is_marked_up
        for span in {*leaf.lines[:2], *leaf.lines[-2:]}
    )
    return {key for key, n in edges.items() if n >= 3}


def _width(leaf: Leaf) -> int:
    lengths = sorted(end - start for start, end in leaf.lines)
    return lengths[int(len(lengths) * 0.8)] if lengths else 0


def _step(walk: _Walk, span: tuple[int, int], told: str, width: int) -> Iterator[Sentence]:
    if walk.leaf.is_marked_up and walk.leaf.text.startswith(_FENCES, span[0]):
        yield from _flush(walk)
        walk.is_code = not walk.is_code
    elif walk.is_code:
        return
    elif heading := _heading(walk, told, span[0]):
        yield from _flush(walk)
        _enter(walk, *heading)
    elif walk.is_over:
        return
    elif _CAPTION.match(told):
        yield from _flush(walk)
        walk.where = "figure caption"
        walk.open.append(span)
    elif is_row(told) or (_LABEL.match(told) and not _RESUMES.match(told) and not walk.leaf.is_marked_up):
        yield from _flush(walk)
    else:
        if _BULLET.match(told) or _is_paragraph(walk, told) or _ends_caption(walk, width):
            yield from _flush(walk)
            walk.is_item = bool(_BULLET.match(told))
        walk.open.append(span)


def _is_paragraph(walk: _Walk, told: str) -> bool:
    """Whether a line of Markdown begins a paragraph: all do but those that go on in lower case."""
    if not walk.leaf.is_marked_up or not walk.open:
        return walk.leaf.is_marked_up
    return not told[:1].islower() or walk.leaf.text[walk.open[-1][1] - 1] in ".!?:|"


def _ends_caption(walk: _Walk, width: int) -> bool:
    """A caption ends with a short line that ends a sentence."""
    if walk.where != "figure caption" or not walk.open:
        return False
    start, end = walk.open[-1]
    return walk.leaf.text[end - 1] == "." and end - start < 0.97 * width


def _heading(walk: _Walk, told: str, start: int) -> tuple[int, str, str] | None:
    """A heading's level, its words, and the number of its chapter."""
    if walk.leaf.is_marked_up:
        found = _MARKDOWN.match(told)
        return (len(found[1]), found[2], "") if found else None
    if _NAMED.match(told):
        return 1, told, told[0]
    line = None if is_row(told) else numbered(told)
    if line is None:
        return None
    chapter, *sections = line[0].split(".")
    if not sections and walk.chapters is not None and (walk.leaf.name, start) not in walk.chapters:
        return None
    return len(sections) + 1, line[1], chapter


def _enter(walk: _Walk, level: int, told: str, chapter: str) -> None:
    if chapter != walk.chapter:  # and the heading of its chapter may not have looked like one
        walk.chapter, walk.headings = chapter, []
    walk.headings = [*(held for held in walk.headings if held[0] < level), (level, told)]
    if REFERENCES.match(told):
        walk.is_over = True
    elif level == 1:
        walk.is_over = False


def is_row(line: str) -> bool:
    """Whether a line is a row of a table: two numbers or more, and nearly no small words."""
    if line.count("|") >= 3:
        return True
    if line[0].islower() and _SMALL.search(line):
        return False  # a sentence goes on: "to 2 × 10−6", "use a learning rate of 7.3 × 10−6"
    plain = _DATE.sub("day", _POWER.sub("1", line))
    n_numbers = len(_ROW.findall(plain))
    return n_numbers >= 2 and n_numbers >= 0.3 * len(plain.split()) and len(_SMALL.findall(line)) <= 1


def _flush(walk: _Walk) -> Iterator[Sentence]:
    spans, walk.open = walk.open, []
    where, walk.where = walk.where, "prose"
    is_item, walk.is_item = walk.is_item, False
    if not spans:
        return
    walk.n_blocks += 1
    told = clean(walk.leaf, spans)
    headings = tuple(heading for _, heading in walk.headings)
    for start, end, run_in in _cut(told.text, where):
        part = Clean(told.text[start:end], told.at[start:end])
        yield Sentence(walk.leaf, part, (*headings, *run_in), where, walk.n_blocks, is_item)


def _cut(text: str, where: Where) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Where sentences begin and end, and under which run-in head they stand."""
    start = 0
    run_in: tuple[str, ...] = ()
    ends = [
        found
        for found in _END.finditer(text)
        if not _NO_END.search(text, max(0, found.start() - 12), found.start())
    ]
    for found in [*ends, None]:
        end = found.start() if found else len(text)
        if text[start:end].strip():
            if found and where == "prose" and _is_run_in(text[start : found.start()]):
                run_in = (text[start : found.start()].strip().rstrip(".:"),)
            else:
                for piece in range(start, end, MAX_LETTERS):
                    yield piece, min(piece + MAX_LETTERS, end), run_in
        if found:
            start = found.end()


def _is_run_in(told: str) -> bool:
    """Whether words at a paragraph's beginning are its heading ("Baselines.")."""
    return bool(len(told) < 60 and _RUN_IN.match(told.strip()) and not _SPEAKS.search(told))
