"""Mastodon profiles: the sample, damage, and an emulated server."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import feed, mastodon
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.driving import follow
from tests.emulators.mastodon_server import MastodonServer

PROFILE = "https://social.example/@sample"
API = "https://social.example/api/v1/accounts/109300000000000001/statuses"
SAMPLE = (SAMPLES / "mastodon" / "mastodon.json").read_text()
ACCOUNT = json.loads((SAMPLES / "mastodon" / "account.json").read_text())
ENDPOINT = Endpoint("sample", "mastodon", PROFILE, "live")


def read(body: str | bytes, link: str = "", at: datetime = AT) -> Page:
    data = body.encode() if isinstance(body, str) else body
    return mastodon.read(ENDPOINT, Reply(API, 200, {"link": link}, data, at))


def sample() -> Draft:
    [draft] = read(SAMPLE).drafts
    return draft


def status(**more: Any) -> dict[str, Any]:
    """The sample's status, changed."""
    return {**json.loads(SAMPLE)[0], **more}


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (PROFILE, "https://social.example/api/v1/accounts/lookup?acct=sample"),
        (
            f"{PROFILE}@other.example/",
            "https://social.example/api/v1/accounts/lookup?acct=sample%40other.example",
        ),
        ("https://social.example/users/sample", "https://social.example/api/v1/accounts/lookup?acct=sample"),
        (API, f"{API}?exclude_replies=true&exclude_reblogs=true&limit=40"),
    ],
)
def test_a_profile_is_asked_for_by_either_address(url: str, asked: str) -> None:
    """The page that people see is looked up first."""
    assert asked == mastodon.first(Endpoint("s", "mastodon", url, "live"), date(2026, 6, 12)).url


def test_an_account_leads_to_its_posts() -> None:
    """At the server that the endpoint names."""
    page = read(json.dumps(ACCOUNT))
    assert page.next is not None
    assert ((), f"{API}?exclude_replies=true&exclude_reblogs=true&limit=40") == (page.drafts, page.next.url)


def test_a_post_is_told_with_its_links() -> None:
    """The release it links to and the card below; people and hash tags are no links."""
    draft = sample()
    assert ("post", "https://social.example/@sample/116000000000000002") == (draft.kind, draft.url)
    assert ("https://github.com/sample/engine/releases/tag/v1.2.0", "https://lab.example/v1-2") == draft.links
    assert datetime(2026, 6, 12, 9, 0, tzinfo=UTC) == draft.published_at
    assert (datetime(2026, 6, 12, 10, 0, tzinfo=UTC), ("Sample Lab",)) == (draft.updated_at, draft.authors)
    assert {"votes": 12, "n_comments": 1, "n_reposts": 5} == draft.extra
    assert ["github:sample/engine/releases/v1.2.0"] == [m.work_id for m in settle(SOURCE, draft, AT).mentions]


def test_others_words_are_left_out() -> None:
    """Boosts, replies to others, and what is not public; the parts of an own thread stay."""
    rows = [
        status(),
        status(url="https://social.example/@sample/2", reblog=status()),
        status(url="https://social.example/@sample/3", in_reply_to_account_id="999"),
        status(url="https://social.example/@sample/4", visibility="private"),
        status(url="https://social.example/@sample/5", in_reply_to_account_id=ACCOUNT["id"]),
    ]
    assert ["116000000000000002", "5"] == [d.key.rpartition("/")[2] for d in read(json.dumps(rows)).drafts]


def test_a_warning_stands_before_the_text() -> None:
    """It is what the reader sees first."""
    [draft] = read(json.dumps([status(spoiler_text="On caches", content="<p>Read it.</p>")])).drafts
    assert ("On caches Read it.", "On caches Read it.") == (draft.title, draft.text)


def test_the_key_is_that_of_the_profiles_feed() -> None:
    """So that both endpoints of one person make one item."""
    rss = (
        '<rss version="2.0"><channel><item><guid isPermaLink="true">https://social.example/@sample/116000000000000002'
        "</guid><link>https://social.example/@sample/116000000000000002</link><description>&lt;p&gt;Release"
        "&lt;/p&gt;</description></item></channel></rss>"
    )
    own = Endpoint("s", "rss", f"{PROFILE}.rss", "live")
    [other] = feed.read(own, Reply(own.url, 200, {}, rss.encode(), AT)).drafts
    assert (other.key, other.url, other.kind) == (sample().key, sample().url, sample().kind)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("<html><body>Sign in</body></html>", NotAFeed),
        ('[{"uri": ', Malformed),
        ('{"error": "This method requires an authenticated user"}', Refusal),
        ("[]", NoEntries),
        ('[{"a": 1}]', NotAFeed),
        ("[1]", NotAFeed),
    ],
)
def test_what_is_no_profile_is_told_as_what_it_is(body: str, error: type[ReadError]) -> None:
    """Pages, refusals, cut replies and empty profiles keep apart."""
    with pytest.raises(error):
        read(body)


def test_the_next_page_is_that_of_the_link_header() -> None:
    """While the posts are recent, and never at another site."""
    there = f'<{API}?max_id=5>; rel="next", <{API}?min_id=9>; rel="prev"'
    after = read(SAMPLE, there).next
    assert after is not None
    assert f"{API}?max_id=5" == after.url
    assert read(SAMPLE, there, datetime(2026, 9, 1, tzinfo=UTC)).next is None
    assert read(SAMPLE, '<https://other.example/statuses?max_id=5>; rel="next"').next is None


def server(n: int, every: timedelta) -> MastodonServer:
    rows = []
    for i in range(n):
        number = str(116000000000000000 + n - i)
        at = (AT - i * every).isoformat().replace("+00:00", "Z")
        rows.append(status(id=number, url=f"https://social.example/@sample/{number}", created_at=at))
    return MastodonServer(ACCOUNT, rows)


def test_a_profiles_page_is_followed_through_the_sync(httpserver: HTTPServer) -> None:
    """Looked up, then page after page until the posts are older than a month."""
    there = server(200, timedelta(hours=12))
    there.serve(httpserver)
    followed = follow(httpserver.url_for("/@sample"), "mastodon", AT)
    assert ([], 80) == (followed.errors, len(followed.items))
    assert 3 == len(there.asked)


def test_limits_and_errors_are_told(httpserver: HTTPServer) -> None:
    """A spent quota keeps what came before; an unknown name is missing."""
    there = server(200, timedelta(hours=1))
    there.quota = 2
    there.serve(httpserver)
    followed = follow(httpserver.url_for("/@sample"), "mastodon", AT)
    assert ([], 1, 40) == (followed.errors, len(followed.warnings), len(followed.items))
    assert ["missing"] == follow(httpserver.url_for("/@nobody"), "mastodon", AT).errors


def test_damage_ends_as_fewer_drafts_or_a_named_error() -> None:
    """Cut at ten places and with flipped bytes."""
    for data in damaged(SAMPLE.encode()):
        assert 3 >= len(keys_of(mastodon, ENDPOINT, Reply(API, 200, {}, data, AT)) or ())


@given(around(json.loads(SAMPLE)) | around(ACCOUNT) | st.none())
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever became of the fields."""
    keys_of(mastodon, ENDPOINT, Reply(API, 200, {}, json.dumps(data).encode(), AT))


@pytest.mark.shared
def test_other_services_errors_are_no_items(shared: Path) -> None:
    """Every recorded error body ends in a named error."""
    read_as = [keys_of(mastodon, ENDPOINT, Reply(API, 200, {}, body, AT)) for body in error_bodies(shared)]
    assert [None] * len(read_as) == read_as
