"""``mainstem merge|split|join``."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run

A, B = "arxiv:2205.14135", "arxiv:2407.08608"  # of the canon: FlashAttention and a successor


def test_a_merge_and_a_split_undo_each_other(run: Run, planned: Path) -> None:
    """On a person's word, and the history tells both."""
    assert planned.is_dir()
    assert "One work: " in run("merge", A, B, "--why", "a test").out
    assert 2 == run("merge", A, B).code
    assert f"({B})" in run("split", A, B, "--why", "two papers").out
    told = run("join", "--history").out.splitlines()
    assert [("joined", "a test"), ("split", "two papers")] == [
        (line.split()[1], line.partition(": ")[2].partition(" (")[0]) for line in told[-2:]
    ]


def test_a_key_of_another_work_cannot_be_split_off(run: Run, planned: Path) -> None:
    """What the work goes by is told."""
    assert planned.is_dir()
    ended = run("split", A, B)
    assert (2, True) == (ended.code, "is no key of" in " ".join(ended.err.split()))


def test_a_first_load_is_joined_at_once(run: Run, planned: Path) -> None:
    """Works of the snapshot that are one were found before the first plan was made."""
    assert planned.is_dir()
    assert any(line.endswith("(machine)") for line in run("join", "--history").out.splitlines())
    assert "0 joined" in run("join").out


def test_a_dry_run_tells_joins_doubts_and_successors(run: Run, planned: Path) -> None:
    """And changes nothing: a second one tells the same."""
    assert planned.is_dir()
    first = run("join", "--dry-run", "--again").out
    assert all(
        told in first for told in ("would be joined", "perhaps one", "follow another", "FlashAttention-3")
    )
    assert first == run("join", "--dry-run", "--again").out
