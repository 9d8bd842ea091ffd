"""What one watches and listens to: YouTube channels and podcasts through the feed connector."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem.connectors import feed
from mainstem.model import Page
from mainstem.pipeline.settle import settle
from tests.connectors.shapes import SOURCE, endpoint, only, read, reply, rss

AT = datetime(2026, 11, 22, tzinfo=UTC)  # after everything that was recorded


def recorded(shared: Path, pattern: str, kind: str) -> Page:
    """A recorded feed as an endpoint of ``kind`` reads it."""
    [path] = (shared / "recorded").glob(pattern)
    return feed.read(endpoint(kind), reply(path.read_bytes(), at=AT))


@pytest.mark.shared
def test_a_recorded_channel_has_videos_with_views(shared: Path) -> None:
    """A video is its own work, dated by its publication, with what the channel says of it."""
    video = only(recorded(shared, "youtube/*/atom_mediarss_youtube_1.xml", "youtube"))
    assert ("video", {"n_views": 304321}) == (video.kind, video.extra)
    assert ("youtube:0A1ouV7iD8o",) == settle(SOURCE, video, AT).keys
    assert (datetime(2020, 12, 22, 19, 15, 1, tzinfo=UTC), True) == (video.published_at, bool(video.text))


@pytest.mark.shared
@pytest.mark.parametrize(
    ("pattern", "n", "n_timed"),
    [
        ("feeds_real/*/CRE.xml", 30, 30),
        ("feeds_real/*/itunes.xml", 3, 3),
        ("feeds_real/*/ITunesWithSpacesInAttributes.xml", 3, 3),
        ("feeds_real/*/geekstammtisch.de_episodes.mp3.rss", 32, 32),
        ("feeds_real/*/podbean.xml", 50, 43),
        ("feeds_real/*/biertaucher.xml", 177, 116),
    ],
)
def test_recorded_podcasts_have_episodes_with_length_and_file(
    shared: Path, pattern: str, n: int, n_timed: int
) -> None:
    """Every entry is an episode with its recording; a length is there where the feed tells one above 0."""
    episodes = recorded(shared, pattern, "podcast_rss").drafts
    assert ["episode"] * n == [episode.kind for episode in episodes]
    assert n_timed == sum("duration_s" in episode.extra for episode in episodes)
    assert all(episode.extra["enclosure"].startswith("http") for episode in episodes)


@pytest.mark.shared
def test_recorded_lengths_are_seconds(shared: Path) -> None:
    """The spellings of the sample feed of Apple's own specification: 7:04, 4:34 and 3:59."""
    episodes = recorded(shared, "feeds_real/*/itunes.xml", "podcast_rss").drafts
    assert [424, 274, 239] == [episode.extra["duration_s"] for episode in episodes]


def test_the_sound_is_the_recording() -> None:
    """Of several files an episode carries, the one to listen to, resolved against its page."""
    files = '<enclosure url="/a.jpg" type="image/jpeg"/><enclosure url="/a.mp3" type="audio/mpeg"/>'
    item = f"<item><title>One</title><link>https://pod.example/1</link>{files}</item>"
    assert "https://pod.example/a.mp3" == only(read(rss(item), "podcast_rss")).extra["enclosure"]


def test_a_post_with_a_picture_has_no_recording() -> None:
    """Enclosures of what is read are not told."""
    item = '<item><title>One</title><enclosure url="https://x.example/a.png" type="image/png"/></item>'
    assert ("post", {}) == ((draft := only(read(rss(item)))).kind, draft.extra)
