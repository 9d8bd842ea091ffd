"""Kinds of entries, and what services say in ways of their own."""

from __future__ import annotations

import pytest

from mainstem.connectors.entries import Enclosure, Entry
from mainstem.connectors.kinds import duration_s, is_prerelease, kind_of
from tests.connectors.shapes import endpoint, only, read, rss, sample


@pytest.mark.parametrize(
    ("key", "kind"),
    [
        ("arxiv:2205.14135", "paper"),
        ("openreview:abc", "paper"),
        ("youtube:Sample-Id_1", "video"),
        ("reddit:1abc", "thread"),
        ("hn:1", "thread"),
        ("github:a/b/releases/v1", "release"),
        ("github:a/b/issues/1", "issue"),
        ("github:a/b/pull/1", "issue"),
        ("github:a/b/discussions/1", "thread"),
        ("hf:datasets/a/b", "dataset"),
        ("hf:a/b", "model"),
        ("hf:blog/a", "post"),
        ("hf:spaces/a/b", "post"),
        ("github:a/b", "post"),
        ("web:example.org/x", "post"),
        (None, "post"),
    ],
)
def test_the_link_tells_the_kind(key: str | None, kind: str) -> None:
    """What an entry links to says what it is."""
    assert kind_of(endpoint(), Entry(), key, 100) == kind


@pytest.mark.parametrize(
    ("type_", "file", "duration", "n_chars", "kind"),
    [
        ("podcast_rss", "audio/mpeg", "", 9000, "episode"),
        ("rss", "audio/mpeg", "600", 9000, "episode"),
        ("rss", "audio/mpeg", "", 300, "episode"),
        ("rss", "audio/mpeg", "", 9000, "post"),
        ("rss", "video/mp4", "60", 300, "video"),
        ("podcast_rss", "video/mp4", "", 300, "episode"),
        ("rss", "image/png", "", 300, "post"),
    ],
)
def test_files_make_episodes(type_: str, file: str, duration: str, n_chars: int, kind: str) -> None:
    """A podcast has episodes; a long post that is also read aloud stays a post."""
    entry = Entry(enclosures=[Enclosure("https://x.org/a", file)], duration=duration)
    assert kind_of(endpoint(type_), entry, None, n_chars) == kind


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("3723", 3723),
        ("62:03", 3723),
        ("1:02:03", 3723),
        ("0", None),
        ("soon", None),
        ("1:2:3:4", None),
        ("nan", None),
    ],
)
def test_durations_are_seconds(text: str, seconds: int | None) -> None:
    """Seconds, minutes and hours; 0 and nonsense are unknown."""
    assert duration_s(text) == seconds


UNRIPE = """v1.0rc1 v1.0.0-rc.1 1.0a1 v0.5.0b2 2.0.dev3 nightly nightly-2026-06-01 v1-beta v2-rc2 v1.0.0-alpha.1
weekly-23 ciflow/trunk/1 viable/strict/1 v2.0.0-preview 0.1.0rc.2"""
RIPE = "v1.0.0 v0.9.0.post1 25.06 core_v0.12.1 b4567 release/2.8 v4.50.3-Gemma backend-v1 developer-2"


@pytest.mark.parametrize("tag", UNRIPE.split())
def test_unripe_tags_are_prereleases(tag: str) -> None:
    """Candidates, alphas, betas and nightly builds in the spellings of the watched repositories."""
    assert is_prerelease(tag)


@pytest.mark.parametrize("tag", RIPE.split())
def test_ripe_tags_are_releases(tag: str) -> None:
    """Versions, posts and builds that only look like letters."""
    assert not is_prerelease(tag)


def test_releases_carry_their_repository() -> None:
    """A bare version says little, so the repository's name stands before it; candidates are marked."""
    release, candidate = sample("github_releases").drafts
    assert ("release", "engine v1.2.0", {}) == (release.kind, release.title, release.extra)
    assert candidate.extra == {"prerelease": True}


def test_a_reddit_thread_links_to_its_target_first() -> None:
    """The [link] comes first, the signature and its author's page go."""
    linked, asked = sample("reddit_rss").drafts
    assert linked.links[0] == "https://arxiv.org/abs/2205.14135"
    assert ("thread", "") == (linked.kind, linked.text)
    assert asked.text == "Does this work for you?"
    assert asked.links == (asked.url, "https://github.com/ggml-org/llama.cpp")


def test_a_hacker_news_entry_is_its_thread() -> None:
    """The thread is the item; the page it is about comes first among its links."""
    item = (
        "<item><title>A paper</title><link>https://arxiv.org/abs/2205.14135</link>"
        "<comments>https://news.ycombinator.com/item?id=1</comments>"
        "<description>&lt;p&gt;Points: 57&lt;/p&gt;&lt;p&gt;# Comments: 12&lt;/p&gt;</description></item>"
    )
    draft = only(read(rss(item)))
    assert ("thread", "https://news.ycombinator.com/item?id=1") == (draft.kind, draft.url)
    assert draft.links == ("https://arxiv.org/abs/2205.14135",)
    assert draft.extra == {"votes": 57, "n_comments": 12}
    assert draft.text == ""


@pytest.mark.parametrize(
    ("announce", "is_dated"), [("new", True), ("replace", False), ("replace-cross", False)]
)
def test_a_replaced_paper_is_no_new_paper(announce: str, is_dated: bool) -> None:
    """arXiv's daily feed dates a replacement by its new version only; names and abstract are freed of wrapping."""
    body = rss(
        '<item><title>T</title><link>https://arxiv.org/abs/2205.14135</link><guid isPermaLink="false">oai:x</guid>'
        "<description>arXiv:2205.14135v2 Announce Type: new \nAbstract: We show.</description>"
        "<pubDate>Tue, 09 Jun 2026 00:00:00 -0400</pubDate><dc:creator>A. Author, B. Author</dc:creator>"
        f"<arxiv:announce_type>{announce}</arxiv:announce_type></item>"
    ).replace(
        "<rss ",
        '<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" ',
    )
    draft = only(read(body))
    assert ("paper", "We show.", ("A. Author", "B. Author")) == (draft.kind, draft.text, draft.authors)
    assert is_dated == (draft.published_at is not None) == (draft.updated_at is None)


def test_a_video_has_its_description_and_views() -> None:
    """YouTube puts text and figures into its own group."""
    draft = only(sample("youtube"))
    assert ("video", {"n_views": 1234}) == (draft.kind, draft.extra)
    assert draft.links == ("https://github.com/gpu-mode/lectures",)


def test_an_episode_has_its_length() -> None:
    """Hours, minutes and seconds become seconds; without a page the file is the address."""
    draft = only(sample("podcast_rss"))
    file = "https://cdn.example.org/12.mp3?source=feed"
    assert ("episode", {"duration_s": 3723, "enclosure": file}) == (draft.kind, draft.extra)
    assert (file, ("A. Host",)) == (draft.url, draft.authors)
