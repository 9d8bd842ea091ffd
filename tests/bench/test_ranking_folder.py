"""Folders of papers, labels and signals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mainstem.bench.ranking_folder import Folder, read
from mainstem.errors import UsageError

PAPER = {"id": "1", "title": "T", "announced": "2024-01-01", "role": "candidate"}
LABEL = {"list": "a/b", "id": "1", "added": "2024-01-03", "core": True}
CITED = {"kind": "code_citation", "source": "a/b", "id": "1", "date": "2024-02-01"}


def _write(folder: Path, **files: dict[str, object]) -> Path:
    for name, row in files.items():
        (folder / f"{name}.jsonl").write_text(json.dumps(row) + "\n", "utf-8")
    return folder


def test_a_folder_is_read_packed_or_not(tmp_path: Path, made_up: Folder) -> None:
    """The committed folder is packed; a plain one does as well, and needs no signals."""
    plain = read(_write(tmp_path, papers=PAPER, labels=LABEL))
    assert ((PAPER,), (LABEL,), ()) == (plain.papers, plain.labels, plain.signals)
    assert {"alpha/papers": True, "beta/papers": True, "gamma/news": False} == made_up.lists


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """Without labels there is nothing to measure."""
    with pytest.raises(UsageError, match=r"labels\.jsonl\.gz: cannot be read"):
        read(_write(tmp_path, papers=PAPER))


@pytest.mark.parametrize("day", [None, "soon", 3])
def test_what_is_no_day_is_named_with_its_paper(tmp_path: Path, day: object) -> None:
    """Days decide who sees what, so none is guessed."""
    with pytest.raises(UsageError, match="1: announced is no day"):
        read(_write(tmp_path, papers={**PAPER, "announced": day}, labels=LABEL))


def test_a_library_paper_needs_no_day(tmp_path: Path) -> None:
    """Nobody saw it come out."""
    library = {**PAPER, "announced": None, "role": "library"}
    assert (library,) == read(_write(tmp_path, papers=library, labels=LABEL)).papers


def test_withheld_lists_take_their_repositories_signals_along() -> None:
    """A list's repository would tell of its picks by citing them."""
    other = {**LABEL, "list": "c/d"}
    folder = Folder((), (LABEL, other), (CITED, {**CITED, "source": "c/d"}))
    assert Folder((), (other,), ({**CITED, "source": "c/d"},)) == folder.without(["a/b"])


def test_history_is_merged_without_doubles() -> None:
    """The folder's own paper stands, and of two equal picks the earlier."""
    ours = Folder((PAPER,), ({**LABEL, "added": "2024-01-09"},), (CITED,))
    theirs = Folder(({**PAPER, "title": "Old"}, {**PAPER, "id": "2"}), (LABEL,), (CITED,))
    assert Folder((PAPER, {**PAPER, "id": "2"}), (LABEL,), (CITED,)) == ours.after(theirs)
