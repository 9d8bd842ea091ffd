"""What commits add to documents."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import github_commits
from mainstem.connectors.github_commits import N_PATCHES
from mainstem.errors import Malformed, NotAFeed
from mainstem.model import Draft, Page
from tests.connectors.damage import damaged, keys_of
from tests.connectors.shapes import AT, SAMPLES, endpoint, only, reply
from tests.emulators.driving import follow
from tests.emulators.github_site import GitHubSite

FEED = (SAMPLES / "github_commits" / "feed.xml").read_text()
PATCH = (SAMPLES / "github_commits" / "github_commits.patch").read_text()
COMMIT = "https://github.com/sample/paper-list/commit/0123456789abcdef0123456789abcdef01234567"


def read(body: str | bytes, url: str = f"{COMMIT}.patch") -> Page:
    """What the connector makes of a body."""
    return github_commits.read(endpoint("github_commits"), reply(body, url=url))


def test_the_feed_names_the_patches_to_ask_for() -> None:
    """Merges bring nothing of their own."""
    page = read(FEED, "https://github.com/sample/paper-list/commits.atom")
    assert () == page.drafts
    assert [f"{COMMIT}.patch", f"{COMMIT.replace('/0123', '/2123')}.patch"] == [r.url for r in page.more]


def test_a_patch_is_one_item_with_the_links_that_it_adds() -> None:
    """From documents only; a line that moved brings nothing new."""
    draft = only(read(PATCH))
    assert (COMMIT, COMMIT, "post") == (draft.key, draft.url, draft.kind)
    assert draft.links == ("https://arxiv.org/abs/2606.00001", "https://github.com/sample/serving")
    assert draft.published_at == datetime(2026, 6, 10, 10, tzinfo=UTC)
    assert ("Sömeone",) == draft.authors
    assert draft.text == "Update README.md A Sample of Serving OSDI 2026 code"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        ("Update README.md", "paper-list: A Sample of Serving OSDI 2026 code"),
        ("update", "paper-list: A Sample of Serving OSDI 2026 code"),
        ("Add files via upload", "paper-list: Add files via upload"),
        ("Add papers of OSDI", "paper-list: Add papers of OSDI"),
    ],
)
def test_a_message_that_says_nothing_gives_way_to_the_first_new_line(subject: str, title: str) -> None:
    """The message is the title otherwise."""
    assert title == only(read(PATCH.replace("Update README.md", subject))).title


def test_a_long_text_is_an_item_and_a_typo_is_none() -> None:
    """Thirty words, or a new link."""

    def drafts(line: str) -> tuple[Draft, ...]:
        head, _, _ = PATCH.partition(" - [An older")
        return read(f"{head}+{line}\n").drafts

    assert 1 == len(drafts("word " * 30))
    assert () == drafts("word " * 29)
    assert () == read(PATCH.replace("README.md b/README.md", "readme.py b/readme.py")).drafts


def test_other_feeds_and_stumps_are_told() -> None:
    """A feed without commits, a patch without a subject, a page."""
    with pytest.raises(NotAFeed):
        read((SAMPLES / "feed" / "github_releases.xml").read_text())
    with pytest.raises(Malformed):
        read(PATCH.partition("From: ")[0])
    with pytest.raises(NotAFeed):
        read("<!DOCTYPE html><title>Page</title>")


def test_a_patch_cut_off_adds_no_half_link() -> None:
    """Only whole lines count."""
    whole = set(only(read(PATCH)).links)
    for n in range(PATCH.index("diff --git"), len(PATCH)):
        assert {link for draft in read(PATCH[:n]).drafts for link in draft.links} <= whole


@given(st.binary(max_size=300))
def test_anything_after_the_first_line_is_read_or_told(rest: bytes) -> None:
    """Broken encodings and headers too."""
    start = PATCH.partition("\n")[0].encode()
    for body in (start + b"\n" + rest, PATCH.encode() + rest):
        with suppress(Malformed):
            read(body)


def test_a_damaged_patch_is_read_or_told() -> None:
    """Flipped bytes change words, never the address."""
    for body in damaged(PATCH.encode(), n=50):
        found = keys_of(github_commits, endpoint("github_commits"), reply(body, url=f"{COMMIT}.patch"))
        assert not found or found == {COMMIT}


def test_the_newest_ten_commits_are_followed(httpserver: HTTPServer) -> None:
    """Each by its patch; one that brings nothing is no item."""
    patches = {
        f"{n:040x}": PATCH if n else PATCH.replace("README.md b/README.md", "a.py b/a.py") for n in range(20)
    }
    there = GitHubSite(AT, patches=patches)
    there.serve(httpserver)
    came = follow(httpserver.url_for("/o/r/commits.atom"), "github_commits", AT)
    assert (N_PATCHES - 1, []) == (len(came.items), came.errors)
    assert {"r: A Sample of Serving OSDI 2026 code"} == {item.title for item in came.items.values()}
