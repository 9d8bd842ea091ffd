"""Hacker News through Algolia's search: the sample, recorded polls, damage."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem.connectors import feed, hackernews
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.driving import follow

URL = (
    "https://hn.algolia.com/api/v1/search_by_date?query=LLM+inference&tags=story&numericFilters=points%3E%3D5"
)
SAMPLE = (SAMPLES / "hackernews" / "hn_algolia.json").read_text()
RECORDED = datetime(2026, 8, 23, tzinfo=UTC)  # just after everything that was recorded


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("community-sample", "hn_algolia", url, "live")


def read(body: str | bytes, at: datetime = AT) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return hackernews.read(endpoint(), Reply(f"{URL}&hitsPerPage=100", 200, {}, data, at))


def hit(**more: Any) -> dict[str, Any]:
    return {"objectID": "1", "title": "A title", "created_at_i": 1781082000, "_tags": ["story"], **more}


def answer_of(hits: list[dict[str, Any]], **more: Any) -> str:
    return json.dumps({"hits": hits, "page": 0, "nbPages": 1, **more})


def test_the_newest_stories_are_asked_for() -> None:
    """The query stays as it is; kind and page size are filled in."""
    assert f"{URL}&hitsPerPage=100" == hackernews.first(endpoint(), date(2026, 6, 12)).url
    bare = endpoint("https://hn.algolia.com/api/v1/search_by_date?query=vLLM")
    assert bare.url + "&tags=story&hitsPerPage=100" == hackernews.first(bare, date(2026, 6, 12)).url


def test_a_story_is_a_thread_about_its_target() -> None:
    """The item is the discussion; the paper it links to is its work; no comments are known, not unknown."""
    _, story, other = read(SAMPLE).drafts
    assert ("thread", "https://news.ycombinator.com/item?id=48000003") == (story.kind, story.url)
    assert datetime(2026, 6, 3, 10, 0, tzinfo=UTC) == story.published_at
    assert ({"votes": 30, "n_comments": 3}, 0) == (story.extra, other.extra["n_comments"])
    assert ("arxiv:2205.14135", "hn:48000003") == settle(SOURCE, story, AT).keys
    assert ["github:sample/engine"] == [m.work_id for m in settle(SOURCE, other, AT).mentions]


def test_a_question_is_its_own_work() -> None:
    """Text and links out of its HTML, after its own page."""
    ask = read(SAMPLE).drafts[0]
    assert "Is <this> good? https://example.org/a" == ask.text
    assert (ask.url, "https://example.org/a") == ask.links
    assert ("hn:48000004",) == settle(SOURCE, ask, AT).keys


def test_comments_and_jobs_are_no_stories() -> None:
    """Polls are."""
    hits = [
        hit(objectID=str(n), _tags=[kind]) for n, kind in enumerate(("story", "comment", "job", "poll"), 1)
    ]
    assert ["1", "4"] == [draft.key.rpartition("=")[2] for draft in read(answer_of(hits)).drafts]


def test_the_key_is_that_of_the_feed_of_the_same_search() -> None:
    """hnrss.org and Algolia of one source make one item."""
    story = read(SAMPLE).drafts[1]
    rss = (
        '<rss version="2.0"><channel><item><title>A paper about attention</title>'
        "<link>https://arxiv.org/abs/2205.14135</link><comments>https://news.ycombinator.com/item?id=48000003</comments>"
        '<guid isPermaLink="false">https://news.ycombinator.com/item?id=48000003</guid></item></channel></rss>'
    )
    [other] = feed.read(Endpoint("s", "rss", URL, "live"), Reply(URL, 200, {}, rss.encode(), AT)).drafts
    assert (other.key, other.url, other.title, other.kind) == (story.key, story.url, story.title, story.kind)


def test_paging_goes_on_while_there_is_more_and_it_is_recent() -> None:
    """By number, at the endpoint's own address."""
    after = read(answer_of([hit()], nbPages=3)).next
    assert after is not None
    assert f"{URL}&hitsPerPage=100&page=1".replace("+", "+") == after.url
    assert read(answer_of([hit()], nbPages=3), datetime(2026, 9, 1, tzinfo=UTC)).next is None
    assert read(answer_of([hit()], page=2, nbPages=3)).next is None


def test_pages_come_through_the_sync(httpserver: HTTPServer) -> None:
    """Page after page until the last."""
    asked: list[str] = []

    def answer(request: Request) -> Response:
        page = int(request.args.get("page", 0))
        asked.append(request.query_string.decode())
        return Response(answer_of([hit(objectID=str(100 - page))], page=page, nbPages=3))

    httpserver.expect_request("/api/v1/search_by_date").respond_with_handler(answer)
    followed = follow(httpserver.url_for("/api/v1/search_by_date?query=a"), "hn_algolia", AT)
    assert ([], 3, 3) == (followed.errors, len(asked), len(followed.items))


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("<html><body>Bad gateway</body></html>", NotAFeed),
        ('{"hits": [', Malformed),
        ('{"status": 400, "error": "invalid query"}', Refusal),
        ('{"hits": []}', NoEntries),
        ('{"hits": [{"_tags": ["comment"], "objectID": "1"}]}', NotAFeed),
        ("[]", NotAFeed),
    ],
)
def test_what_is_no_answer_is_told_as_what_it_is(body: str, error: type[ReadError]) -> None:
    """Pages, refusals, cut replies and empty answers keep apart."""
    with pytest.raises(error):
        read(body)


def test_damage_ends_as_fewer_drafts_or_a_named_error() -> None:
    """Cut at ten places and with flipped bytes."""
    for data in damaged(SAMPLE.encode()):
        assert 3 >= len(keys_of(hackernews, endpoint(), Reply(URL, 200, {}, data, AT)) or ())


@given(around(json.loads(SAMPLE)))
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever became of the fields."""
    keys_of(hackernews, endpoint(), Reply(URL, 200, {}, json.dumps(data).encode(), AT))


@pytest.mark.shared
def test_other_services_errors_are_no_items(shared: Path) -> None:
    """Every recorded error body ends in a named error."""
    read_as = [
        keys_of(hackernews, endpoint(), Reply(URL, 200, {}, body, AT)) for body in error_bodies(shared)
    ]
    assert [None] * len(read_as) == read_as


@pytest.mark.shared
def test_every_recorded_poll_is_read_whole(shared: Path) -> None:
    """199 answers; some of them cut and flipped."""
    paths = sorted((shared / "recorded" / "hackernews_algolia").rglob("*.json"))
    for n, path in enumerate(paths):
        body = path.read_bytes()
        page = read(body, RECORDED)
        assert len(json.loads(body)["hits"]) == len(page.drafts), path
        assert all(
            draft.published_at and draft.authors and "votes" in draft.extra for draft in page.drafts
        ), path
        for data in damaged(body, n) if n % 40 == 0 else ():
            assert len(page.drafts) >= len(
                keys_of(hackernews, endpoint(), Reply(URL, 200, {}, data, AT)) or ()
            )
    assert len(paths) > 190
