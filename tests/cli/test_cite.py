"""``mainstem cite`` and the adoption that ``mainstem show`` draws from it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.wiring.repositories import Repository

URL, OTHER = "https://arxiv.org/abs/2205.14135\n", "https://arxiv.org/abs/1706.03762\n"


@pytest.fixture
def clone(tmp_path: Path, planned: Path) -> Repository:
    """A clone of a watched repository that cites one paper in two places, and no longer another."""
    repo = Repository(tmp_path / "clone")
    repo.commit(README_dot_md=URL, src__a_dot_py="# " + URL)
    repo.commit(docs__b_dot_md=OTHER)
    repo.commit(author="B. Author", docs__b_dot_md="nothing\n")
    repo.git("remote", "add", "origin", "https://github.com/huggingface/trl")
    return repo


def test_a_walk_is_told_in_a_table(run: Run, clone: Repository) -> None:
    """Counts, the most cited works by title, what began and what ended; once more there is nothing new."""
    first, second = run("cite", str(clone.folder)), run("cite", str(clone.folder))
    assert (0, 0) == (first.code, second.code)
    for told in (
        "huggingface/trl",
        "3 commits read",
        "FlashAttention: Fast",
        "New: 2",
        "Removed: 1",
        "readme · README.md and 1 more · A. Author",
    ):
        assert told in first.out
    assert "nothing new" in second.out
    assert "New:" not in second.out


def test_since_shows_what_happened_since(run: Run, clone: Repository) -> None:
    """Of all walks, by the day it happened."""
    run("cite", str(clone.folder))
    told = run("cite", str(clone.folder), "--since", "2026-01-03").out
    assert ("New: 1" in told, "Removed: 1" in told) == (True, True)
    assert "Removed" not in run("cite", str(clone.folder), "--since", "2026-01-05").out.splitlines()[2:]


def test_as_json_everything_is_told(run: Run, clone: Repository) -> None:
    """A list with one object a repository; a citation has its dates, place, author and commits."""
    told = json.loads(run("cite", str(clone.folder), "--format", "json").out)
    assert [("huggingface/trl", 3, 2, 1)] == [
        (r["repository"], r["n_commits"], r["n_works"], r["n_present"]) for r in told
    ]
    assert [
        ("arxiv:2205.14135", "README.md", "readme", "docs", None),
        ("arxiv:2205.14135", "src/a.py", "comment", "code", None),
        ("arxiv:1706.03762", "docs/b.md", "docs", "docs", "2026-01-04T00:00:00+00:00"),
    ] == [(c["work"], c["path"], c["place"], c["kind"], c["removed_at"]) for c in told[0]["citations"]]
    assert {"A. Author"} == {c["author"] for c in told[0]["citations"]}


def test_a_walk_changes_what_show_tells(run: Run, clone: Repository) -> None:
    """At once: the real history stands in place of what shipped of the repository."""
    run("cite", str(clone.folder))
    told = run("show", "2205.14135")
    assert "Adoption 0." in told.out
    assert "2026-01-02" in told.out
    shown = json.loads(run("show", "2205.14135", "--format", "json").out)
    by_trl = [m for m in shown["mentions"] if m["by"] == "huggingface/trl"]
    assert ["README.md", "src/a.py"] == sorted(m["where"] for m in by_trl)
    last = shown["adoption"]["steps"][-1]
    assert ("2026-01-02", ["huggingface/trl"]) == (last["at"], sorted({e["by"] for e in last["evidence"]}))
    assert shown["adoption"]["quarters"][-1]["value"] == shown["adoption"]["value"]


def test_a_removed_citation_is_shown_with_its_end(run: Run, clone: Repository) -> None:
    """It counted until then."""
    run("cite", str(clone.folder))
    told = run("show", "1706.03762").out
    assert "(until 2026-01-04)" in told
    assert "removed from docs by huggingface/trl" in told


@pytest.mark.parametrize("tokens", [(), ("--watched", "x/y"), ("http://git.example/o/r",), ("no such",)])
def test_what_cannot_be_walked_is_a_named_error(run: Run, tokens: tuple[str, ...]) -> None:
    """Neither of both, both, a plain address, or nothing of the kind."""
    told = run("cite", *tokens)
    assert told.code in (2, 4)
    assert "Traceback" not in told.err


def test_the_watch_list_offline_is_empty_at_first(run: Run, planned: Path) -> None:
    """Nothing was fetched, and nothing is."""
    assert (0, []) == (
        (told := run("cite", "--watched", "--offline", "--format", "json")).code,
        json.loads(told.out),
    )
