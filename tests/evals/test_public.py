"""Public reports come from their repositories and are held against their hashes."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from evals.public import fetch, reports

CARD = b"# Brook-2\n\nIt has 70B total parameters.\n"


@pytest.fixture
def repository(tmp_path: Path) -> tuple[Path, str]:
    """A real git repository with a card, and its commit."""
    folder = tmp_path / "brook"
    folder.mkdir()
    (folder / "CARD.md").write_bytes(CARD)
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for args in (("init", "--quiet"), ("add", "CARD.md"), (*who, "commit", "--quiet", "-m", "Card")):
        subprocess.run(["git", "-C", str(folder), *args], check=True, capture_output=True)
    subprocess.run(["git", "-C", str(folder), "config", "uploadpack.allowAnySHA1InWant", "true"], check=True)
    told = subprocess.run(["git", "-C", str(folder), "rev-parse", "HEAD"], check=True, capture_output=True)
    return folder, told.stdout.decode().strip()


def _data(tmp_path: Path, repository: Path, commit: str, sha256: str) -> Path:
    data = tmp_path / "data"
    data.mkdir()
    lines = [
        "[[document]]",
        'name = "brook-2"',
        'half = "late"',
        f'repository = "{repository}"',
        f'commit = "{commit}"',
        'path = "CARD.md"',
        f'sha256 = "{sha256}"',
    ]
    (data / "documents.toml").write_text("\n".join(lines), "utf-8")
    rows = [{"report": "brook-2", "field": "total_parameters"}, {"report": "rill", "field": "n_layers"}]
    (data / "facts.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return data


def test_a_document_is_fetched_once_with_its_labels(tmp_path: Path, repository: tuple[Path, str]) -> None:
    """The file, and the labels of the documents that are there alone; a second time nothing is asked."""
    data = _data(tmp_path, *repository, hashlib.sha256(CARD).hexdigest())
    to = tmp_path / "documents"
    assert ["fetched"] == [told for _, told in fetch(data, to)]
    assert CARD == (to / "late" / "brook-2.md").read_bytes()
    (row,) = (to / "late" / "facts.jsonl").read_text("utf-8").splitlines()
    assert "brook-2" == json.loads(row)["report"]
    assert ["there"] == [told for _, told in fetch(data, to)]


def test_another_file_is_not_kept(tmp_path: Path, repository: tuple[Path, str]) -> None:
    """Labels hold for the file that was labelled."""
    data = _data(tmp_path, *repository, "0" * 64)
    assert ["not kept: another file than the labelled one"] == [
        told for _, told in fetch(data, tmp_path / "to")
    ]
    assert not (tmp_path / "to").exists()


def test_a_missing_repository_is_told(tmp_path: Path) -> None:
    """And nothing else is lost."""
    data = _data(tmp_path, tmp_path / "nowhere", "1" * 40, "0" * 64)
    ((_, told),) = fetch(data, tmp_path / "to")
    assert told.startswith("not fetched: ")


def test_every_labelled_document_is_named() -> None:
    """Each label's report has its document, and no words of a report are in the labels."""
    rows = [
        json.loads(line) for line in Path("evals/data/public/facts.jsonl").read_text("utf-8").splitlines()
    ]
    assert {row["report"] for row in rows} == {one.name for one in reports()}
    assert not any("quote" in row or "value" in row for row in rows)
