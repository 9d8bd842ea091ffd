"""A history as git tells it, line by line, to what each commit did to the citations of each file.

Pure, and in constant memory: what goes in is an iterator over the lines of
``git diff-tree --stdin --root -r -p -U0 -M --pretty=tformat:HEADER`` and what comes out, one commit at a time,
are ``Step``s. Only lines that were added or removed are looked at, and only those closely that may cite.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from mainstem.model import Commit
from mainstem.pipeline.cite_files import is_text, place_of, reads
from mainstem.text.citations import NO_TITLES, Titles, cited, may_cite
from mainstem.text.titles import line as printable

HEADER = "%x00%H%x00%ct%x00%aN"  # sha, seconds since 1970, name of the author
MAX_LINE_BYTES = 5_000  # a longer line was written by a program

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"b": b"\b", b"f": b"\f", b"v": b"\v"}


@dataclass(slots=True)
class FileChange:
    """What a commit did to one file, as far as citations go."""

    old: str | None = None  # path before; None for a new file
    new: str | None = None  # path after; None for a removed one
    removed: Counter[str] = field(default_factory=Counter)  # lines that cited, by the work's key
    added: Counter[str] = field(default_factory=Counter)
    first: dict[str, bytes] = field(default_factory=dict)  # the first line added that cites a work
    n_long: int = 0  # lines too long to be read
    unreadable: bool = (
        False  # a text by its name that git takes for binary: too large, or of another encoding
    )

    @property
    def arrived(self) -> bool:
        """Whether it came from among the files that are left out: what it brought along, no patch shows."""
        return bool(self.old and self.new and reads(self.new) and not reads(self.old))

    @property
    def matters(self) -> bool:
        """Whether anything is to be done about it."""
        moved = self.old is not None and self.old != self.new
        return bool(moved or self.removed or self.added or self.n_long or self.unreadable)


@dataclass(slots=True)
class Step:
    """One commit and the files in which it touched citations, or which it renamed."""

    commit: Commit
    changes: list[FileChange] = field(default_factory=list)


def steps(lines: Iterable[bytes], titles: Titles = NO_TITLES) -> Iterator[Step]:
    """The commits of a history in its order, each when the next one begins; nothing is raised for odd input."""
    stream = iter(lines)
    step: Step | None = None
    change = FileChange()
    for line in stream:
        if line.startswith(b"@@ "):
            _read_hunk(line, stream, change, titles)
        elif line.startswith(b"diff --git "):
            change = FileChange()
            if step:
                step.changes.append(change)
        elif line.startswith(b"\0"):
            if step:
                yield _finished(step)
            step, change = _begun(line), FileChange()
        else:
            _read_head(line, change)
    if step:
        yield _finished(step)


def read_whole(change: FileChange, lines: Iterable[bytes], titles: Titles = NO_TITLES) -> None:
    """Counts all ``lines`` of a file that arrived as added, in place of those that its patch shows."""
    change.added.clear()
    change.first.clear()
    prose = place_of(change.new or "", b"") != "code"
    for line in _suspects([line for line in lines if len(line) <= MAX_LINE_BYTES], titles, prose):
        _read_line(b"+" + line, change, titles, prose)


def _finished(step: Step) -> Step:
    step.changes = [change for change in step.changes if change.matters]
    return step


def _begun(line: bytes) -> Step:
    _, sha, seconds, author = line.rstrip(b"\n").split(b"\0", 3)
    # Git keeps whatever date it was given, also one that no calendar has.
    at = datetime.fromtimestamp(min(max(int(seconds), 0), 2**33), UTC)
    commit = Commit(sha.decode(), at, printable(author.decode("utf-8", "replace")))
    return Step(commit)


def _read_head(line: bytes, change: FileChange) -> None:
    """A line between ``diff --git`` and the first hunk, or of a file without hunks."""
    if line.startswith(b"--- "):
        change.old = _path(line[4:])
    elif line.startswith(b"+++ "):
        change.new = _path(line[4:])
    elif line.startswith(b"rename from "):
        change.old = _path(b"a/" + line[12:] if line[12:13] != b'"' else b'"a/' + line[13:])
    elif line.startswith(b"rename to "):
        change.new = _path(b"b/" + line[10:] if line[10:11] != b'"' else b'"b/' + line[11:])
    elif line.startswith(b"Binary files ") and line.rstrip().endswith(b" differ"):
        old, _, new = line.rstrip()[len(b"Binary files ") : -len(b" differ")].rpartition(b" and ")
        change.old, change.new = change.old or _path(old), change.new or _path(new)
        change.unreadable = change.new is not None and reads(change.new) and is_text(change.new)


def _path(told: bytes) -> str | None:
    """A path as git writes it: behind a/ or b/, quoted like a C string where it must be."""
    told = told.rstrip(b"\n").removesuffix(b"\t")
    if told == b"/dev/null":
        return None
    if told.startswith(b'"') and told.endswith(b'"'):
        told = _ESCAPE.sub(_unescape, told[1:-1])
    return printable(told[2:].decode("utf-8", "replace"))


def _unescape(match: re.Match[bytes]) -> bytes:
    told = match[1]
    return bytes([int(told, 8) & 0xFF]) if len(told) == 3 else _ESCAPED.get(told, told)


def _read_hunk(head: bytes, stream: Iterator[bytes], change: FileChange, titles: Titles) -> None:
    """Takes exactly the hunk's lines from ``stream``, since a line of a file may look like anything."""
    found = _HUNK.match(head)
    if found is None:
        return
    n_left = sum(1 if n is None else int(n) for n in found.groups())
    path = change.new or change.old
    if path is None or not reads(path):
        _skip(stream, n_left)
        return
    body = []
    while n_left:
        line = next(stream, None)
        if line is None:
            break
        if line.startswith(b"\\"):  # "No newline at end of file"
            continue
        n_left -= 1
        if len(line) <= MAX_LINE_BYTES:
            body.append(line)
        else:
            change.n_long += line.startswith(b"+")
    prose = place_of(path, b"") != "code"
    for line in _suspects(body, titles, prose):
        _read_line(line, change, titles, prose)


def _suspects(lines: list[bytes], titles: Titles, prose: bool) -> Iterator[bytes]:
    """The lines that may cite, found by halving: most hunks, and most parts of the others, are cleared at a look."""
    if lines and may_cite(b"".join(lines), titles, prose=prose):
        if len(lines) == 1:
            yield lines[0]
            return
        middle = len(lines) // 2
        yield from _suspects(lines[:middle], titles, prose)
        yield from _suspects(lines[middle:], titles, prose)


def _skip(stream: Iterator[bytes], n_left: int) -> None:
    while n_left:
        line = next(stream, None)
        if line is None:
            return
        n_left -= not line.startswith(b"\\")


def _read_line(line: bytes, change: FileChange, titles: Titles, prose: bool) -> None:
    text = line[1:].rstrip(b"\r\n")
    for key in cited(text.decode("utf-8", "replace"), titles, prose=prose):
        if line.startswith(b"+"):
            change.added[key] += 1
            change.first.setdefault(key, text)
        else:
            change.removed[key] += 1
