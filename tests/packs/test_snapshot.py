"""The snapshot that ships: what it may hold, and how it is read."""

from __future__ import annotations

import gzip
import html
import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import mainstem
from mainstem.errors import PackError
from mainstem.model import STREAMS, Draft, Mention, stream_of
from mainstem.packs.snapshot import FILE, FORMAT, Row, Snapshot, read

PACK = Path(mainstem.__file__).parent / "packs" / "llm_systems"
FIRST, LAST = date(2026, 4, 8), date(2026, 6, 30)

HEAD = {"format": FORMAT, "date": "2026-06-30", "n_rows": 1, "n_mentions": 1}
ROW = {
    "source": "preprints-sample",
    "kind": "paper",
    "key": "arxiv:2606.00001",
    "title": "A Sample of a Title",
    "url": "https://arxiv.org/abs/2606.00001",
    "published_at": "2026-06-02",
    "authors": ["A. Author", "B. Author"],
    "links": ["https://github.com/sample/code"],
    "keys": ["arxiv:2606.00001"],
    "venue": "OSDI 2026",
    "extra": {"categories": ["cs.DC"]},
}
MENTION = {
    "work": "arxiv:2205.14135",
    "by": "sample/engine",
    "where": "docs/attention.md",
    "kind": "docs",
    "at": "2026-06-03T04:05:06Z",
}


@pytest.fixture(scope="module")
def shipped() -> Snapshot:
    """The snapshot of llm-systems."""
    snapshot = read(PACK)
    assert snapshot is not None
    return snapshot


@pytest.fixture(scope="module")
def shelves() -> dict[str, Any]:
    """Shelf by source id, as the shipped pack has them."""
    return {
        source["id"]: path.stem
        for path in (PACK / "sources").glob("*.toml")
        for source in tomllib.loads(path.read_text("utf-8"))["source"]
    }


def write(folder: Path, *lines: object) -> Path:
    """A snapshot of these lines in a pack's folder."""
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    (folder / FILE).write_bytes(gzip.compress(text.encode()))
    return folder


def strings(value: object) -> Iterator[str]:
    """Every string within a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from strings(one)


def test_a_row_and_a_mention_are_read_as_written(tmp_path: Path) -> None:
    """Every field of a line arrives in the noun, a day as its midnight in UTC."""
    expected = Snapshot(
        date=date(2026, 6, 30),
        rows=(
            Row(
                "preprints-sample",
                Draft(
                    key="arxiv:2606.00001",
                    title="A Sample of a Title",
                    url="https://arxiv.org/abs/2606.00001",
                    kind="paper",
                    published_at=datetime(2026, 6, 2, tzinfo=UTC),
                    authors=("A. Author", "B. Author"),
                    links=("https://github.com/sample/code",),
                    keys=("arxiv:2606.00001",),
                    venue="OSDI 2026",
                    extra={"categories": ["cs.DC"]},
                ),
            ),
        ),
        mentions=(
            Mention(
                work_id="arxiv:2205.14135",
                by="sample/engine",
                where="docs/attention.md",
                kind="docs",
                at=datetime(2026, 6, 3, 4, 5, 6, tzinfo=UTC),
            ),
        ),
    )
    assert expected == read(write(tmp_path, HEAD, ROW, MENTION))


def test_absent_fields_are_empty(tmp_path: Path) -> None:
    """A line may leave out what its entry does not have."""
    needed = ("source", "kind", "key", "title", "url", "published_at")
    snapshot = read(write(tmp_path, HEAD, {name: ROW[name] for name in needed}, MENTION))
    assert snapshot is not None
    draft = snapshot.rows[0].draft
    assert replace(draft, authors=(), links=(), keys=(), venue=None, extra={}) == draft


def test_a_pack_without_a_snapshot_has_none(tmp_path: Path) -> None:
    """A pack for another field need not ship one."""
    assert read(tmp_path) is None


@pytest.mark.parametrize(
    "lines",
    [
        ({**HEAD, "format": FORMAT + 1}, ROW, MENTION),
        (HEAD, ROW),
        ({"format": FORMAT}, ROW, MENTION),
        (HEAD, {**ROW, "published_at": "some day"}, MENTION),
    ],
    ids=["a later format", "a lost line", "a head without counts", "no date"],
)
def test_a_wrong_file_is_named(tmp_path: Path, lines: tuple[object, ...]) -> None:
    """Whatever is wrong inside, the error names the file."""
    with pytest.raises(PackError, match=re.escape(str(tmp_path / FILE))):
        read(write(tmp_path, *lines))


def test_a_cut_file_is_named(tmp_path: Path) -> None:
    """A file that was cut in the middle is an error, not half a snapshot."""
    path = write(tmp_path, HEAD, ROW, MENTION) / FILE
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(PackError, match=re.escape(str(path))):
        read(tmp_path)


def test_the_shipped_file_is_small() -> None:
    """Under 3 MB in the package."""
    assert (PACK / FILE).stat().st_size < 3_000_000


def test_nothing_shipped_is_later_than_its_date(shipped: Snapshot) -> None:
    """No row and no mention is dated after the snapshot's last day."""
    assert date(2026, 6, 30) == shipped.date
    moments = [row.draft.published_at for row in shipped.rows] + [one.at for one in shipped.mentions]
    assert [] == [at for at in moments if at is None or at.date() > shipped.date]


def test_only_seasons_reach_back_before_the_window(shipped: Snapshot) -> None:
    """Everything but the venues' papers, seasons 2025 and 2026, is of the 12 weeks."""
    early = [row for row in shipped.rows if row.draft.published_at.date() < FIRST]  # type: ignore[union-attr]
    assert [] == [row.source_id for row in early if not row.source_id.startswith("venue-")]
    assert {2025, 2026} == {row.draft.published_at.year for row in early}  # type: ignore[union-attr]


def test_every_source_is_in_the_pack(shipped: Snapshot, shelves: dict[str, Any]) -> None:
    """A row is of a source that the pack follows."""
    assert set() == {row.source_id for row in shipped.rows} - shelves.keys()


def test_rows_are_told_apart(shipped: Snapshot) -> None:
    """A key names one row of its source."""
    assert len(shipped.rows) == len({(row.source_id, row.draft.key) for row in shipped.rows})


def test_only_facts_ship(shipped: Snapshot) -> None:
    """No text of an entry, and no string longer than a long title."""
    assert [] == [row.draft.key for row in shipped.rows if row.draft.text]
    told = [(d.title, d.authors, d.venue, d.extra, d.key, d.url, d.links) for _, d in shipped.rows]
    assert [] == [text for text in strings(told) if len(text) > 400]


def test_titles_read_well(shipped: Snapshot) -> None:
    """No entity, no double space, no TeX and no blank title."""
    titles = [row.draft.title for row in shipped.rows]
    assert [] == [title for title in titles if not title or title != " ".join(html.unescape(title).split())]
    assert [] == [title for title in titles if re.search(r"\\[a-zA-Z]|\^\{|\$\w+\$", title)]


def test_every_row_opens_and_every_author_has_a_name(shipped: Snapshot) -> None:
    """Links are absolute and author lists hold no blanks and no more than 12 names."""
    drafts = [row.draft for row in shipped.rows]
    links = [link for draft in drafts for link in (draft.url, *draft.links)]
    assert [] == [link for link in links if not re.match(r"https?://[\w.-]+/?", link or "")]
    assert [] == [draft.key for draft in drafts if not all(draft.authors) or len(draft.authors) > 12]


def test_a_daily_paper_is_the_work_of_its_preprint(shipped: Snapshot) -> None:
    """A paper of both lists carries one key, so the two items become one work."""
    keys = {
        source_id: {key for row in shipped.rows if row.source_id == source_id for key in row.draft.keys}
        for source_id in ("preprints-arxiv-cs-dc", "preprints-hf-daily")
    }
    assert len(keys["preprints-arxiv-cs-dc"] & keys["preprints-hf-daily"]) > 500


def test_every_week_has_papers_posts_and_threads(shipped: Snapshot, shelves: dict[str, Any]) -> None:
    """Each of the 12 weeks holds every stream; conferences met in two of them."""
    weeks: dict[Any, set[date]] = {stream: set() for stream in STREAMS}
    for source_id, draft in shipped.rows:
        day = draft.published_at.date()  # type: ignore[union-attr]
        if day >= FIRST:
            start = day - timedelta(days=(day - FIRST).days % 7)
            weeks[stream_of(shelves[source_id], draft.kind)].add(start)
    every = {FIRST + timedelta(days=7 * n) for n in range(12)}
    assert {"paper": every, "blog": every, "community": every} | {
        "venue": {date(2026, 4, 29), date(2026, 5, 27)}
    } == weeks
