"""One repository's history, walked from where it was left to its head, whatever state the clone is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from mainstem.errors import Malformed
from mainstem.pipeline.cite import MAX_LINE_BYTES, FileChange, Step, read_whole
from mainstem.pipeline.cite_files import is_text, place_of, reads
from mainstem.pipeline.cite_ledger import Ledger
from mainstem.text.citations import Titles, titled
from mainstem.wiring.git import CutShort, Git

MAX_LEFT_OUT = 200  # missing files of one commit around which git is asked for the rest
MAX_DAMAGED = (
    50  # commits that git cannot tell, for reasons of its own, before the history counts as unreadable
)
_N_NAMED = 3  # files named in a warning
_MAY_NAME = '(19|20)[0-9][0-9][a-z]?[])]|[tT]itle *=|["*_[`][A-Z]|“[A-Z]'  # lines that may cite by a title


@dataclass
class History:
    """A walk under way. ``known`` is the head of the last walk, None for all of it.

    A commit of the main line (the head's first parents) counts with all that it changed against its first
    parent, so a merge counts as the one change that it was to the main line. Commits of merged branches are
    read for one thing only: who wrote a line that a merge brought.
    """

    git: Git
    head: str
    known: str | None = None
    n_commits: int = 0
    _merges: set[str] = field(default_factory=set)
    _long: set[str] = field(default_factory=set)
    _unreadable: set[str] = field(default_factory=set)
    _missing: set[str] = field(default_factory=set)
    _untold: list[str] = field(default_factory=list)

    def walk(self, ledger: Ledger, titles: Titles) -> None:
        """Takes the history into ``ledger``; raises Malformed where it cannot be read at all."""
        main_line = self.git.main_line(self.head, self.known)
        pairs = self._pairs(main_line)
        for step in self._steps(pairs, titles):
            for change in step.changes:
                self._look_at(change, step, titles)
            if step.commit.sha in main_line:
                ledger.take(step, is_merge=step.commit.sha in self._merges)
            else:
                ledger.take_side(step)

    def _look_at(self, change: FileChange, step: Step, titles: Titles) -> None:
        if change.arrived and change.new:
            read_whole(change, self.git.content(step.commit.sha, change.new), titles)
        if change.n_long and is_text(str(change.new)):
            self._long.add(str(change.new))
        if change.unreadable:
            self._unreadable.add(str(change.new))

    def warnings(self) -> tuple[str, ...]:
        """What could not be read, in words."""
        told = []
        if self.git.is_shallow():
            told.append(
                "the clone is shallow: what was cited before its oldest commit has that commit's date"
                " (`git fetch --unshallow`)"
            )
        for files, what in (
            (self._missing, "whose contents are not in the clone were left out where they changed"),
            (self._unreadable, "too large to be written by hand, or of no known encoding, were not read"),
            (self._long, "have lines over 5,000 characters, which were not read"),
        ):
            if files:
                told.append(f"{len(files)} files {what} ({_named(files)})")
        if self._untold:
            told.append(f"{len(self._untold)} damaged commits were left out ({_named(set(self._untold))})")
        return tuple(told)

    def _pairs(self, main_line: set[str]) -> list[str]:
        """ "commit parent", in order; merges of merged branches say nothing about who wrote a line."""
        pairs = []
        for sha, *parents in self.git.commits(self.head, self.known):
            self.n_commits += 1
            if len(parents) > 1 and sha in main_line:
                self._merges.add(sha)
            if len(parents) < 2 or sha in main_line:
                pairs.append(" ".join([sha, *parents[:1]]))
        return pairs

    def _steps(self, pairs: list[str], titles: Titles) -> Iterator[Step]:
        """All of the history at one go, or in pieces around what is damaged."""
        if not self.git.is_partial():
            try:
                yield from self.git.steps(pairs, titles)
            except CutShort as cut:
                pairs = pairs[_position(pairs, cut.sha) :]
            else:
                return
        yield from self._around_damage(pairs, titles)

    def _around_damage(self, pairs: list[str], titles: Titles) -> Iterator[Step]:
        lacking = self._lacking(pairs)
        for damaged, group in groupby(pairs, key=lambda pair: pair[:40] in lacking):
            if not damaged:
                yield from self._patiently(list(group), titles)
                continue
            for pair in group:
                paths, n_files = lacking[pair[:40]]
                self._missing.update(path for path in paths if reads(path) and is_text(path))
                if len(paths) < n_files and len(paths) <= MAX_LEFT_OUT:
                    yield from self._patiently([pair], titles, paths)

    def _lacking(self, pairs: list[str]) -> dict[str, tuple[list[str], int]]:
        """Of commits that changed files whose contents are missing: these files, and how many there were in all."""
        missing = self.git.missing(self.head)
        paths: defaultdict[str, list[str]] = defaultdict(list)
        n_files: defaultdict[str, int] = defaultdict(int)
        for sha, path, objects in self.git.touched(pairs) if missing else ():
            n_files[sha] += 1
            if not missing.isdisjoint(objects):
                paths[sha].append(path)
        return {sha: (found, n_files[sha]) for sha, found in paths.items()}

    def _patiently(self, pairs: list[str], titles: Titles, without: Sequence[str] = ()) -> Iterator[Step]:
        """Steps over every commit that git cannot tell."""
        while pairs:
            try:
                yield from self.git.steps(pairs, titles, without)
            except CutShort as cut:
                position = _position(pairs, cut.sha)
            else:
                return
            # It was this commit or, if this one is whole, a later one: asked for alone it shows.
            yield from self._alone(pairs[position], titles, without)
            pairs = pairs[position + 1 :]

    def _alone(self, pair: str, titles: Titles, without: Sequence[str]) -> Iterator[Step]:
        try:
            yield from self.git.steps([pair], titles, without)
        except CutShort as cut:
            self._untold.append(pair[:40])
            if len(self._untold) > MAX_DAMAGED:
                what = f"more than {MAX_DAMAGED} commits cannot be read"
                raise Malformed(str(self.git.folder), what, "Clone it anew") from cut


def names_one(git: Git, head: str, titles: Titles) -> bool:
    """Whether a line of the files as they are at ``head`` cites one of these works by its title."""
    return any(
        reads(path)
        and len(line) <= MAX_LINE_BYTES
        and any(titled(line.decode("utf-8", "replace"), titles, prose=place_of(path, b"") != "code"))
        for path, line in git.grep(head, _MAY_NAME)
    )


def _position(pairs: list[str], sha: str | None) -> int:
    """Where in ``pairs`` a commit stands; the beginning for None."""
    return next((n for n, pair in enumerate(pairs) if sha is not None and pair.startswith(sha)), 0)


def _named(names: set[str]) -> str:
    told = sorted(names)[:_N_NAMED]
    return ", ".join(told) + (", ..." if len(names) > _N_NAMED else "")
