"""Epoch AI's tables: the sample, the recorded files, and what may be wrong with CSV."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import TABLE, epoch
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError
from mainstem.model import Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.driving import follow

URL = "https://epoch.ai/data/notable_ai_models.csv"
RECORDED = datetime(2026, 11, 22, tzinfo=UTC)  # after everything that was recorded
SAMPLE = (SAMPLES / "epoch" / "csv.csv").read_bytes()
HEAD = "Model,Publication date,Organization,Link\n"


def endpoint() -> Endpoint:
    return Endpoint("report-sample", "csv", URL, "live")


def read(body: str | bytes, at: datetime = AT, **headers: str) -> Page:
    """What a file holds."""
    data = body.encode() if isinstance(body, str) else body
    return epoch.read(endpoint(), Reply(URL, 200, headers, data, at))


def test_a_row_is_a_model_with_its_facts() -> None:
    """Parameters, compute, data, hours and hardware are numbers; what is not told is left out."""
    large, small = read(SAMPLE).drafts
    assert ("Sample Large (Sample Lab)", "model", datetime(2026, 5, 4, tzinfo=UTC)) == (
        large.title,
        large.kind,
        large.published_at,
    )
    assert {
        "organisation": "Sample Lab",
        "domain": "Language",
        "n_parameters": 405e9,
        "training_flop": 3.8e25,
        "dataset_size": 15.6e12,
        "training_h": 1296.0,
        "hardware": "NVIDIA H100 SXM5 80GB",
        "n_accelerators": 16384.0,
        "accessibility": "Open weights (restricted use)",
        "confidence": "Confident",
        "reference": "A sample report",
    } == large.extra
    assert ("n_parameters" in small.extra, small.extra["base_model"]) == (False, "Sample Large")


def test_a_model_is_about_what_it_refers_to() -> None:
    """The row joins the work of the model's own paper or page."""
    assert ["arxiv:2605.00001", "web:sample-lab.example/small"] == [
        settle(SOURCE, draft, AT).keys[0] for draft in read(SAMPLE).drafts
    ]


def test_only_the_newest_rows_become_items() -> None:
    """The table goes back to 1950; its newest come first, whatever their order in the file."""
    rows = [f"M{n},{1990 + n // 12}-{n % 12 + 1:02}-01,,\n" for n in range(400)]
    drafts = read(HEAD + "".join(rows)).drafts
    assert (epoch.NEWEST, "M399 2023-04-01") == (len(drafts), drafts[0].key)


def test_rows_without_name_or_date_or_from_the_future_are_left_out() -> None:
    """What has no day cannot be new, and a day to come is a mistake."""
    body = HEAD + "A,2026-01-02,,\n,2026-01-03,,\nC,,,\nD,2031-01-01,,\nE,spring,,\n"
    assert ["A 2026-01-02"] == [draft.key for draft in read(body).drafts]


def test_another_table_is_one_item() -> None:
    """Clusters and benchmark runs are no models: the table itself is told, with its columns."""
    [draft] = read(
        "Name,Chips\nOne,10\nTwo,20\n", **{"last-modified": "Mon, 01 Jun 2026 00:00:00 GMT"}
    ).drafts
    assert ("table", URL, {"n_rows": 2, "columns": ["Name", "Chips"]}) == (draft.kind, draft.url, draft.extra)
    assert datetime(2026, 6, 1, tzinfo=UTC) == draft.updated_at


def test_a_cut_row_is_left_out_and_told() -> None:
    """A last row without its end may have lost part of a figure."""
    page = read(HEAD + "A,2026-01-02,,\nB,2026-01-03,,https://b.exam")
    assert (["A 2026-01-02"], 1) == ([draft.key for draft in page.drafts], len(page.warnings))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("<!doctype html><title>Moved</title>", NotAFeed),
        ('{"error": "no"}', NotAFeed),
        ("error code: 1015", NotAFeed),
        ("Please, slow down\n", NoEntries),
        (HEAD, NoEntries),
        (HEAD + ",,,\n", NoEntries),
        ("Name,Chips\nOne,10\n", NotAFeed),
        ("a,b\n" + "x\n" * 50, Malformed),
        (f"a,b\n{'x' * 200_000},1\n", Malformed),
    ],
)
def test_what_is_no_table_is_a_named_error(body: str, error: type[ReadError]) -> None:
    """Pages, messages, empty and broken files are told as what they are."""
    with pytest.raises(error):
        read(body)


def test_the_file_is_asked_for_as_it_stands() -> None:
    """No parameters are added."""
    assert URL == epoch.first(endpoint(), date(2026, 6, 12)).url


def test_a_poll_through_the_network_keeps_the_models(httpserver: HTTPServer) -> None:
    """From the wire to items."""
    httpserver.expect_request("/data/models.csv").respond_with_data(SAMPLE, content_type="text/csv")
    told = follow(httpserver.url_for("/data/models.csv"), "csv", AT)
    assert (["Sample Large 2026-05-04", "Sample Small 2026-03-01"], []) == (list(told.items), told.errors)


@pytest.mark.shared
def test_recorded_tables_are_read_whole(shared: Path) -> None:
    """Of the recorded models the newest 200, nearly all with a page; of organisations one table."""
    [models] = (shared / "recorded" / "epoch").rglob("notable_ai_models.csv")
    [others] = (shared / "recorded" / "epoch").rglob("organizations.csv")
    drafts = read(models.read_bytes(), RECORDED).drafts
    assert (epoch.NEWEST, True) == (len(drafts), sum(d.url is None for d in drafts) < 10)
    assert 100 < sum("training_flop" in draft.extra for draft in drafts)
    [table] = read(others.read_bytes(), RECORDED).drafts
    assert ("table", 1101) == (table.kind, table.extra["n_rows"])


@pytest.mark.shared
def test_damaged_files_invent_nothing(shared: Path) -> None:
    """Cut files give models of the whole one or a named error; other pages a named error."""
    [path] = (shared / "recorded" / "epoch").rglob("notable_ai_models.csv")
    body = b"".join(path.read_bytes().splitlines(keepends=True)[:400])
    names = {line.split(",")[0] for line in path.read_text("utf-8-sig").splitlines()}
    for n, hurt in enumerate(damaged(body)):
        keys = keys_of(TABLE["epoch"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED))
        invented = {key for key in keys or () if key[:-11].split(",")[0] not in " ".join(names)}
        assert n >= 10 or not invented, invented
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["epoch"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED)) is None


@given(st.lists(st.lists(st.text(max_size=12), min_size=4, max_size=5), max_size=8))
def test_any_rows_end_as_drafts_or_a_named_error(rows: list[list[str]]) -> None:
    """No cell breaks the reading."""
    body = HEAD + "".join(",".join(row) + "\n" for row in rows)
    keys_of(TABLE["epoch"], endpoint(), Reply(URL, 200, {}, body.encode("utf-8", "replace"), AT))
