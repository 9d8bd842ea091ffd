"""Releases and tags of GitHub, out of Atom and of the API."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mainstem.connectors import github_releases
from mainstem.errors import NoEntries, NotAFeed
from mainstem.model import Page
from tests.connectors.recorded_github import recorded
from tests.connectors.shapes import SAMPLES, endpoint, reply

SAMPLE = (SAMPLES / "github_releases" / "github_releases.json").read_text()
ATOM = (SAMPLES / "feed" / "github_releases.xml").read_text()
ADDRESS = "https://api.github.com/repos/sample/engine/releases"


def read(body: str, url: str = ADDRESS, kind: str = "github_releases") -> Page:
    """What the connector makes of a body."""
    return github_releases.read(endpoint(kind), reply(body, url=url))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (ADDRESS, f"{ADDRESS}?per_page=30"),
        ("https://github.com/sample/engine/releases.atom", "https://github.com/sample/engine/releases.atom"),
    ],
)
def test_the_address_says_which_way_is_taken(url: str, asked: str) -> None:
    """The API, or the feed that counts against no quota."""
    assert (
        asked == github_releases.first(replace(endpoint("github_releases"), url=url), date(2026, 6, 12)).url
    )


def test_a_release_has_one_key_whichever_way_it_came() -> None:
    """Its page, with the repository's name before a bare version."""
    ours, theirs = read(SAMPLE).drafts[0], read(ATOM).drafts[0]
    assert ("https://github.com/sample/engine/releases/tag/v1.2.0",) * 2 == (ours.key, theirs.key)
    assert ("engine v1.2.0",) * 2 == (ours.title, theirs.title)
    assert ("release",) * 2 == (ours.kind, theirs.kind)
    assert (datetime(2026, 6, 10, 10, tzinfo=UTC),) * 2 == (ours.published_at, theirs.published_at)
    assert "https://arxiv.org/abs/2407.08608" in ours.links
    assert "https://arxiv.org/abs/2407.08608" in theirs.links


def test_what_is_not_meant_to_last_is_marked() -> None:
    """Pre-releases and drafts by the API's word, candidates by their tag; a stable one is not."""
    assert [None, True, True] == [draft.extra.get("prerelease") for draft in read(SAMPLE).drafts]
    assert [None, True] == [draft.extra.get("prerelease") for draft in read(ATOM).drafts]


@pytest.mark.parametrize(
    "tag", ["nightly-2026-06-10", "v1.3.0rc2", "v2.0.0-beta.1", "ciflow/trunk/1", "v1.0.dev3"]
)
def test_nightlies_and_candidates_are_known_by_their_tag(tag: str) -> None:
    """Even where nobody set the flag."""
    row = {"html_url": f"https://github.com/sample/engine/releases/tag/{tag}", "tag_name": tag}
    [draft] = read(json.dumps([row])).drafts
    assert draft.extra["prerelease"]


def test_a_tag_without_notes_has_no_text() -> None:
    """Where the feed says "No content."."""
    page = read((SAMPLES / "github_releases" / "github_tags.xml").read_text(), kind="github_tags")
    assert ["", ""] == [draft.text for draft in page.drafts]
    assert ["scheduler sched-26-05-1-1", "scheduler sched-26-05-0-0rc1"] == [
        draft.title for draft in page.drafts
    ]
    assert ["release", "release"] == [draft.kind for draft in page.drafts]


def test_tags_of_the_api_are_undated() -> None:
    """It tells name and commit only."""
    row = {"name": "v1.0", "zipball_url": "https://api.github.com/repos/sample/engine/zipball/refs/tags/v1.0"}
    [draft] = read(json.dumps([row])).drafts
    assert (None, "https://github.com/sample/engine/releases/tag/v1.0") == (draft.published_at, draft.url)


def test_a_repository_without_a_release_is_told() -> None:
    """And a list of something else is."""
    with pytest.raises(NoEntries):
        read("[]")
    with pytest.raises(NotAFeed):
        read((SAMPLES / "github_issues" / "github_issues.json").read_text())


@pytest.mark.shared
def test_every_recorded_release_and_tag_is_read(shared: Path) -> None:
    """Lists and single ones."""
    wanted = re.compile(
        r"/(?:releases(?:/\d+|/latest|/tags/.*)?|(?:repos/\w+/\w+|repositories/\d+)/tags)(?:\?.*)?\Z"
    )
    n_read = 0
    for each in recorded(shared):
        if each.status == 200 and each.method == "GET" and wanted.search(each.url):
            told = json.loads(each.body)
            page = github_releases.read(endpoint("github_releases"), each.reply)
            assert (len(told) if isinstance(told, list) else 1) == len(page.drafts), each.file
            n_read += 1
    assert n_read >= 8
