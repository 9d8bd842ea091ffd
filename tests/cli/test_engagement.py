"""What a person gives back, from the services over the wire to the terminal and the plan."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer

from mainstem.cli import context
from mainstem.connectors import TABLE
from mainstem.model import Endpoint, EndpointState, Polled, Reply, Request
from mainstem.net import Client, Manners
from mainstem.pipeline.settle import settle
from mainstem.wiring import engagement
from tests.cli.conftest import Run
from tests.emulators.github_site import GitHubSite

NOW = datetime.now(UTC)
HOME = "https://github.com/vllm-project/vllm"


class Wire:
    """The real network, with a server on this machine in place of GitHub and the Hub."""

    def __init__(self, server: HTTPServer) -> None:
        self._at = server.url_for("").rstrip("/")
        self._client = Client(
            Manners(allow_hosts=("127.0.0.1", "localhost"), backoff_s=0.01, default_n=1000),
            clock=lambda: NOW,
        )

    async def fetch(self, request: Request) -> Reply:
        """The server's reply to what GitHub was asked."""
        url = request.url
        for host in ("https://api.github.com", "https://huggingface.co"):
            url = url.replace(host, self._at, 1)
        return await self._client.fetch(replace(request, url=url))

    async def close(self) -> None:
        """Closes every connection."""
        await self._client.close()


def row(part: str, number: int, title: str, login: str, days_old: int, **more: Any) -> dict[str, Any]:
    """An issue or pull request as GitHub's REST API tells it."""
    at = f"{NOW - timedelta(days=days_old):%Y-%m-%dT%H:%M:%SZ}"
    told = {"id": number, "number": number, "html_url": f"{HOME}/{part}/{number}", "title": title}
    pull = {"pull_request": {"html_url": f"{HOME}/pull/{number}"}} if part == "pull" else {}
    user = {"login": login, "type": "User"}
    dates = {"created_at": at, "updated_at": at}
    return {**told, **pull, "user": user, "state": "open", **dates, "comments": 0, "labels": [], **more}


@pytest.fixture
def site(httpserver: HTTPServer) -> GitHubSite:
    """A GitHub on which river wrote 120 pull requests, reviewed one and released one version."""
    release = {"action": "published", "release": {"html_url": f"{HOME}/releases/tag/v2", "name": "v2"}}
    event = {"type": "ReleaseEvent", "actor": {"login": "river"}, "payload": release}
    made = GitHubSite(NOW + timedelta(hours=1))
    made.rows["/users/river/events/public"] = [
        {**event, "created_at": f"{NOW - timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"}
    ]
    own = [row("pull", n, f"Mend {n}", "river", n % 300) for n in range(1, 121)]
    made.searched = [{"row": one, "authors": ["river"], "reviewers": []} for one in own]
    other = row("pull", 500, "Faster prefill", "delta", 3)
    made.searched.append({"row": other, "authors": ["delta"], "reviewers": ["river"]})
    made.rows["/repos/vllm-project/vllm/issues"] = [
        row("issues", 601, "Hang on H100", "brook", 4, labels=[{"name": "good first issue"}]),
        row("issues", 602, "Rename a flag", "brook", 4, comments=9),
    ]
    made.serve(httpserver)
    return made


def settings(home: Path) -> None:
    """Accounts and hardware of the person."""
    (home / "settings.toml").write_text('github = "river"\nhardware = ["H100"]\n', encoding="utf-8")


def synced(server: HTTPServer) -> None:
    """Fetches the tracker's issues over the wire, and keeps them."""
    program = context.mainstem()
    source, connector = program.source("tracker-vllm"), TABLE["github_issues"]
    url = "https://api.github.com/repos/vllm-project/vllm/issues"
    endpoint = Endpoint(source.id, "github_issues", url, "live", connector="github_issues")

    async def fetched() -> Reply:
        wire = Wire(server)
        try:
            return await wire.fetch(connector.first(endpoint, NOW.date()))
        finally:
            await wire.close()

    page = connector.read(endpoint, asyncio.run(fetched()))
    state = EndpointState(endpoint.id, source.id, endpoint.url)
    program.store.items.take(
        [Polled(endpoint, state, tuple(settle(source, draft, NOW) for draft in page.drafts))]
    )


def test_what_was_found_over_the_wire_fulfils_the_target_and_stands_in_the_list(
    run: Run, planned: Path, site: GitHubSite, httpserver: HTTPServer
) -> None:
    """All pages of the search, the review and the release; found again, nothing is new."""
    settings(planned)
    run("engagement")
    found = engagement.find(context.mainstem(), Wire(httpserver))
    kinds = [one.kind for one in found.new]
    assert (120, 1, 1) == (kinds.count("pull"), kinds.count("review"), kinds.count("release"))
    assert 2 == sum("author%3Ariver" in url and "reviewed" not in url for url in site.asked)
    assert 0 == len(engagement.find(context.mainstem(), Wire(httpserver)).new)
    told = json.loads(run("engagement", "--format", "json").out)
    assert 122 == len(told["contributions"])
    assert "✓ contribution" in run("engagement").out


def test_a_good_first_issue_that_fits_the_hardware_is_suggested_first(
    run: Run, planned: Path, site: GitHubSite, httpserver: HTTPServer
) -> None:
    """With its reasons, on the terminal."""
    settings(planned)
    run("engagement")
    synced(httpserver)
    told = run("engagement", "suggest").out
    assert told.index("Hang on H100") < told.index("Rename a flag")
    assert "labelled “good first issue”; reproducible on your H100" in told
    assert "unanswered" in told


def test_a_limit_that_is_reached_is_told(
    run: Run, planned: Path, site: GitHubSite, httpserver: HTTPServer
) -> None:
    """What was found before stays, and the error says what to do."""
    settings(planned)
    run("engagement")
    site.limit = 2  # paging stops when few requests are left, so that one is left for the reviews
    found = engagement.find(context.mainstem(), Wire(httpserver))
    assert (101, ["resting"]) == (len(found.new), [error.code for error in found.failed])
