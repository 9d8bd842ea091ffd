"""A person's public activity on GitHub."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mainstem.connectors import github_events
from mainstem.errors import NoEntries, NotAFeed
from tests.connectors.recorded_github import recorded
from tests.connectors.shapes import SAMPLES, endpoint, reply

SAMPLE = (SAMPLES / "github_events" / "github_events.json").read_text()
ADDRESS = "https://api.github.com/users/river/events/public"


def test_releases_and_discussions_are_found_among_the_events() -> None:
    """Pushes, deletions and records without an address are not; a nameless release goes by its tag."""
    page = github_events.read(endpoint("github_events"), reply(SAMPLE, url=ADDRESS))
    found = [(d.kind, d.title, d.url, d.authors, f"{d.published_at:%d}") for d in page.drafts]
    home = "https://github.com/sample/engine"
    expected = [
        ("release", "v1.2.0", f"{home}/releases/tag/v1.2.0", ("river",), "10"),
        ("thread", "Paged or contiguous?", f"{home}/discussions/7", ("river",), "09"),
    ]
    assert expected == found


def test_a_hundred_events_are_asked_for() -> None:
    """The most that a page holds."""
    asked = github_events.first(endpoint("github_events"), date(2026, 6, 12))
    assert "https://feeds.example.org/feed.xml?per_page=100" == asked.url


def test_recorded_events_are_read(shared: Path) -> None:
    """A page of everybody's events as the service sent it: releases come out, nothing else."""
    [page] = [
        github_events.read(endpoint("github_events"), one.reply)
        for one in recorded(shared)
        if one.file.startswith("Github.testGetEvents") and one.status == 200
    ][:1]
    assert {"release"} >= {draft.kind for draft in page.drafts}


@pytest.mark.parametrize(("body", "error"), [("[]", NoEntries), ('{"what": 1}', NotAFeed)])
def test_nothing_and_nonsense_are_told_apart(body: str, error: type[Exception]) -> None:
    """Nobody of that name with public activity, or another document."""
    with pytest.raises(error):
        github_events.read(endpoint("github_events"), reply(body, url=ADDRESS))
