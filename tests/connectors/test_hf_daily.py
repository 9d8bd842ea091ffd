"""Hugging Face daily papers: the sample, the days before, recorded lists and damaged ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mainstem.connectors import TABLE, hf_daily
from mainstem.connectors.queries import query_of
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from tests.connectors.cassettes import RECORDED
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES

API = "https://huggingface.co/api/daily_papers"
URL = f"{API}?date=2026-06-12&limit=100"
SAMPLE = (SAMPLES / "hf_daily" / "hf_papers.json").read_bytes()


def endpoint() -> Endpoint:
    return Endpoint("preprints-sample", "hf_papers", f"{API}?date={{YYYY-MM-DD}}&limit=100", "listed")


def read(body: bytes | object, url: str = URL) -> Page:
    """What the Hub answers at ``url``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return hf_daily.read(endpoint(), Reply(url, 200, {}, data, AT))


def test_a_row_is_a_paper_of_arxiv_with_its_votes() -> None:
    """People who are hidden stay so; code and project are links."""
    draft = read(SAMPLE).drafts[0]
    assert ("arxiv:2606.00001", ("arxiv:2606.00001",), "Serving Samples at Scale") == (
        draft.key,
        draft.keys,
        draft.title,
    )
    assert (("Ada Author", "Bea Writer"), datetime(2026, 6, 9, tzinfo=UTC)) == (
        draft.authors,
        draft.published_at,
    )
    assert {"votes": 42, "n_comments": 5, "n_stars": 120, "listed_on": "2026-06-11"} == draft.extra
    assert ("https://github.com/sample/serving", "https://sample.example/serving") == draft.links


def test_no_votes_are_a_number() -> None:
    """Zero is known."""
    assert {"votes": 0, "n_comments": 0} == read(SAMPLE).drafts[1].extra


def test_todays_list_asks_for_the_days_before() -> None:
    """Votes come in for days; an earlier day asks for no more."""
    days = [query_of(request.url)["date"] for request in read(SAMPLE).more]
    assert ["2026-06-11", "2026-06-10", "2026-06-09", "2026-06-08"] == days
    assert () == read(SAMPLE, URL.replace("06-12", "06-11")).more


def test_a_day_without_papers_is_no_fault() -> None:
    """There are none at weekends; the days before are asked for all the same."""
    page = read([])
    assert ((), 4) == (page.drafts, len(page.more))
    with pytest.raises(NoEntries):
        read([], API)


def test_the_day_is_filled_in() -> None:
    """From the day of the poll."""
    assert URL == hf_daily.first(endpoint(), date(2026, 6, 12)).url


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b'[{"id": "org/model"}]', NotAFeed),
        (b'{"error": "Invalid date"}', Refusal),
        (b'[{"paper": ', Malformed),
        (b"<html><title>429 Too Many Requests</title></html>", Refusal),
    ],
)
def test_what_is_no_list_of_papers_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """Lists of models, messages and broken replies."""
    with pytest.raises(error):
        read(body)


@pytest.mark.shared
def test_a_recorded_list_is_read_whole(shared: Path) -> None:
    """Five papers with their votes; lists of models are none."""
    [path] = (shared / "recorded" / "huggingface").rglob("hf_daily_papers.json")
    drafts = hf_daily.read(endpoint(), Reply(API, 200, {}, path.read_bytes(), RECORDED)).drafts
    assert [3, 11, 17, 2, 0] == [draft.extra["votes"] for draft in drafts]
    assert all(draft.authors and draft.text and draft.published_at for draft in drafts)
    for other in (shared / "recorded" / "huggingface").rglob("hf_models.json"):
        assert (
            keys_of(TABLE["hf_daily"], endpoint(), Reply(API, 200, {}, other.read_bytes(), RECORDED)) is None
        )


@pytest.mark.shared
def test_damaged_lists_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    [path] = (shared / "recorded" / "huggingface").rglob("hf_daily_papers.json")
    whole = keys_of(TABLE["hf_daily"], endpoint(), Reply(API, 200, {}, path.read_bytes(), RECORDED)) or set()
    for n, hurt in enumerate(damaged(path.read_bytes())):
        keys = keys_of(TABLE["hf_daily"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert not keys_of(TABLE["hf_daily"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED))


@given(around(json.loads(SAMPLE)))
def test_any_rows_end_as_drafts_or_a_named_error(rows: list[Any]) -> None:
    """No value breaks the reading."""
    keys_of(TABLE["hf_daily"], endpoint(), Reply(URL, 200, {}, json.dumps(rows).encode(), AT))
