"""Hacker News' own API: the sample, recorded replies, a list and its items over loopback."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem.connectors import hackernews, hackernews_firebase
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES
from tests.emulators.driving import follow

URL = "https://hacker-news.firebaseio.com/v0/topstories.json"
SAMPLE = (SAMPLES / "hackernews_firebase" / "hn_firebase.json").read_text()
ENDPOINT = Endpoint("community-sample", "hn_firebase", URL, "live")


def read(body: str | bytes) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return hackernews_firebase.read(ENDPOINT, Reply(URL, 200, {}, data, AT))


def test_a_list_asks_for_its_first_items() -> None:
    """Thirty, the front page; an id that stands twice is asked for once."""
    page = read(json.dumps([3, 3, *range(100, 600)]))
    assert () == page.drafts
    assert 30 == len(page.more)
    assert "https://hacker-news.firebaseio.com/v0/item/3.json" == page.more[0].url
    assert 2 == len(read('{"items": [1, 2], "profiles": ["a"]}').more)


def test_an_item_is_the_same_draft_as_by_search() -> None:
    """So that both endpoints of one source make one item."""
    body = (SAMPLES / "hackernews" / "hn_algolia.json").read_bytes()
    algolia = Endpoint(
        "community-sample", "hn_algolia", "https://hn.algolia.com/api/v1/search_by_date", "live"
    )
    _, other, _ = hackernews.read(algolia, Reply(algolia.url, 200, {}, body, AT)).drafts
    assert (other,) == read(SAMPLE).drafts


@pytest.mark.parametrize(
    "change", [{"type": "comment"}, {"type": "job"}, {"deleted": True}, {"dead": True}, {"title": ""}]
)
def test_what_is_no_story_gives_nothing(change: dict[str, object]) -> None:
    """Comments, jobs and what was withdrawn."""
    assert Page(()) == read(json.dumps({**json.loads(SAMPLE), **change}))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("null", NoEntries),
        ("[]", NoEntries),
        ('{"id": 1, "ty', Malformed),
        ('{"error": "Permission denied"}', Refusal),
        ('{"id": "pg", "karma": 5}', NotAFeed),
        ('["a"]', NotAFeed),
        ("21309", NotAFeed),
    ],
)
def test_other_replies_are_told_as_what_they_are(body: str, error: type[ReadError]) -> None:
    """Nothing, no such item, cut, refused, a person, a number."""
    with pytest.raises(error):
        read(body)


def test_items_come_through_the_sync(httpserver: HTTPServer) -> None:
    """A list, then each item; one that is missing is a warning."""

    def answer(request: Request) -> Response:
        number = int(request.path.rpartition("/")[2].removesuffix(".json"))
        return Response("null" if number == 2 else json.dumps({**json.loads(SAMPLE), "id": number}))

    httpserver.expect_request("/v0/topstories.json").respond_with_data("[1, 2, 3]")
    for n in (1, 2, 3):
        httpserver.expect_request(f"/v0/item/{n}.json").respond_with_handler(answer)
    followed = follow(httpserver.url_for("/v0/topstories.json"), "hn_firebase", AT)
    assert {"news.ycombinator.com/item?id=1", "news.ycombinator.com/item?id=3"} == followed.items.keys()
    assert ([], 1) == (followed.errors, len(followed.warnings))


def test_damage_ends_as_one_draft_or_a_named_error() -> None:
    """Cut at ten places and with flipped bytes."""
    for data in damaged(SAMPLE.encode()):
        assert 1 >= len(keys_of(hackernews_firebase, ENDPOINT, Reply(URL, 200, {}, data, AT)) or ())


@given(around(json.loads(SAMPLE)) | st.lists(st.integers() | st.none(), max_size=3) | st.none() | st.text())
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever became of the fields."""
    keys_of(hackernews_firebase, ENDPOINT, Reply(URL, 200, {}, json.dumps(data).encode(), AT))


@pytest.mark.shared
def test_other_services_errors_are_no_items(shared: Path) -> None:
    """Every recorded error body ends in a named error."""
    read_as = [
        keys_of(hackernews_firebase, ENDPOINT, Reply(URL, 200, {}, body, AT)) for body in error_bodies(shared)
    ]
    assert [None] * len(read_as) == read_as


@pytest.mark.shared
def test_every_recorded_reply_is_read(shared: Path) -> None:
    """Lists ask for items, stories are drafts, comments are not, null is named."""
    paths = sorted((shared / "recorded" / "hackernews_firebase").rglob("*.json"))
    assert len(paths) > 10
    for path in paths:
        data = json.loads(path.read_text())
        if data is None:
            with pytest.raises(NoEntries):
                read(path.read_bytes())
            continue
        page = read(path.read_bytes())
        is_story = isinstance(data, dict) and data.get("type") == "story"
        assert (1 if is_story else 0) == len(page.drafts), path
        assert (isinstance(data, list) or "items" in data) == bool(page.more), path
        for body in damaged(path.read_bytes()):
            keys_of(
                hackernews_firebase, ENDPOINT, Reply(URL, 200, {}, body, datetime(2026, 11, 22, tzinfo=UTC))
            )
