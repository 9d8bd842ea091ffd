"""Bluesky profiles: the sample, damage, and an emulated service."""

from __future__ import annotations

import copy
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from pytest_httpserver import HTTPServer

from mainstem.connectors import bluesky
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.bluesky_profiles import BlueskyProfiles
from tests.emulators.driving import follow

PROFILE = "https://bsky.app/profile/sample.bsky.social"
API = "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed"
SAMPLE = (SAMPLES / "bluesky" / "bluesky.json").read_text()
ENDPOINT = Endpoint("sample", "bluesky", PROFILE, "live")
POSTS = "at://did:plc:sampleaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/"


def read(body: str | bytes, at: datetime = AT) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return bluesky.read(ENDPOINT, Reply(API, 200, {}, data, at))


def sample(name: str) -> Draft:
    [draft] = [draft for draft in read(SAMPLE).drafts if draft.key == f"{POSTS}3kaaaaaaaaaa{name}"]
    return draft


def test_a_profile_is_asked_for_by_either_address() -> None:
    """The page that people see, or the method itself."""
    asked = bluesky.first(ENDPOINT, date(2026, 6, 12)).url
    assert f"{API}?actor=sample.bsky.social&filter=posts_no_replies&limit=100" == asked
    method = Endpoint("sample", "bluesky", f"{API}?actor=sample.bsky.social&limit=30", "live")
    assert f"{method.url}&filter=posts_no_replies" == bluesky.first(method, date(2026, 6, 12)).url


def test_a_post_is_told_with_its_links() -> None:
    """The links that its text cuts off, and the card below; people it names are no links."""
    draft = sample("2")
    assert ("post", "https://bsky.app/profile/sample.bsky.social/post/3kaaaaaaaaaa2") == (
        draft.kind,
        draft.url,
    )
    assert ("https://arxiv.org/abs/2309.06180", "https://lab.example/paged") == draft.links
    assert (("Sample Lab",), datetime(2026, 6, 10, 9, 0, tzinfo=UTC)) == (draft.authors, draft.published_at)
    assert {"votes": 14, "n_comments": 2, "n_reposts": 3} == draft.extra
    assert ["arxiv:2309.06180"] == [m.work_id for m in settle(SOURCE, draft, AT).mentions]


def test_others_words_are_left_out() -> None:
    """Reposts and replies to others; the parts of an own thread stay."""
    names = [draft.key.removeprefix(f"{POSTS}3kaaaaaaaaaa") for draft in read(SAMPLE).drafts]
    assert ["2", "5", "6"] == names


def test_a_quoted_post_is_a_link() -> None:
    """To its page."""
    quoted = "https://bsky.app/profile/did:plc:otherbbbbbbbbbbbbbbbbbb/post/3kzzzzzzzzzz3"
    assert (quoted,) == sample("6").links


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("<html><body>Upstream error</body></html>", NotAFeed),
        ('{"feed": [', Malformed),
        ('{"error": "InvalidRequest", "message": "Profile not found"}', Refusal),
        ('{"feed": []}', NoEntries),
        ("{}", NotAFeed),
    ],
)
def test_what_is_no_profile_is_told_as_what_it_is(body: str, error: type[ReadError]) -> None:
    """Pages, refusals, cut replies and empty profiles keep apart."""
    with pytest.raises(error):
        read(body)


def post(n: int, at: datetime) -> dict[str, Any]:
    """A post of the sample under another name and date."""
    entry = copy.deepcopy(json.loads(SAMPLE)["feed"][0])
    entry["post"]["uri"] = f"{POSTS}3k{n:011d}"
    entry["post"]["record"]["createdAt"] = at.isoformat().replace("+00:00", "Z")
    return entry


def profile(n: int, every: timedelta) -> BlueskyProfiles:
    return BlueskyProfiles({"sample.bsky.social": [post(n - i, AT - i * every) for i in range(n)]})


def test_pages_come_through_the_sync_until_they_are_old(httpserver: HTTPServer) -> None:
    """By cursor: 250 posts in 25 days are three pages; a pinned old post does not end them."""
    service = profile(250, timedelta(hours=2))
    service.feeds["sample.bsky.social"].insert(0, post(999, AT - timedelta(days=900)))
    url = service.serve(httpserver)
    followed = follow(f"{url}?actor=sample.bsky.social", "bluesky", AT)
    assert [None, "100", "200"] == [query.get("cursor") for query in service.asked]
    assert ([], 251) == (followed.errors, len(followed.items))


def test_old_posts_end_the_paging(httpserver: HTTPServer) -> None:
    """One post a day: the first hundred reach beyond a month."""
    service = profile(300, timedelta(days=1))
    followed = follow(f"{service.serve(httpserver)}?actor=sample.bsky.social", "bluesky", AT)
    assert (1, 100) == (len(service.asked), len(followed.items))


def test_limits_and_errors_are_told(httpserver: HTTPServer) -> None:
    """A spent quota keeps what came before; an unknown profile is an error of its own."""
    service = profile(300, timedelta(hours=1))
    service.quota = 1
    url = service.serve(httpserver)
    followed = follow(f"{url}?actor=sample.bsky.social", "bluesky", AT)
    assert ([], 1, 100) == (followed.errors, len(followed.warnings), len(followed.items))
    service.quota = 100
    assert ["reply_error"] == follow(f"{url}?actor=nobody", "bluesky", AT).errors


def test_damage_ends_as_fewer_drafts_or_a_named_error() -> None:
    """Cut at ten places and with flipped bytes."""
    for data in damaged(SAMPLE.encode()):
        assert 5 >= len(keys_of(bluesky, ENDPOINT, Reply(API, 200, {}, data, AT)) or ())


@given(around(json.loads(SAMPLE)))
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever became of the fields."""
    keys_of(bluesky, ENDPOINT, Reply(API, 200, {}, json.dumps(data).encode(), AT))


@pytest.mark.shared
def test_other_services_errors_are_no_items(shared: Path) -> None:
    """Every recorded error body ends in a named error."""
    read_as = [keys_of(bluesky, ENDPOINT, Reply(API, 200, {}, body, AT)) for body in error_bodies(shared)]
    assert [None] * len(read_as) == read_as
