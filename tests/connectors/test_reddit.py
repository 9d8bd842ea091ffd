"""Reddit's listings and threads: the sample, recorded replies, and a listing with its comments over loopback."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem.connectors import feed, reddit
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from mainstem.text.headers import quota_reset
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE
from tests.emulators.driving import follow

TOP = "https://www.reddit.com/r/LocalLLaMA/top.json?t=week&limit=100"
NEW = "https://www.reddit.com/r/LocalLLaMA/new.json"
LISTING = (SAMPLES / "reddit" / "reddit_json.json").read_text()
THREAD = (SAMPLES / "reddit" / "thread.json").read_text()
RECORDED = datetime(2026, 11, 22, tzinfo=UTC)  # after everything that was recorded


def endpoint(url: str = TOP) -> Endpoint:
    return Endpoint("community-sample", "reddit_json", url, "live")


def read(body: object, url: str = TOP, own: str | None = None, at: datetime = AT) -> Page:
    """What Reddit's answer at ``url`` holds, for an endpoint at ``own``."""
    data = (
        body
        if isinstance(body, bytes)
        else body.encode()
        if isinstance(body, str)
        else json.dumps(body).encode()
    )
    return reddit.read(endpoint(own or url), Reply(url, 200, {}, data, at))


def post(**more: Any) -> dict[str, Any]:
    """A listing of one post."""
    data = {
        "name": "t3_1abc",
        "title": "A title",
        "is_self": True,
        "permalink": "/r/x/comments/1abc/a/",
        **more,
    }
    return {"kind": "Listing", "data": {"children": [{"kind": "t3", "data": data}], "after": None}}


def sample(key: str) -> Draft:
    [draft] = [draft for draft in read(LISTING).drafts if draft.key == key]
    return draft


def test_the_listing_is_asked_for_unescaped_and_long() -> None:
    """What the pack says is kept."""
    today = date(2026, 6, 12)
    assert f"{TOP}&raw_json=1" == reddit.first(endpoint(), today).url
    assert f"{NEW}?limit=100&raw_json=1" == reddit.first(endpoint(NEW), today).url


def test_a_link_post_is_about_its_target() -> None:
    """Votes, comments and flair are facts; the paper it links to is its work."""
    draft = sample("t3_1abcde1")
    assert ("thread", "https://www.reddit.com/r/LocalLLaMA/comments/1abcde1/sample_1/") == (
        draft.kind,
        draft.url,
    )
    assert datetime(2026, 6, 10, 8, 0, tzinfo=UTC) == draft.published_at
    assert ("https://arxiv.org/abs/2205.14135",) == draft.links
    assert {"votes": 100, "n_comments": 20, "upvote_ratio": 0.97, "flair": "Resources"} == draft.extra
    assert ("arxiv:2205.14135", "reddit:1abcde1") == settle(SOURCE, draft, AT).keys


def test_a_text_that_cites_is_a_work_of_its_own() -> None:
    """Its own page comes first, so that a question about a paper is not taken for the paper."""
    draft = sample("t3_1abcde2")
    assert ("Does this work for you? Q & A", "Does this work for you?") == (draft.title, draft.text)
    assert (draft.url, "https://github.com/ggml-org/llama.cpp") == draft.links
    settled = settle(SOURCE, draft, AT)
    assert ("reddit:1abcde2",) == settled.keys
    assert ["github:ggml-org/llama.cpp"] == [mention.work_id for mention in settled.mentions]
    assert datetime(2026, 6, 10, 8, 26, 40, tzinfo=UTC) == draft.updated_at


def test_removed_posts_are_left_out() -> None:
    """By the house or by the author; a post whose author left stays, without a name."""
    assert "t3_1abcde3" not in {draft.key for draft in read(LISTING).drafts}
    assert () == sample("t3_1abcde6").authors
    with pytest.raises(NoEntries):
        read(post(selftext="[deleted]"))


def test_galleries_and_crossposts_are_told() -> None:
    """Captions are text; a crosspost is about what the first post was about."""
    gallery, cross = sample("t3_1abcde4"), sample("t3_1abcde5")
    assert ("front view", (gallery.url, "https://example.org/rack")) == (gallery.text, gallery.links)
    assert ("https://arxiv.org/abs/2309.06180", "t3_1fghij1") == (cross.links[0], cross.extra["crosspost_of"])
    assert "https://www.reddit.com/r/MachineLearning/comments/1fghij1/first_told/" in cross.links


def test_a_hidden_score_is_unknown() -> None:
    """Not zero."""
    assert "votes" not in sample("t3_1abcde6").extra
    assert sample("t3_1abcde6").extra["pinned"] is True


def test_the_liveliest_threads_are_asked_for_their_comments() -> None:
    """Most comments first, pinned ones not, and only those of the first page."""
    asked = [request.url for request in read(LISTING).more]
    assert "https://www.reddit.com/comments/1abcde5.json?sort=top&limit=100&depth=3&raw_json=1" == asked[0]
    assert ["1abcde5", "1abcde4", "1abcde2", "1abcde1"] == [url.split("/")[4].split(".")[0] for url in asked]
    assert () == read(LISTING, f"{TOP}&after=t3_1abc", TOP).more


@pytest.mark.parametrize(("host", "n"), [("www.reddit.com", 5), ("oauth.reddit.com", 25)])
def test_credentials_allow_more_threads(host: str, n: int) -> None:
    """One request a minute is five threads a poll; a hundred a minute are more."""
    rows = [post(name=f"t3_{i}", num_comments=10 + i)["data"]["children"][0] for i in range(40)]
    page = read({"kind": "Listing", "data": {"children": rows}}, f"https://{host}/r/x/top.json", TOP)
    assert n == len(page.more)


def test_a_listing_by_time_goes_on() -> None:
    """By its own name for the next page, at the endpoint's own address; a ranking is its first page."""
    page = read(LISTING, "https://www.reddit.com/r/LocalLLaMA/new.json?token=x", NEW)
    assert page.next is not None
    assert f"{NEW}?limit=100&raw_json=1&after=t3_1abcde6" == page.next.url
    assert read(LISTING).next is None
    assert read(LISTING, NEW, at=datetime(2026, 7, 30, tzinfo=UTC)).next is None


def test_a_threads_comments_are_text_and_links_of_the_thread() -> None:
    """Best first, replies too; the house's, deleted ones and stubs are left out; it is an item of its own."""
    [draft] = read(THREAD).drafts
    assert "Does this work for you?\nYes, with this paper.\nIt works here." == draft.text
    assert (*sample("t3_1abcde2").links, "https://arxiv.org/abs/2309.06180") == draft.links
    listed = sample("t3_1abcde2")
    changed = {
        field.name for field in fields(draft) if getattr(draft, field.name) != getattr(listed, field.name)
    }
    assert ({"key", "text", "links"}, "t3_1abcde2 talk") == (changed, draft.key)


@pytest.mark.parametrize("by", [{"author": "AutoModerator"}, {"distinguished": "moderator"}])
def test_what_the_house_says_is_no_part_of_the_talk(by: dict[str, str]) -> None:
    """Neither its program's nor its moderators' words."""
    comments = [{"kind": "t1", "data": {"body": "Rules", **by}}, {"kind": "t1", "data": {"body": "Talk"}}]
    [draft] = read([post(), {"kind": "Listing", "data": {"children": comments}}]).drafts
    assert "Talk" == draft.text


def test_a_thread_that_was_removed_gives_nothing() -> None:
    """And says so."""
    page = read([post(removed_by_category="moderator"), post()])
    assert () == page.drafts
    assert page.warnings


def test_escaped_text_is_read_alike() -> None:
    """Without raw_json=1 Reddit escapes all of its strings."""
    markup = '<div class="md"><p>1 &lt; 2 &amp; <a href="https://example.org/?a=1&amp;b=2">so</a></p></div>'
    [raw] = read(post(title="A & B", selftext_html=markup)).drafts
    [escaped] = read(post(title="A &amp; B", selftext_html=escape(markup))).drafts
    assert raw == escaped
    assert ("A & B", "1 < 2 & so", "https://example.org/?a=1&b=2") == (raw.title, raw.text, raw.links[1])


def test_both_endpoints_of_a_subreddit_make_one_item() -> None:
    """What the .rss and the JSON say of one post differs in votes and comments alone."""
    body = (SAMPLES / "feed" / "reddit_rss.xml").read_bytes()
    by_rss = feed.read(
        Endpoint("s", "reddit_rss", "https://www.reddit.com/r/x/.rss", "live"), Reply(TOP, 200, {}, body, AT)
    )
    link, text = by_rss.drafts
    markup = '<div class="md"><p>Does <a href="https://github.com/ggml-org/llama.cpp">this</a> work for you?</p></div>'
    rows = [
        {"name": "t3_1abcde1", "title": "A paper about attention", "author": "sample_one", "score": 9,
         "permalink": "/r/LocalLLaMA/comments/1abcde1/a_paper/", "created_utc": 1781082000.0,
         "url": "https://arxiv.org/abs/2205.14135"},
        {"name": "t3_1abcde2", "title": "A question", "author": "sample_two", "is_self": True, "num_comments": 3,
         "permalink": "/r/LocalLLaMA/comments/1abcde2/a_question/", "created_utc": 1781078400.0,
         "selftext_html": markup},
    ]  # fmt: skip
    page = read({"kind": "Listing", "data": {"children": [{"kind": "t3", "data": row} for row in rows]}})
    for mine, other in zip(page.drafts, (link, text), strict=True):
        same = replace(mine, extra={}, links=())
        assert replace(other, extra={}, links=()) == same
        assert settle(SOURCE, other, AT).keys == settle(SOURCE, mine, AT).keys
        assert cited(other) == cited(mine)


def cited(draft: Draft) -> list[str]:
    """The works that a draft mentions."""
    return [mention.work_id for mention in settle(SOURCE, draft, AT).mentions]


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", EmptyBody),
        ("<html><title>Blocked</title><body>whoa there! blocked by network policy</body></html>", Refusal),
        ('{"kind": "Listing", "data": {"chil', Malformed),
        ('{"message": "Forbidden", "error": 403, "reason": "private"}', Refusal),
        ('{"kind": "t5", "data": {}}', NotAFeed),
        ('{"kind": "Listing", "data": {"children": []}}', NoEntries),
        ('{"kind": "Listing", "data": {"children": [{"kind": "t1", "data": {}}]}}', NotAFeed),
        ("[]", NotAFeed),
    ],
)  # fmt: skip
def test_what_is_no_listing_is_told_as_what_it_is(body: str, error: type[ReadError]) -> None:
    """Walls, refusals, cut replies and other documents keep apart."""
    with pytest.raises(error):
        read(body)


def test_comments_come_through_the_sync(httpserver: HTTPServer) -> None:
    """A listing, then its threads one by one; a refusal ends the asking and keeps what came."""
    asked: list[str] = []

    def answer(request: Request) -> Response:
        asked.append(request.path)
        if request.path.startswith("/r/"):
            return Response(LISTING, 200, {"Content-Type": "application/json"})
        if len(asked) == 4:
            return Response("{}", 429, {"Retry-After": "60", "x-ratelimit-remaining": "0.0"})
        return Response(THREAD.replace("1abcde2", asked[-1][10:17]), 200)

    httpserver.expect_request("/r/x/top.json").respond_with_handler(answer)
    for n in range(1, 7):
        httpserver.expect_request(f"/comments/1abcde{n}.json").respond_with_handler(answer)
    followed = follow(httpserver.url_for("/r/x/top.json"), "reddit_json", AT)
    assert ["/r/x/top.json", *(f"/comments/1abcde{n}.json" for n in (5, 4, 2))] == asked
    assert 5 + 2 == len(followed.items)
    assert "It works here." in followed.items["t3_1abcde5 talk"].text
    assert [] == followed.errors
    assert 1 == len(followed.warnings)


@pytest.mark.parametrize("body", [LISTING, THREAD], ids=["listing", "thread"])
def test_damage_ends_as_fewer_drafts_or_a_named_error(body: str) -> None:
    """Cut at ten places and with flipped bytes: nothing is invented, nothing breaks."""
    n_whole = len(read(body).drafts)
    for data in damaged(body.encode()):
        assert n_whole >= len(keys_of(reddit, endpoint(), Reply(TOP, 200, {}, data, AT)) or ())


@pytest.mark.shared
def test_other_services_errors_are_no_items(shared: Path) -> None:
    """Every recorded error body ends in a named error."""
    read_as = [keys_of(reddit, endpoint(), Reply(TOP, 200, {}, body, AT)) for body in error_bodies(shared)]
    assert [None] * len(read_as) == read_as


@given(
    around(json.loads(LISTING))
    | st.lists(around(json.loads(LISTING)), max_size=3)
    | around(json.loads(THREAD))
)
def test_any_json_is_read_or_refused(data: object) -> None:
    """Whatever became of the fields."""
    keys_of(reddit, endpoint(NEW), Reply(NEW, 200, {}, json.dumps(data).encode(), AT))


@pytest.mark.shared
def test_every_recorded_listing_and_thread_is_read_whole(shared: Path) -> None:
    """r/LocalLLaMA: 12 listings of 100 posts, 75 threads with hundreds of comments."""
    n_comments = 0
    for path in sorted((shared / "recorded" / "reddit").glob("maif*/*/*.json")):
        data = json.loads(path.read_bytes())
        page = read(path.read_bytes(), at=RECORDED)
        n_posts = 1 if isinstance(data, list) else len(data["data"]["children"])
        assert (n_posts, ()) == (len(page.drafts), page.warnings), path
        n_comments += sum(len(draft.text.splitlines()) - 1 for draft in page.drafts)
        assert all(draft.published_at and draft.authors and draft.links for draft in page.drafts), path
    assert n_comments > 500


@pytest.mark.shared
def test_every_recorded_reply_of_the_api_is_read_or_named(shared: Path) -> None:
    """Of the wire of a client library: listings of posts and threads are read, all else is refused by name."""
    n_read, refused = 0, []
    for uri, _, body in cassettes(shared):
        data = json.loads(body) if body[:1] in (b"{", b"[") else None
        is_listing = isinstance(data, dict) and data.get("kind") == "Listing"
        kinds = {row["kind"] for row in data["data"]["children"]} if is_listing else set()
        keys = keys_of(reddit, endpoint(), Reply(uri, 200, {}, body, RECORDED))
        n_read += len(keys or ())
        refused += [uri] if keys is None and "t3" in kinds else []
    assert [] == refused
    assert n_read > 200


def cassettes(shared: Path) -> Iterator[tuple[str, dict[str, str], bytes]]:
    """Address, headers in lower case and body of every recorded GET with status 200."""
    for path in sorted((shared / "recorded" / "reddit").glob("praw*/*.json")):
        cassette = json.loads(path.read_text(encoding="utf-8"))
        for each in cassette.get("http_interactions") or cassette["interactions"]:
            if each["request"]["method"] == "GET" and each["response"]["status"]["code"] == 200:
                body = each["response"]["body"] or {}
                data = base64.b64decode(body.get("base64_string", "")) or body.get("string", "").encode()
                data = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
                headers = {k.lower(): ", ".join(v) for k, v in each["response"]["headers"].items()}
                yield each["request"]["uri"], headers, data


@pytest.mark.shared
def test_reddits_quota_headers_are_understood(shared: Path) -> None:
    """As recorded: decimals that remain, seconds until the reset."""
    quotas = [headers for _, headers, _ in cassettes(shared) if "x-ratelimit-remaining" in headers]
    assert len(quotas) > 20
    for headers in quotas:
        assert quota_reset(headers, AT) is None
        used_up = quota_reset({**headers, "x-ratelimit-remaining": "0.0"}, AT)
        assert used_up is not None
        assert int(headers["x-ratelimit-reset"]) == (used_up - AT).total_seconds()


@pytest.mark.shared
def test_recorded_replies_survive_damage(shared: Path) -> None:
    """A listing cut and flipped: a named error or at most its hundred posts."""
    folder = shared / "recorded" / "reddit"
    paths = [
        min(folder.glob("maif*series/new/*.json")),
        *sorted(folder.glob("maif*LLaMA/*/*.json"))[:8],
    ]
    for seed, path in enumerate(paths):
        for data in damaged(path.read_bytes(), seed):
            assert 100 >= len(keys_of(reddit, endpoint(), Reply(TOP, 200, {}, data, RECORDED)) or ())
