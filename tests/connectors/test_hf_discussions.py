"""Discussions of the Hugging Face Hub."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import hf_discussions
from mainstem.errors import NoEntries, NotAFeed, Refusal
from mainstem.model import Page
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import AT, SAMPLES, SOURCE, endpoint, reply
from tests.emulators.driving import follow
from tests.emulators.hub_discussions import HubDiscussions

SAMPLE = (SAMPLES / "hf_discussions" / "hf_discussions.json").read_text()
ADDRESS = "https://huggingface.co/api/models/sample/Sample-7B/discussions"
ENDPOINT = replace(endpoint("hf_discussions"), url=ADDRESS)


def read(body: str = SAMPLE, url: str = f"{ADDRESS}?p=0") -> Page:
    """What the connector makes of a body."""
    return hf_discussions.read(ENDPOINT, reply(body, url=url))


def test_the_newest_are_asked_first() -> None:
    """Open and closed ones."""
    assert f"{ADDRESS}?sort=recently-created&p=0" == hf_discussions.first(ENDPOINT, date(2026, 6, 12)).url


def test_a_discussion_is_read_whole() -> None:
    """A work of its own that mentions the model."""
    asked, pull = read().drafts
    assert "https://huggingface.co/sample/Sample-7B/discussions/12" == asked.key == asked.url
    assert ("thread", ("someone",)) == (asked.kind, asked.authors)
    assert asked.published_at == datetime(2026, 6, 10, 8, tzinfo=UTC)
    assert asked.extra == {"state": "open", "votes": 3, "n_comments": 6}
    assert pull.extra == {"pull": True, "state": "merged", "n_comments": 1}
    settled = settle(SOURCE, asked, AT)
    assert ("hf:sample/Sample-7B/discussions/12",) == settled.keys
    assert ["hf:sample/Sample-7B"] == [mention.work_id for mention in settled.mentions]


@pytest.mark.parametrize(
    ("kind", "home"),
    [
        ("models", "https://huggingface.co/o/n"),
        ("datasets", "https://huggingface.co/datasets/o/n"),
        ("spaces", "https://huggingface.co/spaces/o/n"),
    ],
)
def test_the_address_tells_the_repository_where_the_row_does_not(kind: str, home: str) -> None:
    """Models, datasets and spaces have pages in folders of their own."""
    body = json.dumps({"discussions": [{"num": 3, "title": "T"}], "count": 1, "start": 0})
    [draft] = read(body, f"https://huggingface.co/api/{kind}/o/n/discussions?p=0").drafts
    assert f"{home}/discussions/3" == draft.url


def test_pages_go_on_until_all_are_counted() -> None:
    """Start and number seen against the count."""
    following = read().next
    assert following
    assert f"{ADDRESS}?p=1" == following.url
    assert read(SAMPLE.replace('"count": 5', '"count": 2')).next is None
    assert read(SAMPLE.replace('"start": 0', '"start": 3'), f"{ADDRESS}?p=2").next is None


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('{"discussions": [], "count": 0, "start": 0}', NoEntries),
        ('{"error": "Repository not found"}', Refusal),
        ('[{"id": "sample/Sample-7B"}]', NotAFeed),
    ],
)
def test_what_is_no_list_of_discussions_is_told(body: str, error: type[Exception]) -> None:
    """By name."""
    with pytest.raises(error):
        read(body)


def test_a_damaged_reply_brings_no_item_of_its_own_making() -> None:
    """Cut JSON is Malformed."""
    for body in damaged(SAMPLE.encode()):
        found = keys_of(hf_discussions, ENDPOINT, reply(body, url=ADDRESS))
        assert len(body) == len(SAMPLE.encode()) or found is None


@pytest.mark.shared
def test_the_error_of_another_service_is_no_discussion(shared: Path) -> None:
    """Nor is anything else that was recorded as an error."""
    assert {None} == {keys_of(hf_discussions, ENDPOINT, reply(body)) for body in error_bodies(shared)}


@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["num", "title", "repo", "author", "createdAt", "status", "numComments"]),
            st.none()
            | st.text(max_size=9)
            | st.integers()
            | st.dictionaries(st.just("name"), st.text(max_size=3)),
        ),
        max_size=4,
    ),
    st.none() | st.integers() | st.text(max_size=2),
)
def test_any_rows_end_as_items_or_as_a_named_error(rows: list[dict[str, Any]], count: Any) -> None:
    """Whatever stands under the names that we know."""
    by_number = {str(row.get("num")): row for row in rows}
    body = json.dumps({"discussions": list(by_number.values()), "count": count, "start": count})
    keys_of(hf_discussions, ENDPOINT, reply(body, url=ADDRESS))


# --- over the network ------------------------------------------------------------------------------------


def test_pages_are_followed_to_their_end(httpserver: HTTPServer) -> None:
    """120 discussions in three pages."""
    there = HubDiscussions({"sample/Sample-7B": 120})
    there.serve(httpserver)
    came = follow(httpserver.url_for("/api/models/sample/Sample-7B/discussions"), "hf_discussions", AT)
    assert (120, ["0", "1", "2"], []) == (len(came.items), there.asked, came.errors)


def test_a_repository_that_is_not_there_is_told(httpserver: HTTPServer) -> None:
    """The Hub says 401 to those who are not logged in."""
    HubDiscussions().serve(httpserver)
    came = follow(httpserver.url_for("/api/models/sample/absent/discussions"), "hf_discussions", AT)
    assert ["forbidden"] == came.errors
