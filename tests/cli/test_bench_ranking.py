"""``mainstem bench ranking``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import HERE
from tests.cli.conftest import Run

DATA = str(HERE / "data" / "ranking")
QUICK = (
    "bench",
    "ranking",
    "--data",
    DATA,
    "--weeks",
    "2024-04-08",
    "2024-04-15",
    "--methods",
    "keywords,newest",
)


def test_tables_fit_the_terminal(run: Run) -> None:
    """Figures, intervals, differences and weeks, in 80 columns and without cut words."""
    told = run(*QUICK).out
    assert 80 >= max(map(len, told.splitlines()))
    assert "2 Mondays from 2024-04-08 to 2024-04-15, 80 new papers" in told
    assert ["keywords minus the others, paired", "keywords, week by week"] == [
        line.strip()
        for line in told.splitlines()
        if line.startswith(("keywords ", "keywords,")) and "," in line
    ]
    assert "…" not in told


def test_json_and_a_file_for_each_method(run: Run, tmp_path: Path) -> None:
    """The first method's rankings are the file that was named, the others' stand beside it."""
    told = json.loads(run(*QUICK, "--json", "--out", str(tmp_path / "ranks.csv.gz")).out)
    assert ["keywords", "newest"] == list(told["truths"][0]["methods"])
    assert {"ranks.csv.gz", "ranks-newest.csv.gz"} == {file.name for file in tmp_path.glob("*.gz")}


def test_withheld_lists_are_held_against_too(run: Run) -> None:
    """Both truths are named."""
    told = run(*QUICK, "--without", "alpha/papers", "gamma/news").out
    assert ["Held against all core lists", "Held against alpha/papers, gamma/news"] == [
        line.partition(":")[0] for line in told.splitlines() if line.startswith("Held")
    ]


@pytest.mark.parametrize(
    ("weeks", "told"),
    [
        (("2024-04-09", "2024-04-15"), "is no Monday"),
        (("2024-04-15", "2024-04-08"), "ends before it begins"),
        (("soon", "2024-04-08"), "is no day"),
    ],
)
def test_weeks_are_checked(run: Run, weeks: tuple[str, str], told: str) -> None:
    """Each error says what to name instead."""
    ended = run("bench", "ranking", "--data", DATA, "--weeks", *weeks)
    assert (2, True) == (ended.code, told in ended.err)
