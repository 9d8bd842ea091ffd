"""The record files, cut to the window."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from snapshot_facts import citations, daily_papers, papers, releases, seasons


def record(folder: Path, name: str, *lines: object) -> Path:
    """A folder with one record file of these lines."""
    text = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    (folder / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return folder


def paper(number: str, announced: str, *categories: str) -> dict[str, object]:
    """A paper's record."""
    return {
        "id": number,
        "title": "A Title",
        "authors": ["A. Author"],
        "n_authors": 1,
        "categories": categories,
        "announced": announced,
    }


def test_papers_are_of_the_window_and_of_a_followed_category(tmp_path: Path) -> None:
    """Cross-lists count; another day or another category is counted as left out."""
    record(
        tmp_path,
        "papers.jsonl.gz",
        paper("2604.00001", "2026-04-07", "cs.DC"),
        paper("2604.00002", "2026-04-08", "cs.CV", "cs.DC"),
        paper("2606.00003", "2026-06-30", "cs.CV"),
    )
    left_out = Counter[str]()
    assert ["arxiv:2604.00002"] == [row.draft.key for row in papers(tmp_path, {"cs.DC"}, left_out)]
    assert {"paper: outside the window": 1, "paper: in no category that the pack follows": 1} == left_out


def test_a_daily_paper_takes_its_authors_from_the_preprint(tmp_path: Path) -> None:
    """The daily list has votes and no authors; arXiv's record has them."""
    record(tmp_path, "papers.jsonl.gz", paper("2606.00001", "2026-06-01", "cs.DC"))
    record(
        tmp_path,
        "hf_daily.jsonl",
        {"id": "2606.00001", "date": "2026-06-02", "upvotes": 7, "title": "A Title"},
    )
    (row,) = daily_papers(tmp_path, Counter())
    assert (("A. Author",), {"votes": 7}, ("arxiv:2606.00001",)) == (
        row.draft.authors,
        row.draft.extra,
        row.draft.keys,
    )


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("v0.6.8", [("engine v0.6.8", {})]),
        ("v0.6.8.post1", [("engine v0.6.8.post1", {})]),
        ("core_v0.17.0", [("engine core_v0.17.0", {})]),
        ("tags/v0.14.0", [("engine v0.14.0", {})]),
        ("fa4-v4.0.0.beta9", [("engine fa4-v4.0.0.beta9", {"prerelease": True})]),
        ("v0.6.8rc1", []),
        ("26.04-alpha.rc1", []),
        ("nightly-v0.6.7-20260408", []),
        ("ciflow/8gpu/2885", []),
    ],
)
def test_releases_are_stable_or_marked_beta(tmp_path: Path, tag: str, expected: list[object]) -> None:
    """Nightlies, candidates, alphas and CI tags are no releases to read; betas are marked."""
    line = {
        "repository": "Sample/engine",
        "tag": tag,
        "date": "2026-05-01T00:00:00+02:00",
        "url": "https://x.test/t",
    }
    rows = releases(record(tmp_path, "releases.jsonl", line), {"sample/engine": "tracker-engine"}, Counter())
    assert expected == [(row.draft.title, row.draft.extra) for row in rows]


def test_a_release_that_no_source_follows_is_counted(tmp_path: Path) -> None:
    """The reason names the repository."""
    line = {"repository": "sample/lost", "tag": "v1.0", "date": "2026-05-01", "url": "https://x.test/t"}
    left_out = Counter[str]()
    assert [] == list(releases(record(tmp_path, "releases.jsonl", line), {}, left_out))
    assert {"release: no source follows sample/lost": 1} == left_out


def test_a_venue_paper_is_dated_by_the_last_day_of_its_month(tmp_path: Path) -> None:
    """Only the month is known, and no paper is told before it could be read; later months are left out."""
    told = {"title": "A Title", "venue": "OSDI", "year": 2025, "month": 7, "url": "https://x.test/a"}
    record(
        tmp_path,
        "venues.jsonl",
        told,
        {**told, "year": 2024},
        {**told, "year": 2026, "month": 7},
        {**told, "venue": "Elsewhere"},
        {**told, "url": None},
    )
    left_out = Counter[str]()
    (row,) = seasons(tmp_path, {"venue-osdi"}, left_out)
    assert ("OSDI 2025", datetime(2025, 7, 31, tzinfo=UTC)) == (row.draft.venue, row.draft.published_at)
    assert 4 == left_out.total()


def test_two_titles_of_one_link_are_one_venue_paper(tmp_path: Path) -> None:
    """A paper that was renamed before the conference has the title that was told last."""
    told = {"venue": "OSDI", "year": 2025, "month": 7, "url": "https://x.test/a"}
    record(tmp_path, "venues.jsonl", {**told, "title": "Working"}, {**told, "title": "Final"})
    (row,) = seasons(tmp_path, {"venue-osdi"}, Counter())
    assert "Final" == row.draft.title


def test_a_citation_goes_to_todays_name_of_a_repository(tmp_path: Path) -> None:
    """A renamed repository is one voice; what was cited after the last day is left out."""
    line = {"repository": "old/name", "id": "2205.14135", "path": "a.py", "kind": "code"}
    record(
        tmp_path,
        "citations.jsonl",
        {**line, "first_cited": "2026-06-30T20:00:00-01:00"},
        {**line, "first_cited": "2026-06-30T23:30:00-01:00"},
    )
    (mention,) = citations(tmp_path, {"old/name": "new/name"}, Counter())
    assert ("arxiv:2205.14135", "new/name", "code") == (mention.work_id, mention.by, mention.kind)
