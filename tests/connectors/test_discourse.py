"""Discourse forums: the samples, recorded replies, a list with its topics over loopback."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem.connectors import discourse, feed
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.driving import follow

URL = "https://forum.example/latest.json"
LIST = (SAMPLES / "discourse" / "discourse.json").read_text()
TOPIC = (SAMPLES / "discourse" / "topic.json").read_text()


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("community-sample", "discourse", url, "live")


def read(body: str | bytes, url: str = URL, own: str | None = None) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return discourse.read(endpoint(own or url), Reply(url, 200, {}, data, AT))


def sample() -> Draft:
    return read(LIST).drafts[0]


def test_the_list_is_asked_for_as_it_stands() -> None:
    """Nothing needs to be filled in."""
    assert URL == discourse.first(endpoint(), date(2026, 6, 12)).url


def test_a_topic_is_a_thread_with_its_counts() -> None:
    """Hidden topics and the notes that explain a category are left out."""
    draft, other = read(LIST).drafts
    assert ("forum.example-topic-101", "thread") == (draft.key, draft.kind)
    assert ("https://forum.example/t/paged-caches-on-two-nodes/101", ("reader_a",)) == (
        draft.url,
        draft.authors,
    )
    assert datetime(2026, 6, 3, 9, 0, tzinfo=UTC) == draft.published_at
    assert {"votes": 4, "n_comments": 2, "tags": ["serving"], "answered": True} == draft.extra
    assert ("A … short beginning", ["batching"]) == (other.text, other.extra["tags"])


def test_the_topics_of_the_first_page_are_asked_for() -> None:
    """One by one, and then the next page of the list."""
    page = read(LIST)
    assert ["https://forum.example/t/101.json", "https://forum.example/t/102.json"] == [
        r.url for r in page.more
    ]
    assert page.next is not None
    assert f"{URL}?page=1" == page.next.url
    later = read(LIST, f"{URL}?page=2", URL)
    assert (None, ()) == (later.next, later.more)


def test_a_ranking_is_its_first_page() -> None:
    """The top topics of a week are not paged; a forum may live in a folder of a site."""
    page = read(LIST, "https://example.org/forum/top.json?period=weekly")
    assert page.next is None
    assert "https://example.org/forum/t/101.json" == page.more[0].url
    assert "https://example.org/forum/t/paged-caches-on-two-nodes/101" == page.drafts[0].url


def test_a_topic_is_an_item_beside_the_list_s_of_one_work() -> None:
    """Its first post before the replies; moves, spam and deleted posts are left out; it stays its own work."""
    [draft] = read(TOPIC, "https://forum.example/t/101.json", URL).drafts
    assert "It follows this paper.\nSee there and the engine." == draft.text
    assert (draft.url, "https://arxiv.org/abs/2309.06180") == draft.links[:2]
    assert (sample().key, sample().title, sample().url, sample().extra) == (
        draft.key.removesuffix(" talk"),
        draft.title,
        draft.url,
        draft.extra,
    )
    settled = settle(SOURCE, draft, AT)
    assert ("web:forum.example/t/paged-caches-on-two-nodes/101",) == settled.keys
    assert ["arxiv:2309.06180", "github:sample/engine"] == [m.work_id for m in settled.mentions]


def test_the_key_is_that_of_the_forums_feed() -> None:
    """A source that follows both has one item a topic."""
    rss = (
        '<rss version="2.0"><channel><item><title>Paged caches on two nodes</title>'
        "<link>https://forum.example/t/paged-caches-on-two-nodes/101</link>"
        '<guid isPermaLink="false">forum.example-topic-101</guid></item></channel></rss>'
    )
    own = Endpoint("s", "rss", "https://forum.example/latest.rss", "live")
    [other] = feed.read(own, Reply(own.url, 200, {}, rss.encode(), AT)).drafts
    assert (other.key, other.url, other.title) == (sample().key, sample().url, sample().title)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("<html><title>Just a moment...</title></html>", Refusal),
        ('{"topic_list": {"topics": [', Malformed),
        ('{"errors": ["The requested URL could not be found."], "error_type": "not_found"}', Refusal),
        ('{"topic_list": {"topics": []}}', NoEntries),
        ('{"success": "OK"}', NotAFeed),
        ('{"post_stream": {"posts": []}, "id": 57}', NotAFeed),
        ("[]", NotAFeed),
    ],
)
def test_what_is_no_forum_is_told_as_what_it_is(body: str, error: type[ReadError]) -> None:
    """Walls, refusals, cut replies, empty lists and other documents keep apart."""
    with pytest.raises(error):
        read(body)


def test_topics_come_through_the_sync(httpserver: HTTPServer) -> None:
    """A list and its topics; one that is gone is a warning."""
    rows = json.loads(LIST)
    del rows["topic_list"]["more_topics_url"]

    def answer(request: Request) -> Response:
        gone = request.path == "/t/102.json"
        return Response('{"errors": ["deleted"]}', 410) if gone else Response(TOPIC)

    httpserver.expect_request("/latest.json").respond_with_json(rows)
    for n in (101, 102):
        httpserver.expect_request(f"/t/{n}.json").respond_with_handler(answer)
    followed = follow(httpserver.url_for("/latest.json"), "discourse", AT)
    texts = {key.rpartition("-")[2]: item.text for key, item in followed.items.items()}
    assert "It follows this paper.\nSee there and the engine." == texts["101 talk"]
    assert "A … short beginning" == texts["102"]
    assert ([], 1) == (followed.errors, len(followed.warnings))


@pytest.mark.parametrize("body", [LIST, TOPIC], ids=["list", "topic"])
def test_damage_ends_as_fewer_drafts_or_a_named_error(body: str) -> None:
    """Cut at ten places and with flipped bytes."""
    for data in damaged(body.encode()):
        assert 4 >= len(keys_of(discourse, endpoint(), Reply(URL, 200, {}, data, AT)) or ())


@given(around(json.loads(LIST)) | around(json.loads(TOPIC)))
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever became of the fields."""
    keys_of(discourse, endpoint(), Reply(URL, 200, {}, json.dumps(data).encode(), AT))


@pytest.mark.shared
def test_other_services_errors_are_no_items(shared: Path) -> None:
    """Every recorded error body ends in a named error."""
    read_as = [keys_of(discourse, endpoint(), Reply(URL, 200, {}, body, AT)) for body in error_bodies(shared)]
    assert [None] * len(read_as) == read_as


def n_topics(data: Any) -> int:
    """The topics of a recorded reply that are for readers."""
    if not isinstance(data, dict):
        return 0
    if "topic_list" in data:
        rows = data["topic_list"]["topics"]
        return sum(row.get("visible") is not False and row.get("archetype") == "regular" for row in rows)
    return int("post_stream" in data and "title" in data)


@pytest.mark.shared
def test_every_recorded_reply_is_read_or_named(shared: Path) -> None:
    """Lists and topics of two collections are read whole; the rest of the API is refused by name."""
    paths = sorted((shared / "recorded" / "discourse").rglob("*.json"))
    n_read = 0
    for path in paths:
        body = path.read_bytes()
        keys = keys_of(discourse, endpoint(), Reply(URL, 200, {}, body, AT))
        assert n_topics(json.loads(body)) == len(keys or ()), path
        n_read += len(keys or ())
        for data in damaged(body):
            keys_of(discourse, endpoint(), Reply(URL, 200, {}, data, AT))
    assert n_read > 5
