"""What an address is of, told by looking at the address alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.connectors import TABLE
from mainstem.text.services import forum, recognised, site_of

GITHUB = "https://github.com"
HUB = "https://huggingface.co"
ARXIV = "https://export.arxiv.org/api/query?search_query="
NEWEST = "&sortBy=submittedDate&sortOrder=descending"

KNOWN = [
    ("r/CUDA", "reddit_json", "https://www.reddit.com/r/CUDA/top.json?t=week&limit=100"),
    (
        "https://old.reddit.com/r/CUDA/new/",
        "reddit_json",
        "https://www.reddit.com/r/CUDA/top.json?t=week&limit=100",
    ),
    ("https://www.reddit.com/user/sample", "reddit_rss", "https://www.reddit.com/user/sample/.rss"),
    (f"{GITHUB}/sample/engine", "github_releases", f"{GITHUB}/sample/engine/releases.atom"),
    ("github.com/sample/engine.git", "github_releases", f"{GITHUB}/sample/engine/releases.atom"),
    (f"{GITHUB}/sample/engine/discussions/12", "github_discussions", f"{GITHUB}/sample/engine/discussions"),
    (f"{GITHUB}/sample/engine/commits.atom", "github_commits", f"{GITHUB}/sample/engine/commits.atom"),
    (
        f"{GITHUB}/sample/engine/issues",
        "github_issues",
        "https://api.github.com/repos/sample/engine/issues?state=all&sort=updated&since={ISO8601}",
    ),
    (f"{GITHUB}/sample", "github_org", "https://api.github.com/orgs/sample/repos?sort=created&per_page=40"),
    (f"{HUB}/sample", "hf_org", f"{HUB}/api/models?author=sample&sort=createdAt&direction=-1&limit=30"),
    (
        f"{HUB}/sample/datasets",
        "hf_org",
        f"{HUB}/api/datasets?author=sample&sort=createdAt&direction=-1&limit=30",
    ),
    (f"{HUB}/sample/Sample-7B", "hf_discussions", f"{HUB}/api/models/sample/Sample-7B/discussions"),
    (f"{HUB}/datasets/sample/web", "hf_discussions", f"{HUB}/api/datasets/sample/web/discussions"),
    ("cs.DC", "arxiv_api", f"{ARXIV}cat:cs.DC{NEWEST}"),
    ("https://arxiv.org/list/cs.DC/recent", "arxiv_api", f"{ARXIV}cat:cs.DC{NEWEST}"),
    ("https://rss.arxiv.org/rss/cs.DC+stat.ML", "arxiv_api", f"{ARXIV}cat:cs.DC+OR+cat:stat.ML{NEWEST}"),
    ("https://arxiv.org/list/cs/new", "arxiv_api", f"{ARXIV}cat:cs.*{NEWEST}"),
    (
        "https://www.youtube.com/channel/UC0123456789012345678901",
        "youtube",
        "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901",
    ),
    (
        "https://www.youtube.com/playlist?list=PLsample",
        "youtube",
        "https://www.youtube.com/feeds/videos.xml?playlist_id=PLsample",
    ),
    ("@sample@social.example", "mastodon", "https://social.example/@sample"),
    ("https://social.example/@sample", "mastodon", "https://social.example/@sample"),
    ("http://127.0.0.1:8000/@sample", "mastodon", "http://127.0.0.1:8000/@sample"),
    ("@sample.bsky.social", "bluesky", "https://bsky.app/profile/sample.bsky.social"),
    ("https://bsky.app/profile/sample.example/post/3k", "bluesky", "https://bsky.app/profile/sample.example"),
    ("https://medium.com/@sample", "rss", "https://medium.com/feed/@sample"),
    ("https://forum.example/c/dev/5.json", "discourse", "https://forum.example/c/dev/5.json"),
]


@pytest.mark.parametrize(("told", "type_", "url"), KNOWN)
def test_an_address_says_what_it_is(told: str, type_: str, url: str) -> None:
    """The best way to follow it comes first, and there is a connector for it."""
    best = recognised(told)[0]
    assert (type_, url) == (best.type, best.url)
    assert TABLE.name_for(type_)


@pytest.mark.parametrize(
    "told",
    [
        "https://blog.example/",
        "https://www.youtube.com/@sample",
        "https://github.com/features",
        "https://huggingface.co/blog",
        "https://arxiv.org/abs/2205.14135",
        "not an address",
        "",
    ],
)
def test_other_addresses_need_a_look(told: str) -> None:
    """Nothing is guessed where only the page can tell."""
    assert () == recognised(told)


def test_a_second_way_stands_behind_the_first() -> None:
    """A repository without releases may have tags, an account may be a person's."""
    assert ["github_releases", "github_tags", "github_commits"] == [
        proposal.type for proposal in recognised(f"{GITHUB}/sample/engine")
    ]
    assert ["orgs", "users"] == [proposal.url.split("/")[3] for proposal in recognised(f"{GITHUB}/sample")]


def test_a_forum_has_its_host_for_a_name() -> None:
    """With its port, where it has one, in its address."""
    made = forum("http://127.0.0.1:80/latest.json", site_of("http://127.0.0.1:80/c/x"))
    assert ("127.0.0.1", "http://127.0.0.1:80/") == (made.name, made.home)


@given(st.text(max_size=40) | st.from_regex(r"https?://[a-z.@/?=:%-]{0,40}", fullmatch=True))
def test_nothing_breaks_the_recognition(told: str) -> None:
    """Whatever a person types ends in proposals or none."""
    assert all(proposal.url for proposal in recognised(told))
