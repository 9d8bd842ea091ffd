"""``mainstem bench``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run

ROW = '{"url": "https://arxiv.org/abs/2205.14135", "canonical": "arxiv:2205.14135"}\n'


def test_json_and_predictions(run: Run, tmp_path: Path) -> None:
    """The figures come as JSON, the answers as a file."""
    file, answers = tmp_path / "urls.jsonl", tmp_path / "answers.jsonl"
    file.write_text(ROW, "utf-8")
    told = run("bench", "identity", str(file), "--json", "--out", str(answers))
    assert {"n": 1, "exact": 1.0, "exact_95": [1.0, 1.0]} == json.loads(told.out)
    assert [{"url": "https://arxiv.org/abs/2205.14135", "key": "arxiv:2205.14135"}] == [
        json.loads(line) for line in answers.read_text("utf-8").splitlines()
    ]


def test_the_table_has_intervals(run: Run, tmp_path: Path) -> None:
    """A person sees each figure with its interval."""
    file = tmp_path / "urls.jsonl"
    file.write_text(ROW, "utf-8")
    assert "1.000  1.000 to 1.000" in run("bench", "identity", str(file)).out


def test_what_learns_nothing_is_not_cross_validated(run: Run, tmp_path: Path) -> None:
    """The flag is refused where it means nothing."""
    file = tmp_path / "urls.jsonl"
    file.write_text(ROW, "utf-8")
    ended = run("bench", "identity", str(file), "--cross-validate")
    assert (2, True) == (ended.code, "learns nothing" in ended.err)


def test_rows_of_another_measure_are_refused(run: Run, tmp_path: Path) -> None:
    """A file without the fields of the measure is named with the line."""
    file = tmp_path / "urls.jsonl"
    file.write_text('{"a": 1}\n', "utf-8")
    ended = run("bench", "identity", str(file))
    assert (2, True) == (ended.code, "has no canonical, url" in " ".join(ended.err.split()))
