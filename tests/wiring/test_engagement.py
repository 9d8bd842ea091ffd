"""Contributions found in the store and online, and the issue that a plan names."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mainstem.errors import ServerFault, UsageError
from mainstem.model import Draft, Endpoint, EndpointState, Member, Polled, Reply, Request
from mainstem.pipeline.settle import settle
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, engagement

NOW = datetime(2026, 7, 8, 9, tzinfo=UTC)  # the second week of the month
HOME = "https://github.com/sample/engine"


class Service:
    """GitHub and the Hub, by what their addresses hold; ``down`` is the part that does not answer."""

    def __init__(self, down: str = "") -> None:
        self.asked: list[str] = []
        self._down = down

    async def fetch(self, request: Request) -> Reply:
        """What is there; nothing for what nobody knows."""
        self.asked.append(request.url)
        if self._down and self._down in request.url:
            raise ServerFault(request.url, "answers 502", status=502)
        body: Any = {"total_count": 0, "items": []} if "/search/" in request.url else []
        if "reviewed-by" in request.url:
            body = {"total_count": 1, "items": [_row("pull", 8, "Faster prefill", "delta")]}
        elif "author%3Ariver" in request.url:
            body = {
                "total_count": 2,
                "items": [_row("issues", 3, "Leak", "river"), _row("pull", 4, "Mend", "river")],
            }
        elif "/events/" in request.url:
            release = {"html_url": f"{HOME}/releases/tag/v2", "name": "v2"}
            body = [
                {
                    "type": "ReleaseEvent",
                    "actor": {"login": "river"},
                    "payload": {"action": "published", "release": release},
                    "created_at": "2026-07-01T10:00:00Z",
                }
            ]
        return Reply(request.url, 200, {}, json.dumps(body).encode(), NOW)

    async def close(self) -> None:
        """Nothing to close."""


def _row(part: str, number: int, title: str, login: str) -> dict[str, Any]:
    told: dict[str, Any] = {"id": number, "html_url": f"{HOME}/{part}/{number}", "title": title}
    pull = {"pull_request": {}} if part == "pull" else {}
    dates = {"created_at": "2026-06-20T10:00:00Z", "updated_at": "2026-07-02T10:00:00Z"}
    return {**told, **pull, **dates, "user": {"login": login}, "state": "open", "comments": 0}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Mainstem]:
    """A home whose person goes by river."""
    made = Mainstem(
        Settings(home=tmp_path, timezone="UTC", github="river", hub="river-hf", hardware=("H100",)),
        clock=lambda: NOW,
    )
    yield made
    made.store.close()


def fetched(app: Mainstem, *drafts: Draft) -> None:
    """Takes in entries of the vLLM tracker."""
    source = app.source("tracker-vllm")
    endpoint = Endpoint(source.id, "github_issues", "https://api.github.com/x", "live")
    settled = tuple(settle(source, draft, NOW) for draft in drafts)
    app.store.items.take([Polled(endpoint, EndpointState(endpoint.id, source.id, endpoint.url), settled)])


def issue(number: int, author: str, **extra: Any) -> Draft:
    """An open issue of the tracker."""
    url = f"https://github.com/vllm-project/vllm/issues/{number}"
    told = {"state": "open", "n_comments": 0, **extra}
    at = NOW - timedelta(days=3)
    return Draft(url, f"Hang number {number} on H100", url, "issue", at, authors=(author,), extra=told)


def test_contributions_are_found_wherever_the_person_has_an_account(app: Mainstem) -> None:
    """In the store, by the search, among reviews and events; each once, however often it is looked for."""
    fetched(app, issue(1, "River"), issue(2, "brook"))
    service = Service()
    found = engagement.find(app, service)
    expected = [
        ("issue", "vllm-project/vllm", "store"),
        ("issue", "sample/engine", "github"),
        ("pull", "sample/engine", "github"),
        ("review", "sample/engine", "github"),
        ("release", "sample/engine", "github"),
    ]
    assert expected == [(one.kind, one.project, one.origin) for one in found.new]
    again = engagement.find(app, Service())
    assert ((), 5, ()) == (again.new, again.n_known, again.failed)
    assert any(url.startswith("https://huggingface.co/api/models?author=river-hf") for url in service.asked)


def test_a_service_that_is_down_takes_nothing_from_the_others(app: Mainstem) -> None:
    """Its error is told beside what was found."""
    found = engagement.find(app, Service(down="/events/"))
    assert (3, ["server_fault"]) == (len(found.new), [error.code for error in found.failed])


def test_without_an_account_the_person_is_told_what_to_set(tmp_path: Path) -> None:
    """In settings or in the team."""
    nobody = Mainstem(Settings(home=tmp_path, timezone="UTC"), clock=lambda: NOW)
    with pytest.raises(UsageError, match="github"):
        engagement.find(nobody, None)
    nobody.store.members.set(Member("me", github="river"))
    assert () == engagement.find(nobody, None).new
    nobody.store.close()


def test_the_plan_names_the_best_open_issue_until_the_month_has_a_contribution(app: Mainstem) -> None:
    """A contribution that was found ticks the task off."""
    fetched(
        app,
        issue(1, "brook", labels=["good first issue"]),
        issue(2, "brook"),
        issue(3, "brook", state="closed"),
    )
    [best, other] = engagement.suggest(app)
    assert best.url.endswith("/issues/1")
    assert "labelled “good first issue”" in best.reasons
    assert "reproducible on your H100" in other.reasons

    def contribution() -> list[str]:
        made = app.plan(app.view(), budget_min=300)
        return [s.url for one in made.sessions for s in one.slots if s.kind == "contribution"]

    assert [best.url] == contribution()
    engagement.add(app, "post", "On hangs", NOW.date())
    assert [] == contribution()
