"""search, show, canon and the marks on the shipped snapshot."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


def test_search_finds_by_words(run: Run, planned: Path) -> None:
    """All the words are in what is found."""
    found = json.loads(run("search", "flashattention", "--format", "json").out)
    assert found
    assert all("flashattention" in one["title"].lower().replace("-", "") for one in found[:3])


def test_search_that_finds_nothing_says_how_to_find_more(run: Run, planned: Path) -> None:
    """No silent nothing."""
    ended = run("search", "zxqvw")
    assert (0, True) == (ended.code, "Nothing found" in ended.err)


@pytest.mark.parametrize(
    "told", ["arxiv:2205.14135", "2205.14135v2", "https://arxiv.org/pdf/2205.14135", "flashattention"]
)
def test_a_work_answers_to_its_names(run: Run, planned: Path, told: str) -> None:
    """An id, a bare arXiv id, a link and the canon's short name mean one work."""
    assert "arxiv:2205.14135" == json.loads(run("show", told, "--format", "json").out)["work"]


def test_show_tells_who_cites_a_work(run: Run, planned: Path) -> None:
    """Adoption is shown with its evidence."""
    told = json.loads(run("show", "2205.14135", "--format", "json").out)
    assert {"code", "docs"} & {mention["kind"] for mention in told["mentions"]}


def test_an_unknown_work_is_refused_by_name(run: Run, planned: Path) -> None:
    """Exit code 2 and what may be given instead."""
    ended = run("read", "arxiv:9999.99999")
    assert (2, True) == (ended.code, "arxiv:9999.99999" in ended.err)


def test_the_canon_is_listed_in_order_with_progress(run: Run, planned: Path) -> None:
    """Reading one of the canon shows as progress."""
    assert 0 == run("read", "1706.03762").code
    rows = json.loads(run("canon", "--format", "json").out)
    assert ("arxiv:1706.03762", "read", 22) == (rows[0]["key"], rows[0]["mark"], len(rows))
    assert sorted(row["order"] for row in rows) == [row["order"] for row in rows]


def test_a_note_is_kept_and_shown(run: Run, planned: Path) -> None:
    """What was noted is never lost."""
    assert 0 == run("note", "2205.14135", "tiling and recomputation").code
    assert "tiling and recomputation" in run("show", "2205.14135").out
