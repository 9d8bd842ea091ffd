"""Keeps account of which files cite which works, commit by commit. Pure.

A citation begins with the commit that brought its first line to the main line and ends with the one that took away
its last; its author is who wrote that line, on whatever branch. A file
that is renamed takes its citations along; a work that leaves one file and comes into another in the same commit
has moved; a citation that comes back, as when a removal is reverted, goes on as if it had never left.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from mainstem.model import Citation, CitationPlace, Commit
from mainstem.pipeline.cite import FileChange, Step
from mainstem.pipeline.cite_files import place_of, reads

_ARXIV = re.compile(r"arxiv:(\d\d)(\d\d)\.")
_SKEW = timedelta(days=2)  # between a committer's clock and arXiv's


@dataclass(frozen=True, slots=True)
class _Gain:
    """A file that cites a work as of this commit, and did not before."""

    key: str
    path: str
    n_lines: int
    line: bytes  # the first that cites


class Ledger:
    """The citations of one repository as of the last step taken."""

    def __init__(
        self,
        citations: Iterable[Citation] = (),
        place: Callable[[str, bytes], CitationPlace] = place_of,
    ) -> None:
        """Goes on from the ``citations`` of an earlier walk; ``place`` says what a line of a file is."""
        self._place = place
        self._files: defaultdict[str, dict[str, Citation]] = defaultdict(dict)  # path -> key -> citation
        for citation in citations:
            self._files[citation.path][citation.key] = citation
        self._written: dict[tuple[str, str], str] = {}  # (key, path) -> who wrote it, on a side branch

    def citations(self) -> list[Citation]:
        """All that ever were, by first date, then key and path."""
        found = (citation for file in self._files.values() for citation in file.values())
        return sorted(found, key=lambda c: (c.first_at, c.key, c.path))

    def take_side(self, step: Step) -> None:
        """A commit of a branch that is merged later: remembers who wrote what, and counts nothing."""
        for change in step.changes:
            for key in change.added if change.new else ():
                self._written.setdefault((key, change.new or ""), step.commit.author)

    def take(self, step: Step, *, is_merge: bool = False) -> None:
        """A commit of the main line: what it did to the citations."""
        self._rename(step.changes)
        gained, lost = self._count(step)
        for gain in gained:
            origin = _origin_of(gain, lost)
            if origin is not None:
                lost.remove(origin)
                self._move(origin, gain)
            else:
                author = step.commit.author
                self._begin(gain, step.commit, self._writer(gain, author) if is_merge else author)
        for citation in lost:
            ended = replace(citation, n_lines=0, removed_at=step.commit.at, removed_commit=step.commit.sha)
            self._files[citation.path][citation.key] = ended

    def _rename(self, changes: Sequence[FileChange]) -> None:
        """All at once, since a commit may swap two names."""
        moved = [
            (change.new, self._files.pop(change.old, {}))
            for change in changes
            if change.old and change.new and change.old != change.new and reads(change.new)
        ]
        for path, citations in moved:
            for key, citation in citations.items():
                self._put(replace(citation, path=path), key)

    def _put(self, citation: Citation, key: str) -> None:
        """Where the file once cited the work already, the two histories become one."""
        held = self._files[citation.path].get(key)
        if held is not None and held.first_at < citation.first_at:
            citation = replace(
                citation, first_at=held.first_at, first_commit=held.first_commit, author=held.author
            )
        self._files[citation.path][key] = citation

    def _count(self, step: Step) -> tuple[list[_Gain], list[Citation]]:
        """Changes how many lines cite; returns what is cited anew and what is cited no more."""
        gained: list[_Gain] = []
        lost: list[Citation] = []
        for change in step.changes:
            path = change.new if change.new and reads(change.new) else change.old
            if path is None:
                continue
            if change.new != path:  # the file went, or went among those that are left out
                lost += [c for c in self._files.get(path, {}).values() if c.n_lines]
                continue
            for key in change.added | change.removed:
                held = self._files.get(path, {}).get(key)
                before = held.n_lines if held else 0
                after = max(0, before + change.added[key] - change.removed[key])
                if held and after and before:
                    self._files[path][key] = replace(held, n_lines=after)
                elif held and before:
                    lost.append(held)
                elif after and _can_be(key, step.commit.at):
                    gained.append(_Gain(key, path, after, change.first[key]))
        return gained, lost

    def _writer(self, gain: _Gain, merger: str) -> str:
        """Who wrote on the merged branch what a merge brought; the merger where nobody there did."""
        return self._written.pop((gain.key, gain.path), merger)

    def _begin(self, gain: _Gain, commit: Commit, author: str) -> None:
        held = self._files[gain.path].get(gain.key)
        if held is not None:
            back = replace(held, n_lines=gain.n_lines, removed_at=None, removed_commit=None)
            self._files[gain.path][gain.key] = back
            return
        self._files[gain.path][gain.key] = Citation(
            key=gain.key,
            path=gain.path,
            place=self._place(gain.path, gain.line),
            author=author,
            first_at=commit.at,
            first_commit=commit.sha,
            n_lines=gain.n_lines,
        )

    def _move(self, citation: Citation, gain: _Gain) -> None:
        del self._files[citation.path][citation.key]
        place = self._place(gain.path, gain.line)
        self._put(replace(citation, path=gain.path, place=place, n_lines=gain.n_lines), gain.key)


def _origin_of(gain: _Gain, lost: Sequence[Citation]) -> Citation | None:
    """The citation that moved to where ``gain`` is: from a file of the same name if there is one."""
    same = [citation for citation in lost if citation.key == gain.key]
    name = PurePosixPath(gain.path).name
    return min(same, key=lambda c: PurePosixPath(c.path).name != name, default=None)


def _can_be(key: str, at: datetime) -> bool:
    """No paper is cited before the month its arXiv id names: such an id is a placeholder, or a mistyped one."""
    found = _ARXIV.match(key)
    if found is None:
        return True
    latest = at + _SKEW
    return (2000 + int(found[1]), int(found[2])) <= (latest.year, latest.month)
