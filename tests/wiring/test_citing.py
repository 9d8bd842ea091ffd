"""Walks that go on where the last one ended."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.errors import AddressRefused, UsageError
from mainstem.model import Repository as Watched
from mainstem.settings import Settings
from mainstem.wiring import Mainstem
from mainstem.wiring.citing import Cited, Failed, cite, find, name_of, watched
from tests.wiring.repositories import Repository

KEY, URL, OTHER = (
    "arxiv:2205.14135",
    "https://arxiv.org/abs/2205.14135\n",
    "https://arxiv.org/abs/2307.08691\n",
)
NOW = datetime(2026, 7, 1, tzinfo=UTC)
PACK = """
[[repository]]
name = "o/r"
role = "training"
former = ["before/r"]
"""


@pytest.fixture
def repo(tmp_path: Path) -> Repository:
    """A repository that cites one work since its first commit."""
    repo = Repository(tmp_path / "repo")
    repo.commit(a_dot_md=URL)
    return repo


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Mainstem]:
    """The program with the smallest of packs, whose watch list has one repository."""
    from mainstem import packs

    template = Path(packs.__file__).parent / "template"
    shutil.copytree(template, tmp_path / "pack")
    (tmp_path / "pack" / "repositories.toml").write_text(PACK, encoding="utf-8")
    settings = Settings(home=tmp_path / "home", pack=str(tmp_path / "pack"))
    app = Mainstem(settings, clock=lambda: NOW)
    yield app
    app.store.close()


def _cite(app: Mainstem, repo: Repository, *, again: bool = False) -> Cited:
    return cite(app, str(repo.folder), name="o/r", again=again, say=lambda _: None)


def test_the_first_walk_reads_all_and_the_second_nothing(app: Mainstem, repo: Repository) -> None:
    """The heads are compared, no more."""
    first, second = _cite(app, repo), _cite(app, repo)
    assert (1, [KEY], 0, ()) == (
        first.n_new_commits,
        [c.key for c in first.begun],
        second.n_new_commits,
        second.begun,
    )
    assert first.citations == second.citations
    assert ["o/r"] == [m.by for m in app.store.works.mentions_of(KEY)]


def test_an_update_reads_new_commits_alone(app: Mainstem, repo: Repository) -> None:
    """And tells what began and what ended with them."""
    first = repo.git("rev-parse", "HEAD")
    _cite(app, repo)
    repo.commit(b_dot_md=OTHER)
    repo.git("mv", "a.md", "c.md")
    repo.save()
    last = repo.commit(b_dot_md="nothing\n")
    told = _cite(app, repo)
    assert (3, 4, False) == (told.n_new_commits, told.walk.n_commits, told.rewritten)
    assert [("c.md", first)] == [(c.path, c.first_commit) for c in told.citations if c.n_lines]
    assert ["arxiv:2307.08691"] == [c.key for c in told.begun]
    assert [("arxiv:2307.08691", last)] == [(c.key, c.removed_commit) for c in told.ended]


@pytest.mark.parametrize("n_before", [1, 2, 3, 4])
def test_an_update_comes_to_what_one_walk_would(app: Mainstem, tmp_path: Path, n_before: int) -> None:
    """Merges and renames included, wherever the first walk ended."""
    repo = Repository(tmp_path / "repo")
    heads = [repo.commit(a_dot_md=URL)]
    repo.git("checkout", "--quiet", "-b", "branch")
    repo.commit(author="B. Author", b_dot_md=OTHER)
    repo.git("checkout", "--quiet", "main")
    heads.append(repo.commit(c_dot_md=URL))
    heads.append(repo.merge("branch"))
    repo.git("mv", "b.md", "d.md")
    heads.append(repo.save())
    heads.append(repo.commit(a_dot_md="nothing\n"))
    repo.git("checkout", "--quiet", heads[n_before - 1])
    _cite(app, repo)
    repo.git("checkout", "--quiet", "main")
    in_parts = _cite(app, repo)
    whole = _cite(app, repo, again=True)
    assert (whole.citations, False) == (in_parts.citations, in_parts.rewritten)
    assert [] == whole.begun


def test_a_rewritten_history_is_noticed_and_walked_anew(app: Mainstem, repo: Repository) -> None:
    """What is no longer in it is forgotten, since it never happened."""
    repo.commit(b_dot_md=OTHER)
    _cite(app, repo)
    repo.git("reset", "--quiet", "--hard", "HEAD~1")
    repo.commit(c_dot_md=OTHER)
    told = _cite(app, repo)
    assert (True, ["a.md", "c.md"]) == (told.rewritten, [c.path for c in told.citations])


def test_a_clone_that_is_behind_takes_nothing_back(app: Mainstem, repo: Repository) -> None:
    """What was read stays read."""
    repo.commit(b_dot_md=OTHER)
    _cite(app, repo)
    repo.git("checkout", "--quiet", "HEAD~1")
    told = _cite(app, repo)
    assert (0, False, ["a.md", "b.md"]) == (
        told.n_new_commits,
        told.rewritten,
        [c.path for c in told.citations],
    )


def test_the_watch_list_is_walked_where_it_was_read_before(app: Mainstem, repo: Repository) -> None:
    """In the person's own clone, and without a network."""
    _cite(app, repo)
    repo.commit(b_dot_md=OTHER)
    (told,) = watched(app, offline=True, say=lambda _: None)
    assert isinstance(told, Cited)
    assert ("o/r", 1) == (told.walk.repository, told.n_new_commits)


def test_a_repository_that_fails_sinks_no_other(app: Mainstem, repo: Repository) -> None:
    """It is a row with an error."""
    _cite(app, repo)
    shutil.rmtree(repo.folder / ".git")
    (told,) = watched(app, offline=True, say=lambda _: None)
    assert isinstance(told, Failed)
    assert ("o/r", "usage_error") == (told.repository, told.error.code)


def test_offline_what_was_never_fetched_is_passed_over(app: Mainstem) -> None:
    """There is nothing to read."""
    assert [] == list(watched(app, offline=True, say=lambda _: None))


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/o/r.git", "o/r"),
        ("https://www.github.com/o/r/", "o/r"),
        ("git@github.com:o/r.git", "o/r"),
        ("ssh://git@github.com/o/r", "o/r"),
        ("https://git.example/group/sub/r.git", "git.example/group/sub/r"),
        ("/srv/r", ""),
        ("../r", ""),
    ],
)
def test_a_repository_is_named_by_where_it_was_cloned_from(address: str, name: str) -> None:
    """Owner and name on GitHub, with the host elsewhere."""
    assert name == name_of(address)


LIST = (Watched("New/Name", "training", former=("old/name",)),)


@pytest.mark.parametrize("told", ["New/Name", "old/name", "https://github.com/OLD/name"])
def test_a_watched_repository_goes_by_today_s_name(told: str) -> None:
    """Whatever name was given, in whatever case."""
    assert LIST[0] == find(LIST, told).repository


def test_a_clone_goes_by_its_origin_or_by_its_folder(repo: Repository) -> None:
    """Or by what the person says."""
    assert "repo" == find(LIST, str(repo.folder)).repository.name
    repo.git("remote", "add", "origin", "git@github.com:old/name.git")
    assert LIST[0] == find(LIST, str(repo.folder)).repository
    assert "x/y" == find(LIST, str(repo.folder), "x/y").repository.name


def test_what_is_no_repository_is_told(tmp_path: Path) -> None:
    """A folder without one, words, or an address of another kind."""
    with pytest.raises(UsageError):
        find(LIST, str(tmp_path))
    with pytest.raises(UsageError):
        find(LIST, "no such thing")
    with pytest.raises(AddressRefused):
        find(LIST, "http://git.example/o/r")
