"""Issues and pull requests of GitHub."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from mainstem.connectors import github_issues
from mainstem.errors import NoEntries, NotAFeed, RateLimited
from mainstem.model import Endpoint, EndpointState, HostLimit, Page, Polled, Reply, Taken
from mainstem.net import Client, Manners
from mainstem.pipeline.due import Due
from mainstem.pipeline.sync import Reading, Sync, read_and_settle
from tests.connectors.recorded_github import recorded
from tests.connectors.shapes import SAMPLES, endpoint, reply
from tests.emulators.driving import SOURCE, Quiet, follow
from tests.emulators.github_site import GitHubSite, issues

SAMPLE = (SAMPLES / "github_issues" / "github_issues.json").read_text()
ADDRESS = "https://api.github.com/repos/sample/engine/issues"


def read(body: str = SAMPLE, url: str = ADDRESS) -> Page:
    """What the connector makes of a body."""
    return github_issues.read(endpoint("github_issues"), reply(body, url=url))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (
            f"{ADDRESS}?state=all&sort=updated&since={{ISO8601}}",
            f"{ADDRESS}?state=all&sort=updated&direction=desc&per_page=100",
        ),
        (f"{ADDRESS}?labels=RFC", f"{ADDRESS}?state=all&sort=updated&direction=desc&per_page=100&labels=RFC"),
        (
            "https://github.com/sample/engine/issues",
            f"{ADDRESS}?state=all&sort=updated&direction=desc&per_page=100",
        ),
    ],
)
def test_the_last_to_move_are_asked_first(url: str, asked: str) -> None:
    """At an address that stays the same, so that it can be answered with 304."""
    request = github_issues.first(replace(endpoint("github_issues"), url=url), date(2026, 6, 12))
    assert asked == request.url
    assert "html+json" in request.headers["accept"]


def test_an_issue_is_read_whole() -> None:
    """Key by number, title on one line, text, links, and what people made of it."""
    issue = read().drafts[0]
    assert ("issue:1008", "[RFC]: Disaggregate prefill and decode") == (issue.key, issue.title)
    assert issue.keys == ("github:sample/engine/issues/8",)
    assert ("issue", ("someone",)) == (issue.kind, issue.authors)
    assert issue.text == "As in a paper, see also #9."
    assert "https://arxiv.org/abs/2401.09670" in issue.links
    assert issue.published_at == datetime(2026, 6, 2, 10, tzinfo=UTC)
    assert issue.updated_at == datetime(2026, 6, 11, 8, tzinfo=UTC)
    assert issue.extra == {
        "state": "open",
        "labels": ["RFC", "help wanted"],
        "n_comments": 14,
        "votes": 20,
        "n_reactions": 21,
    }


def test_a_pull_request_is_marked_as_such() -> None:
    """With when it was merged and closed."""
    pull = read().drafts[1]
    assert pull.keys == ("github:sample/engine/pull/9",)
    assert (True, "2026-06-10T12:00:00Z") == (pull.extra["pull"], pull.extra["merged_at"])
    assert ("closed", "2026-06-10T12:00:00Z") == (pull.extra["state"], pull.extra["closed_at"])
    assert "https://github.com/sample/transfer" in pull.links


def test_what_bots_open_is_left_out() -> None:
    """Updates of dependencies are nobody's reading."""
    assert ["issue:1008", "issue:1009"] == [draft.key for draft in read().drafts]


def test_a_repository_without_issues_is_told() -> None:
    """But a later page may be empty."""
    with pytest.raises(NoEntries):
        read("[]")
    assert () == read("[]", f"{ADDRESS}?page=2").drafts


def test_a_list_of_something_else_is_no_list_of_issues() -> None:
    """A list of releases has titles of another name."""
    with pytest.raises(NotAFeed):
        read((SAMPLES / "github_releases" / "github_releases.json").read_text())


def test_what_a_search_found_is_read_as_a_list() -> None:
    """The same records, wrapped; one that found nothing has no entries."""
    rows = json.loads(SAMPLE)
    found = json.dumps({"total_count": len(rows), "incomplete_results": False, "items": rows})
    assert read().drafts == read(found).drafts
    with pytest.raises(NoEntries):
        read('{"total_count": 0, "incomplete_results": false, "items": []}')


def test_a_recorded_search_is_read(shared: Path) -> None:
    """Issues and pull requests of several repositories, as the service sent them."""
    [told] = [one for one in recorded(shared) if one.file == "GitHub_search_issues.json"][:1]
    page = github_issues.read(endpoint("github_issues"), told.reply)
    assert len(page.drafts) > 10
    assert {"issue"} == {draft.kind for draft in page.drafts}


def test_a_broken_row_is_counted() -> None:
    """And the others are read."""
    rows: list[Any] = json.loads(SAMPLE)
    del rows[0]["title"]
    page = read(json.dumps(rows))
    assert (1, 1) == (len(page.drafts), len(page.warnings))


@pytest.mark.shared
def test_every_recorded_list_of_issues_is_read(shared: Path) -> None:
    """Every person's issue or pull request once, and the next page where the header names one."""
    pages = [
        each
        for each in recorded(shared)
        if each.status == 200
        and each.method == "GET"
        and re.search(r"/(?:repos/\w+/\w+|repositories/\d+)/issues(?:\?|\Z)", each.url)
    ]
    assert len(pages) > 80
    for each in pages:
        rows = [row for row in json.loads(each.body) if row]
        if not rows or "html_url" not in rows[0]:  # a few were cut down to their ids by hand
            continue
        page = github_issues.read(endpoint("github_issues"), each.reply)
        people = [row for row in rows if (row["user"] or {}).get("type") != "Bot"]
        assert len(people) == len(page.drafts), each.file
        assert len(people) == len({draft.key for draft in page.drafts})
        is_anonymous = each.headers.get("x-ratelimit-limit") == "60"
        goes_on = 'rel="next"' in each.headers.get("link", "") and not is_anonymous
        assert goes_on == (page.next is not None), each.file


# --- over the network ------------------------------------------------------------------------------------

AT = datetime(2026, 6, 12, 12, tzinfo=UTC)
ISSUES = "/repos/o/r/issues"


def site(n: int, **changes: Any) -> GitHubSite:
    """A repository with ``n`` issues, of which one moves every hour."""
    return GitHubSite(AT + timedelta(minutes=40), {ISSUES: issues(n, AT)}, **changes)


def test_with_a_token_pages_are_followed_to_their_end(httpserver: HTTPServer) -> None:
    """All 230 issues in three pages."""
    there = site(230)
    there.serve(httpserver)
    came = follow(httpserver.url_for(ISSUES), "github_issues", AT)
    assert (230, 3, []) == (len(came.items), len(there.asked), came.errors)


def test_without_a_token_the_first_page_has_to_do(httpserver: HTTPServer) -> None:
    """The hundred that moved last."""
    there = site(230, limit=60)
    there.serve(httpserver)
    came = follow(httpserver.url_for(ISSUES), "github_issues", AT)
    assert (100, 1, []) == (len(came.items), len(there.asked), came.errors)


def test_what_did_not_move_is_not_sent_again(httpserver: HTTPServer) -> None:
    """The address is the same the next day, so that its ETag holds."""
    there = site(30)
    there.serve(httpserver)
    url = httpserver.url_for(ISSUES) + "?since={ISO8601}"
    first = follow(url, "github_issues", AT)
    again = follow(url, "github_issues", AT + timedelta(days=1), state=first.polls[-1].state)
    assert (30, True, 0) == (len(first.items), again.polls[0].not_modified, len(again.items))


@pytest.mark.parametrize(
    ("changes", "rests"),
    [
        ({"limit": 60, "n_used": 60}, timedelta(minutes=40)),
        ({"is_busy": True}, timedelta(minutes=1)),
    ],
)
def test_a_spent_quota_is_left_alone_until_it_fills_again(
    httpserver: HTTPServer, changes: dict[str, Any], rests: timedelta
) -> None:
    """The hour of the primary limit, the minute of the secondary."""
    there = site(3, **changes)
    there.serve(httpserver)
    came = follow(httpserver.url_for(ISSUES), "github_issues", AT)
    [error] = [poll.error for poll in came.polls]
    assert isinstance(error, RateLimited)
    assert AT + rests == error.retry_at
    assert came.polls[0].state.next_check_at >= error.retry_at
    assert 1 == len(there.asked)


def test_a_quota_that_runs_out_leaves_the_rest_for_later(httpserver: HTTPServer) -> None:
    """Sixty an hour for more repositories than that: nobody is asked once it is spent, nobody is lost."""
    paths = [f"/repos/o/r{n}/issues" for n in range(9)]
    there = GitHubSite(
        AT + timedelta(minutes=40), {path: issues(3, AT) for path in paths}, limit=60, n_used=55
    )
    there.serve(httpserver)
    polls = asyncio.run(poll_all([httpserver.url_for(path) for path in paths]))
    came = [poll for poll in polls if not poll.warnings]
    left = [poll for poll in polls if poll.warnings and poll.state.n_failures == 0]
    assert (9, 5, 4) == (len(polls), len(came), len(left))
    assert 5 == len(there.asked)
    assert all(poll.state.next_check_at >= AT + timedelta(minutes=40) for poll in left)


async def poll_all(urls: list[str]) -> list[Polled]:
    """One run over the issues at these addresses, one request at a time."""
    manners = Manners(allow_hosts=("localhost",), hosts=(HostLimit("localhost", 1000, 1, n_open=1),))
    client, polls = Client(manners, clock=lambda: AT), list[Polled]()
    items = []
    for n, url in enumerate(urls):
        at = Endpoint(f"tracker-{n}", "github_issues", url, "live", connector="github_issues")
        items.append(
            Due(
                replace(SOURCE, id=at.source_id, endpoints=(at,)), at, EndpointState(at.id, at.source_id, url)
            )
        )

    async def read_one(item: Due, answer: Reply) -> Reading:
        return read_and_settle(github_issues, item.source, item.endpoint, answer)

    def take(polled: Sequence[Polled]) -> list[Taken]:
        polls.extend(polled)
        return [Taken(n_new=len(poll.settled)) for poll in polled]

    sync = Sync(
        connector=lambda name: github_issues,
        fetcher=client, read=read_one, take=take, clock=lambda: AT, watch=Quiet(),
    )  # fmt: skip
    try:
        await sync.run(items)
    finally:
        await client.close()
    return polls
