"""Histories as git really keeps them, walked."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from mainstem.errors import Malformed, UsageError
from mainstem.model import Citation
from mainstem.pipeline.cite_ledger import Ledger
from mainstem.text.citations import NO_TITLES, Titles
from mainstem.wiring.git import MAX_FILE_BYTES, Git
from mainstem.wiring.history import History
from tests.wiring.repositories import PLAIN, Repository

KEY, URL = "arxiv:2205.14135", "https://arxiv.org/abs/2205.14135\n"
SIX = "".join(f"line {n}\n" for n in range(6))  # so that git sees a rename behind a small change


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """An empty repository."""
    return Repository(tmp_path / "repo")


def _walk(folder: Path, titles: Titles = NO_TITLES) -> tuple[list[Citation], tuple[str, ...]]:
    git, ledger = Git.at(folder), Ledger()
    history = History(git, git.head())
    history.walk(ledger, titles)
    return ledger.citations(), history.warnings()


def _told(folder: Path) -> list[tuple[str, str, str, int, str | None]]:
    """Path, author, first commit, lines, last commit."""
    citations, warnings = _walk(folder)
    assert () == warnings
    return [(c.path, c.author, c.first_commit, c.n_lines, c.removed_commit) for c in citations]


def test_a_line_comes_and_goes(repo: Repository) -> None:
    """With the commits that did it."""
    first = repo.commit(a_dot_md=URL, b_dot_md="x\n")
    last = repo.commit(a_dot_md="nothing\n")
    assert [("a.md", "A. Author", first, 0, last)] == _told(repo.folder)


def test_renames_are_followed_also_behind_changes(repo: Repository) -> None:
    """A file, and then the folder around it."""
    first = repo.commit(a_dot_md=SIX + URL)
    repo.git("mv", "a.md", "b.md")
    repo.put("b.md", "line\n" + SIX + URL)
    repo.save()
    repo.put("docs/x.md", "x")
    repo.git("mv", "b.md", "docs/c d.md")
    repo.save()
    assert [("docs/c d.md", "A. Author", first, 1, None)] == _told(repo.folder)


def test_a_line_that_moves_between_files_is_one_citation(repo: Repository) -> None:
    """Git calls it a removal here and an addition there."""
    first = repo.commit(a_dot_py="# " + URL, b_dot_py="x = 1\n")
    repo.commit(a_dot_py="y = 1\n", b_dot_py="x = 1\n# " + URL)
    assert [("b.py", "A. Author", first, 1, None)] == _told(repo.folder)


def test_a_reverted_removal_never_happened(repo: Repository) -> None:
    """The citation stands since its first day."""
    first = repo.commit(a_dot_md=URL)
    repo.commit(a_dot_md="nothing\n")
    repo.n += 1
    repo.git("revert", "--no-edit", "HEAD")
    assert [("a.md", "A. Author", first, 1, None)] == _told(repo.folder)


def test_a_merge_counts_once_and_by_who_wrote_it(repo: Repository) -> None:
    """One citation of one line, of the day on which it reached the main line."""
    repo.commit(a_dot_md="x\n")
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit(author="B. Author", b_dot_md=URL)
    repo.commit(author="C. Author", b_dot_md=URL + "more\n")
    repo.git("checkout", "--quiet", "main")
    repo.commit(a_dot_md="y\n")
    merge = repo.merge("branch")
    assert [("b.md", "B. Author", merge, 1, None)] == _told(repo.folder)


def test_the_same_line_on_both_sides_of_a_merge_is_one(repo: Repository) -> None:
    """As after a cherry-pick."""
    repo.commit(a_dot_md="x\n")
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit(author="B. Author", b_dot_md=URL)
    repo.git("checkout", "--quiet", "main")
    picked = repo.commit(b_dot_md=URL)
    repo.merge("branch")
    assert [("b.md", "A. Author", picked, 1, None)] == _told(repo.folder)


def test_what_a_merge_itself_writes_is_seen(repo: Repository) -> None:
    """A conflict that was resolved by a line that neither side has."""
    repo.commit(a_dot_md="x\n")
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit(b_dot_md="x\n")
    repo.git("checkout", "--quiet", "main")
    repo.n += 1
    repo.git("merge", "--quiet", "--no-ff", "--no-commit", "branch")
    repo.put("a.md", URL)
    merge = repo.save("M. Merger")
    assert [("a.md", "M. Merger", merge, 1, None)] == _told(repo.folder)


def test_a_branch_that_took_in_the_main_line_counts_nothing_twice(repo: Repository) -> None:
    """Merged into the branch first, and the branch then into the main line."""
    repo.commit(a_dot_md="x\n")
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit(b_dot_md="x\n")
    repo.git("checkout", "--quiet", "main")
    written = repo.commit(author="B. Author", a_dot_md=URL)
    repo.git("checkout", "--quiet", "branch")
    repo.merge("main")
    repo.git("checkout", "--quiet", "main")
    repo.commit(c_dot_md="x\n")
    repo.merge("branch")
    assert [("a.md", "B. Author", written, 1, None)] == _told(repo.folder)


def test_vendored_and_generated_files_and_submodules_are_left_out(repo: Repository, tmp_path: Path) -> None:
    """Whoever they cite."""
    other = Repository(tmp_path / "other")
    other.commit(a_dot_md=URL)
    repo.commit(third_party__a_dot_md=URL, web__node_modules__x__README_dot_md=URL, uv_dot_lock=URL)
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(other.folder), "sub")
    repo.save()
    assert [] == _told(repo.folder)


def test_a_file_that_leaves_a_vendored_folder_begins_to_cite(repo: Repository) -> None:
    """Although its patch shows no line."""
    repo.commit(vendor__a_dot_md=SIX + URL)
    repo.git("mv", "vendor/a.md", "a.md")
    moved = repo.save()
    assert [("a.md", "A. Author", moved, 1, None)] == _told(repo.folder)


def test_odd_names_and_encodings_are_read(repo: Repository) -> None:
    """Quotes, tabs, umlauts, Latin-1 and names that would steer a terminal."""
    repo.put('d/ü "q"\t.md', b"caf\xe9 " + URL.encode())
    first = repo.save(author="J. \x1b[31mAuthor")
    assert [('d/ü "q" .md', "J. Author", first, 1, None)] == _told(repo.folder)


def test_huge_files_and_lines_are_reported_and_the_rest_is_read(repo: Repository) -> None:
    """Bounded in bytes a file and a line, and never fatal."""
    repo.commit(
        big_dot_md="x\n" * (MAX_FILE_BYTES // 2 + 9) + URL,
        long_dot_md="x" * 6000 + URL + URL,
        utf16_dot_md=URL.encode("utf-16"),
    )
    citations, warnings = _walk(repo.folder)
    assert ["long.md"] == [c.path for c in citations]
    assert [
        "2 files too large to be written by hand, or of no known encoding, were not read (big.md, utf16.md)",
        "1 files have lines over 5,000 characters, which were not read (long.md)",
    ] == list(warnings)


def test_a_shallow_clone_says_so(repo: Repository, tmp_path: Path) -> None:
    """What was there before has the oldest commit's date, and the warning says that."""
    repo.commit(a_dot_md=URL)
    oldest = repo.commit(b_dot_md="x\n")
    repo.commit(c_dot_md="x\n")
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.folder}", str(clone))
    citations, warnings = _walk(clone)
    assert [("a.md", oldest)] == [(c.path, c.first_commit) for c in citations]
    assert 1 == len(warnings)
    assert "shallow" in warnings[0]


def test_a_partial_clone_is_read_as_far_as_it_goes(repo: Repository, tmp_path: Path) -> None:
    """Nothing is fetched, although git would like to."""
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.commit(a_dot_md="once " + URL)
    repo.commit(a_dot_md="changed\n")
    last = repo.commit(b_dot_md=URL)
    clone = tmp_path / "clone"
    repo.git("clone", "--quiet", "--filter=blob:none", f"file://{repo.folder}", str(clone))
    citations, warnings = _walk(clone)
    assert [("b.md", last)] == [(c.path, c.first_commit) for c in citations]
    assert ["1 files whose contents are not in the clone were left out where they changed (a.md)"] == list(
        warnings
    )


def _lose(repo: Repository, name: str) -> None:
    sha = repo.git("rev-parse", name)
    (repo.folder / ".git" / "objects" / sha[:2] / sha[2:]).unlink()


def test_a_missing_content_costs_its_own_file_alone(repo: Repository) -> None:
    """The other files of the commit, and the commits before and after, are read."""
    first = repo.commit(a_dot_md=URL)
    second = repo.commit(b_dot_md=URL, lost_dot_md="lost\n")
    third = repo.commit(c_dot_md=URL)
    _lose(repo, "HEAD:lost.md")
    citations, warnings = _walk(repo.folder)
    assert [("a.md", first), ("b.md", second), ("c.md", third)] == [
        (c.path, c.first_commit) for c in citations
    ]
    assert ["lost.md"] == [word.rstrip(")") for w in warnings for word in w.split("(")[1:]]


def test_a_missing_folder_costs_its_commit(repo: Repository) -> None:
    """And a warning."""
    repo.commit(a_dot_md=URL)
    damaged = repo.commit(d__b_dot_md=URL)
    repo.commit(d__b_dot_md="x\n", d__c_dot_md="x\n")
    _lose(repo, f"{damaged}:d")
    citations, warnings = _walk(repo.folder)
    assert ["a.md"] == [c.path for c in citations]
    assert "damaged" in warnings[-1]


def test_a_history_without_its_commits_is_an_error(repo: Repository) -> None:
    """Told with what to do about it."""
    repo.commit(a_dot_md=URL)
    repo.commit(a_dot_md="x\n")
    _lose(repo, "HEAD~1")
    with pytest.raises(Malformed, match="git fsck"):
        _walk(repo.folder)


def test_titles_of_known_works_are_found(repo: Repository) -> None:
    """Where no identifier stands."""
    repo.commit(a_dot_py='"""As in Exact Attention with Little Memory (Author, 2022)."""\n')
    titles = Titles([("Exact attention with little memory", KEY)])
    assert [(KEY, "docstring")] == [(c.key, c.place) for c in _walk(repo.folder, titles)[0]]


def test_no_configuration_changes_what_is_read(repo: Repository) -> None:
    """Neither the repository's, nor its attributes, nor the folder that we stand in."""
    repo.put(".gitattributes", "*.md -diff\n*.py diff=odd\n")
    first = repo.commit(a_dot_md=URL, b_dot_py="# " + URL)
    for name, value in (
        ("diff.noprefix", "true"),
        ("diff.external", "false"),
        ("diff.odd.textconv", "false"),
        ("diff.odd.command", "false"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
        ("diff.context", "9"),
    ):
        repo.git("config", name, value)
    repo.git("mv", "a.md", "c.md")
    repo.save()
    assert [("b.py", "A. Author", first, 1, None), ("c.md", "A. Author", first, 1, None)] == _told(
        repo.folder
    )


def _none(_: Repository) -> None:
    """No commit at all."""


def _folder(repo: Repository) -> None:
    """A folder, and no repository."""
    subprocess.run(["rm", "-rf", ".git"], cwd=repo.folder, check=True, env=PLAIN)


@pytest.mark.parametrize("spoil", [_none, _folder])
def test_what_cannot_be_read_at_all_is_told(repo: Repository, spoil: Callable[[Repository], None]) -> None:
    """An empty repository, or none."""
    spoil(repo)
    with pytest.raises(UsageError):
        _walk(repo.folder)
