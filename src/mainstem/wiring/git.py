"""The git command, asked about one repository. Reading never touches the network, the work tree or a hook."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from mainstem.errors import Malformed, UsageError
from mainstem.pipeline.cite import HEADER, Step, steps
from mainstem.text.citations import Titles

MAX_FILE_BYTES = 2 * 2**20  # a larger file is taken for binary: nobody wrote it by hand
_KEPT = (
    "GIT_CONFIG",
    "GIT_SSL",
    "GIT_PROXY",
)  # of git's variables; the others would point at another repository
_SETTINGS = (
    "core.quotePath=false",
    f"core.bigFileThreshold={MAX_FILE_BYTES}",
    "core.fsmonitor=false",
    "diff.renameLimit=1000",  # git's own since 2.33; beyond it only exact renames are found
)
# -U0: no context; -M: renames; everything that a configuration could turn on is turned off.
_DIFF = (
    *("diff-tree", "--stdin", "-r", "--root", "-M", "-p", "-U0", f"--pretty=tformat:{HEADER}"),
    *("--encoding=UTF-8", "--no-color", "--no-ext-diff", "--no-textconv", "--ignore-submodules"),
    *("--src-prefix=a/", "--dst-prefix=b/"),
)
_RAW = ("diff-tree", "--stdin", "-r", "--root", "--raw", "--no-abbrev", "-z")


class CutShort(Malformed):
    """Git gave up in the middle of a history; ``sha`` is the last commit it began to tell, if any."""

    def __init__(self, subject: str, sha: str | None) -> None:
        super().__init__(subject, f"git cannot tell what changed after {sha or 'the beginning'}")
        self.sha = sha


class Git:
    """One repository on this machine; ``folder`` is its git directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def at(cls, place: Path) -> Git:
        """The repository in or around ``place``; raises UsageError where there is none."""
        found = run(["git", "-C", str(place), "rev-parse", "--absolute-git-dir"], environment())
        if found.returncode:
            what = f"is no git repository that can be read ({_said(found.stderr)})"
            raise UsageError(str(place), what, "Give a folder that `git clone` made, or an https address")
        return cls(Path(found.stdout.decode().strip()))

    def head(self) -> str:
        """The newest commit of the branch that is checked out; raises UsageError where there is none."""
        found = self._ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
        if found.returncode:
            raise UsageError(str(self.folder), "has no commit to read", "Choose a branch that has one")
        return found.stdout.decode().strip()

    def address(self) -> str | None:
        """Where it was cloned from, as far as it knows."""
        found = self._ask("config", "--get", "remote.origin.url")
        return found.stdout.decode("utf-8", "replace").strip() or None

    def is_shallow(self) -> bool:
        """Whether the history is cut off at some depth."""
        return self._ask("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def is_partial(self) -> bool:
        """Whether contents were left behind when it was cloned."""
        return self._ask("config", "--get", "extensions.partialClone").returncode == 0

    def main_line(self, head: str, known: str | None) -> set[str]:
        """The commits that were the head one after the other, since ``known``."""
        return set(self._lines("rev-list", "--first-parent", head, *_not(known)))

    def on_main_line(self, sha: str, head: str) -> bool:
        """Whether ``head`` goes on from ``sha``; False also where there is no such commit any more."""
        there = self._ask("cat-file", "-e", f"{sha}^{{commit}}").returncode == 0
        return there and sha in self.main_line(head, None)

    def commits(self, head: str, known: str | None) -> Iterator[list[str]]:
        """Each commit with its parents, the oldest first and a branch before what merges it."""
        args = ("rev-list", "--topo-order", "--reverse", "--parents", head, *_not(known))
        return (line.split() for line in self._lines(*args))

    def missing(self, head: str) -> set[str]:
        """The objects that the history names and the repository lacks."""
        told = self._lines("rev-list", "--objects", "--missing=print", head)
        return {line[1:] for line in told if line.startswith("?")}

    def touched(self, pairs: Iterable[str]) -> Iterator[tuple[str, str, tuple[str, str]]]:
        """Commit, path and the objects before and after, of every file that ``pairs`` changed."""
        with self._piped(_RAW, pairs) as git:
            tokens = iter(_stdout(git).read().decode("utf-8", "surrogateescape").split("\0"))
        commit = ""
        for token in tokens:
            if token.startswith(":"):
                _, _, before, after, _ = token.split(" ")
                yield commit, next(tokens), (before, after)
            elif token:
                commit = token.strip()

    def steps(self, pairs: Iterable[str], titles: Titles, without: Sequence[str] = ()) -> Iterator[Step]:
        """What each "commit parent" of ``pairs`` did to citations, but for the paths ``without``.

        Raises CutShort where git gives up on the way; every step yielded before is whole.
        """
        spec = ["--", ".", *(f":(exclude,literal,top){path}" for path in without)] if without else []
        held: Step | None = None
        with self._piped([*_DIFF, *spec], pairs) as git:
            for step in steps(_stdout(git), titles):
                if held is not None:
                    yield held
                held = step
            if git.wait():
                raise CutShort(str(self.folder), held.commit.sha if held else None)
        if held is not None:
            yield held

    def grep(self, sha: str, pattern: str) -> Iterator[tuple[str, bytes]]:
        """Path and text of every line that matches an extended regular expression, as of a commit."""
        found = self._ask("grep", "--null", "--no-color", "-I", "-E", "-e", pattern, sha)
        for line in found.stdout.splitlines():  # git says 1 where nothing matches, and that is an answer
            told, _, text = line.partition(b"\0")
            yield told.decode("utf-8", "surrogateescape").partition(":")[2], text

    def content(self, sha: str, path: str) -> list[bytes]:
        """The lines of a file as it was at a commit; none where it is too large, or missing."""
        size = self._ask("cat-file", "-s", f"{sha}:{path}")
        if size.returncode or int(size.stdout) > MAX_FILE_BYTES:
            return []
        return self._ask("cat-file", "blob", f"{sha}:{path}").stdout.splitlines()

    @contextmanager
    def _piped(self, args: Sequence[str], given: Iterable[str]) -> Iterator[subprocess.Popen[bytes]]:
        """A git that reads ``given`` line by line; stopped where the block is left early."""
        with TemporaryFile() as told:  # a pipe could fill up while git waits for us to read
            told.writelines(f"{line}\n".encode() for line in given)
            told.seek(0)
            command = [*self._command(), *args]
            with subprocess.Popen(  # noqa: S603 - our own command, no shell
                command,
                cwd=self.folder,
                stdin=told,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment(),
            ) as git:
                try:
                    yield git
                finally:
                    if git.poll() is None:
                        git.kill()

    def _ask(self, *args: str) -> subprocess.CompletedProcess[bytes]:
        return run([*self._command(), *args], self._environment(), self.folder)

    def _lines(self, *args: str) -> Iterator[str]:
        done = self._ask(*args)
        if done.returncode:
            what = f"cannot be read ({_said(done.stderr)})"
            raise Malformed(str(self.folder), what, "`git fsck` says what is wrong; a fresh clone is right")
        return iter(done.stdout.decode().splitlines())

    def _environment(self) -> dict[str, str]:
        """Without an index, and from within the git directory, no .gitattributes decides what is text."""
        return environment() | {"GIT_INDEX_FILE": str(self.folder / "none")}

    def _command(self) -> list[str]:
        settings = [word for setting in _SETTINGS for word in ("-c", setting)]
        return ["git", "--no-pager", "--bare", f"--git-dir={self.folder}", *settings]


def _stdout(git: subprocess.Popen[bytes]) -> IO[bytes]:
    assert git.stdout is not None  # noqa: S101 - it was asked for
    return git.stdout


def _said(stderr: bytes) -> str:
    """The last line of what git said, without its lead."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].removeprefix("fatal: ") if lines else "git did not say why"


def _not(known: str | None) -> list[str]:
    return [f"^{known}"] if known else []


def run(
    command: Sequence[str], env: Mapping[str, str], folder: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs git to its end; raises UsageError where there is none."""
    try:
        return subprocess.run(command, cwd=folder, capture_output=True, check=False, env=env)  # noqa: S603 - our own command, no shell
    except FileNotFoundError as error:
        raise UsageError("git", "is not installed, and histories are read with it", "Install git") from error


def environment(protocol: str = "none") -> dict[str, str]:
    """Git's surroundings: this repository and no other, English messages, no question, one protocol or none."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    return kept | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",  # since git 2.44; before, no protocol is allowed to fetch with
        "GIT_ALLOW_PROTOCOL": protocol,
    }
