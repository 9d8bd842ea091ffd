"""A library taken in: works, marks, and what the ranking makes of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run

BIB = r"""
@inproceedings{known, title={{FlashAttention}}, author={A}, eprint={2205.14135}, archivePrefix={arXiv}, year={2022}}
@article{new, title={How a sample cache is shared}, author={Author, A.}, journal={CoRR}, volume={abs/2401.99991}}
@misc{page, title={A sample post}, howpublished={\url{https://blog.example/post}}, year={2023}}
@book{book, title={A sample book of nobody}, year={2020}}
@misc{nothing, year={2020}}
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library of five references."""
    path = tmp_path / "library.bib"
    path.write_text(BIB)
    return path


def test_a_library_is_told_line_by_line(run: Run, planned: Path, library: Path) -> None:
    """What is known, what is new, and what was left out and why."""
    told = run("import", str(library), "--all")
    assert (0, True) == (told.code, "5 references: 1 known, 3 new, 1 left out" in told.out)
    assert ("arxiv:2205.14135" in told.out, "neither a title nor an id" in told.out) == (True, True)


def test_its_works_exist_and_are_marked(run: Run, planned: Path, library: Path) -> None:
    """By their ids, their pages, or their titles; with the facts of the library."""
    run("import", str(library))
    for told, kind in (
        ("2401.99991", "paper"),
        ("https://blog.example/post", "post"),
        ("A sample book of nobody", "paper"),
    ):
        work = json.loads(run("show", told, "--format", "json").out)
        assert (kind, "library", ["read"]) == (
            work["kind"],
            work["source"],
            [mark["action"] for mark in work["marks"]],
        )
    assert "2024-01-31" == json.loads(run("show", "2401.99991", "--format", "json").out)["published_at"][:10]


def test_the_canon_knows_what_was_read(run: Run, planned: Path, library: Path) -> None:
    """A library counts as having read."""
    before = run("canon").out.split("of")[0].split()[-1]
    run("import", str(library))
    assert int(before) + 1 == int(run("canon").out.split("of")[0].split()[-1])


def test_importing_twice_marks_once(run: Run, planned: Path, library: Path) -> None:
    """And what is read is not put off again."""
    run("import", str(library))
    assert "4 marked before, 1 left out" in run("import", str(library)).out
    assert "4 marked before, 1 left out" in run("import", str(library), "--as", "later").out


def test_later_can_become_read(run: Run, planned: Path, library: Path) -> None:
    """In this order."""
    run("import", str(library), "--as", "later")
    assert "4 known, 1 left out" in run("import", str(library)).out
    assert ["later", "read"] == [
        mark["action"] for mark in json.loads(run("show", "2401.99991", "--format", "json").out)["marks"]
    ]


def test_what_is_blocked_stays_out(run: Run, planned: Path, tmp_path: Path) -> None:
    """With the reason."""
    (planned / "overlay").mkdir()
    (planned / "overlay" / "canon.toml").write_text(
        '[[blocked]]\nkey = "arxiv:2401.99992"\nreason = "withdrawn"\n'
    )
    (tmp_path / "ids.txt").write_text("2401.99992\n")
    told = run("import", str(tmp_path / "ids.txt"))
    assert ("block-list: withdrawn" in told.out, "1 left out" in told.out) == (True, True)


def test_a_week_is_still_planned_from_the_snapshot(run: Run, planned: Path, library: Path) -> None:
    """A library is not the network: no stream counts as fetched by it."""
    run("import", str(library))
    plan = json.loads(run("week", "--offline", "--replan", "--format", "json").out)
    assert 0 < plan["planned_min"]


def test_what_is_no_library_is_a_named_error(run: Run, planned: Path, tmp_path: Path) -> None:
    """Told with the file's name."""
    (tmp_path / "x.json").write_text("[{")
    told = run("import", str(tmp_path / "x.json"))
    assert (6, True) == (told.code, "x.json" in told.err)
