"""Walks that go on where the last one ended."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mainstem.errors import AddressRefused, UsageError
from mainstem.model import Repository as Watched
from mainstem.settings import Settings
from mainstem.wiring import Mainstem
from mainstem.wiring.citing import Cited, Failed, cite, find, name_of, watched
from tests.store.fakes import polled, settled
from tests.wiring.git_server import serving
from tests.wiring.repositories import Repository

KEY, URL, OTHER = (
    "arxiv:2205.14135",
    "https://arxiv.org/abs/2205.14135\n",
    "https://arxiv.org/abs/2307.08691\n",
)
OTHER_KEY = "arxiv:2307.08691"
NOW = datetime(2026, 7, 1, tzinfo=UTC)
DAY = timedelta(days=1)
LATER = NOW + DAY
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
    app = _app(tmp_path, PACK)
    yield app
    app.store.close()


def _app(folder: Path, repositories: str, **told: Any) -> Mainstem:
    """The program with the smallest of packs and this watch list."""
    from mainstem import packs

    shutil.copytree(Path(packs.__file__).parent / "template", folder / "pack")
    (folder / "pack" / "repositories.toml").write_text(repositories, encoding="utf-8")
    settings = Settings(home=folder / "home", pack=str(folder / "pack"), **told)
    return Mainstem(settings, clock=lambda: NOW)


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


TITLE = "Fast and Memory-Efficient Exact Attention with IO-Awareness"


def _learn(app: Mainstem, title: str, at: datetime) -> None:
    """A paper of that title becomes known."""
    paper = settled("p", (KEY,), kind="paper", title=title, first_seen_at=at)
    app.store.items.take([polled(paper)])


def test_a_title_that_became_known_later_is_found_with_its_first_day(app: Mainstem, tmp_path: Path) -> None:
    """All of the history is read again where the files name it, and only there."""
    repo = Repository(tmp_path / "titled")
    repo.commit(a_dot_md=f'See "{TITLE}".\n')
    repo.commit(b_dot_md=OTHER)
    assert [OTHER_KEY] == [c.key for c in _cite(app, repo).citations]
    _learn(app, "A work that nobody names in any file", LATER)
    assert 0 == _cite(app, repo).n_new_commits
    _learn(app, TITLE, LATER + DAY)
    told: list[str] = []
    found = cite(app, str(repo.folder), name="o/r", say=told.append)
    assert [(KEY, repo.git("rev-list", "--max-parents=0", "HEAD"))] == [
        (c.key, c.first_commit) for c in found.begun
    ]
    assert ("o/r names works by titles that became known since it was read", 2) == (
        told[0],
        found.n_new_commits,
    )


def test_a_watch_list_is_fetched_from_a_git_server(
    tmp_path: Path, own_certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One after the other with a word on each; what fails sinks no other; a second run asks and reads no more."""
    monkeypatch.setenv("SSL_CERT_FILE", str(own_certificate))  # as for a host with a certificate of its own
    monkeypatch.setenv("GIT_SSL_CAINFO", str(own_certificate))
    one, two = (Repository(tmp_path / "served" / "o" / name) for name in ("one", "two"))
    one.commit(a_dot_md=URL)
    two.commit(b_dot_md=OTHER)
    with serving(tmp_path / "served", own_certificate) as (port, asked):
        names = [f"127.0.0.1:{port}/o/{name}" for name in ("one", "lost", "two")]
        rows = [f'[[repository]]\nname = "{name}"\nrole = "training"\n' for name in names]
        app = _app(tmp_path, "\n".join(rows), allow_hosts=("127.0.0.1",))
        told: list[str] = []
        first = list(watched(app, offline=False, say=told.append))
        two.commit(c_dot_md=URL)
        begun = len(asked)
        second = list(watched(app, offline=False, say=lambda _: None))
        app.store.close()
    assert [(names[0], 1), (names[1], "missing"), (names[2], 1)] == [_told(each) for each in first]
    assert [(names[0], 0), (names[1], "missing"), (names[2], 1)] == [_told(each) for each in second]
    assert [f"Fetching https://{name} (the first time takes a while)" for name in names] == [
        line for line in told if line.startswith("Fetching")
    ]
    packs = [path for path in asked[begun:] if path.endswith("git-upload-pack")]
    assert {"/o/one/git-upload-pack", "/o/two/git-upload-pack"} == {path for path in packs if "?" not in path}


def _told(each: Cited | Failed) -> tuple[str, int | str]:
    """The repository, and how many commits were read or what went wrong."""
    if isinstance(each, Failed):
        return each.repository, each.error.code
    return each.walk.repository, each.n_new_commits


@pytest.mark.parametrize(
    ("name", "role", "kind"),
    [
        ("o/engine", "serving", "code"),
        ("o/engine", "", "code"),
        ("o/awesome-engines", "", "list"),
        ("o/ml-systems-papers", "", "list"),
        ("o/reading", "list", "list"),
        ("o/notes.github.io", "blog", "post"),
        ("o/paperclip", "", "code"),
        ("o/awesome-engine", "serving", "code"),
    ],
)
def test_a_reading_list_is_no_production_code(
    app: Mainstem, tmp_path: Path, name: str, role: str, kind: str
) -> None:
    """What it cites counts as a list's, wherever it stands; the pack's word wins over the name."""
    repo = Repository(tmp_path / "some")
    repo.commit(src__a_dot_py=f"# {URL}")
    app.pack = replace(app.pack, repositories=(Watched(name, role),) if role else ())
    found = cite(app, str(repo.folder), name=name, say=lambda _: None)
    assert [kind] == [citation.kind for citation in found.citations]
    assert [kind] == [mention.kind for mention in app.store.works.mentions_of(KEY)]


def test_titles_are_looked_for_once(app: Mainstem, repo: Repository) -> None:
    """What was looked for by a moment is not looked for again."""
    _cite(app, repo)
    _learn(app, TITLE, NOW - DAY)
    repo.put("c.md", f'See "{TITLE}".\n')  # not committed: no history names it
    assert 0 == _cite(app, repo).n_new_commits
    assert NOW == app.store.citations.walks()["o/r"].titles_at
