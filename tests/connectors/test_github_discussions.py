"""Discussions of GitHub, out of Atom and of GraphQL."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from mainstem.connectors import github_discussions
from mainstem.errors import NoEntries, Refusal
from mainstem.model import Endpoint, Page
from mainstem.pipeline.settle import settle
from tests.connectors.recorded_github import recorded
from tests.connectors.shapes import AT, SAMPLES, SOURCE, endpoint, reply
from tests.emulators.driving import follow
from tests.emulators.github_site import GitHubSite

SAMPLE = (SAMPLES / "github_discussions" / "graphql.json").read_text()
ATOM = (SAMPLES / "github_discussions" / "github_discussions.xml").read_text()
GRAPHQL = "https://api.github.com/graphql?repository=sample/engine"


def at(url: str) -> Endpoint:
    """An endpoint at ``url``."""
    return replace(endpoint("github_discussions"), url=url)


def read(body: str = SAMPLE) -> Page:
    """What the connector makes of a body."""
    return github_discussions.read(at(GRAPHQL), reply(body, url=GRAPHQL))


@pytest.mark.parametrize("end", ["", "/", ".atom"])
def test_the_page_has_a_feed_that_needs_no_token(end: str) -> None:
    """Which is what is asked for."""
    asked = github_discussions.first(
        at(f"https://github.com/sample/engine/discussions{end}"), date(2026, 6, 12)
    )
    assert ("https://github.com/sample/engine/discussions.atom", None) == (asked.url, asked.body)


def test_graphql_is_asked_by_post_page_by_page() -> None:
    """With the repository as variables, and the cursor of the page before."""
    asked = [github_discussions.first(at(GRAPHQL), date(2026, 6, 12)), read().next]
    variables = [json.loads(request.body or b"")["variables"] for request in asked if request]
    assert [None, "Y3Vyc29yOnYyOpK5"] == [row["after"] for row in variables]
    assert {("sample", "engine")} == {(row["owner"], row["name"]) for row in variables}
    assert read(SAMPLE.replace('"hasNextPage": true', '"hasNextPage": false')).next is None


def test_a_discussion_has_one_key_whichever_way_it_came() -> None:
    """Its page."""
    ours, theirs = read().drafts[0], github_discussions.read(at("x"), reply(ATOM)).drafts[0]
    assert ("https://github.com/sample/engine/discussions/31",) * 2 == (ours.key, theirs.key)
    assert (datetime(2026, 6, 11, 8, tzinfo=UTC),) * 2 == (ours.updated_at, theirs.updated_at)
    assert ("The paper says 16 tokens.",) * 2 == (ours.text, theirs.text)


def test_graphql_tells_what_people_made_of_it() -> None:
    """Votes, comments, reactions, category, answer; a deleted account is nobody."""
    answered, announced = read().drafts
    assert answered.extra == {
        "votes": 7,
        "n_comments": 5,
        "n_reactions": 3,
        "category": "Q&A",
        "answered": True,
    }
    assert () == announced.authors
    assert "answered" not in announced.extra


def test_a_question_that_cites_a_paper_stays_a_work_of_its_own() -> None:
    """It mentions the paper, and is no link post to it."""
    settled = settle(SOURCE, read().drafts[0], AT)
    assert ("github:sample/engine/discussions/31",) == settled.keys
    assert ["arxiv:2309.06180"] == [mention.work_id for mention in settled.mentions]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}, "rate limit"),
        (
            {"data": {"repository": None}, "errors": [{"type": "NOT_FOUND", "message": "Could not resolve"}]},
            "resolve",
        ),
        ({"message": "Bad credentials"}, "Bad credentials"),
    ],
)
def test_errors_with_status_200_are_refusals(body: object, words: str) -> None:
    """In GitHub's words."""
    with pytest.raises(Refusal, match=words):
        read(json.dumps(body))


def test_a_repository_without_discussions_is_told() -> None:
    """As NoEntries."""
    empty = {"data": {"repository": {"discussions": {"nodes": []}}}}
    with pytest.raises(NoEntries):
        read(json.dumps(empty))


@pytest.mark.shared
def test_every_recorded_list_of_discussions_is_read(shared: Path) -> None:
    """Also where the question asked for numbers and titles only."""
    pages = [
        each for each in recorded(shared) if each.url.endswith("/graphql") and b'"discussions"' in each.body
    ]
    assert 5 == len(pages)
    for each in pages:
        listed = json.loads(each.body)["data"]["repository"]["discussions"]
        page = github_discussions.read(at(GRAPHQL), replace(each.reply, url=GRAPHQL))
        assert len(listed["nodes"]) == len({draft.key for draft in page.drafts}), each.file
        assert listed["pageInfo"]["hasNextPage"] == (page.next is not None)


# --- over the network ------------------------------------------------------------------------------------


def test_graphql_is_followed_from_cursor_to_cursor(httpserver: HTTPServer) -> None:
    """120 discussions in three requests."""
    rows = [{"number": n, "title": f"T{n}", "createdAt": "2026-06-12T08:00:00Z"} for n in range(120, 0, -1)]
    there = GitHubSite(AT, discussions=rows)
    there.serve(httpserver)
    came = follow(httpserver.url_for("/graphql?repository=o/r"), "github_discussions", AT)
    assert (120, []) == (len(came.items), came.errors)
    assert ["graphql o/r None", "graphql o/r 50", "graphql o/r 100"] == there.asked


def test_graphql_without_a_token_is_forbidden(httpserver: HTTPServer) -> None:
    """And told as such."""
    GitHubSite(AT, wants_token=True).serve(httpserver)
    assert ["forbidden"] == follow(
        httpserver.url_for("/graphql?repository=o/r"), "github_discussions", AT
    ).errors
