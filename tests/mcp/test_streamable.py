"""The tools at the web app's door, as the SDK's client finds them over HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

import httpx2
from mcp.client.streamable_http import streamable_http_client
from mcp_types import CallToolResult, TextContent
from starlette.testclient import TestClient

from mainstem.mcp.streamable import Toolbox
from mainstem.model import Scope
from mainstem.web import create
from mainstem.wiring import Mainstem, accounts
from mcp import Client

WORK = "arxiv:2505.11432"


def _token(app: Mainstem, person: str, *scopes: Scope) -> str:
    return accounts.new_token(accounts.for_person(app, person), "model", scopes, scopes, None)[1]


@pytest.fixture
def shared(app: Mainstem) -> Mainstem:
    """A home with two accounts."""
    accounts.add(app, "me", "admin")
    accounts.add(app, "other", "reader")
    return app


def _call(app: Mainstem, token: str, tool: str, *, write: bool = False, **told: Any) -> CallToolResult:
    """By the SDK's client, through the whole web app."""
    toolbox = Toolbox(write=write)
    site = create(app, toolbox=toolbox)

    async def call() -> CallToolResult:
        wire = httpx2.ASGITransport(site)
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with (
            toolbox.open(),
            httpx2.AsyncClient(transport=wire, headers=headers) as http,
            Client(streamable_http_client("http://localhost/mcp", http_client=http)) as client,
        ):
            return await client.call_tool(tool, told)

    return anyio.run(call)


def test_nobody_is_asked_where_there_are_no_accounts(app: Mainstem) -> None:
    """As on the pages."""
    answer = _call(app, "", "search", query="megascale moe", limit=1)
    assert [WORK] == [hit["work"] for hit in (answer.structured_content or {})["result"]]


def test_a_token_says_whose_marks_are_made(shared: Mainstem) -> None:
    """Each caller works with their own; the other's stay as they are."""
    token = _token(shared, "other", "read", "write")
    assert not _call(shared, token, "mark", write=True, name=WORK, action="read").is_error
    assert ({}, {WORK: "read"}) == (shared.done(), accounts.for_person(shared, "other").done())


@pytest.mark.parametrize(
    ("write", "scopes", "tool", "told", "code"),
    [
        (False, ("read", "write"), "mark", {"name": WORK, "action": "read"}, "Unknown tool"),
        (True, ("read",), "mark", {"name": WORK, "action": "read"}, "not_allowed: "),
        (True, ("read", "write"), "add_source", {"address": "https://a.example/"}, "not_allowed: "),
    ],
)
def test_it_writes_only_with_the_switch_and_the_right(
    shared: Mainstem, write: bool, scopes: tuple[Scope, ...], tool: str, told: Any, code: str
) -> None:
    """Neither alone is enough."""
    answer = _call(shared, _token(shared, "me", *scopes), tool, write=write, **told)
    [words] = answer.content
    assert isinstance(words, TextContent)
    assert (True, True) == (answer.is_error, code in words.text)


@pytest.fixture
def site(shared: Mainstem) -> Iterator[TestClient]:
    """A program at that door."""
    with TestClient(create(shared, toolbox=Toolbox()), base_url="http://localhost") as client:
        yield client


def test_without_a_token_it_answers_nothing(site: TestClient, shared: Mainstem) -> None:
    """None, a wrong one, and one that may not read; told as by the API."""
    tokens = ("", "Bearer wrong", f"Bearer {_token(shared, 'me', 'write')}")
    answers = [site.post("/mcp", headers={"authorization": one}, content=b"{}") for one in tokens]
    assert [401, 401, 403] == [one.status_code for one in answers]
    assert ["not_signed_in", "not_signed_in", "not_allowed"] == [
        json.loads(one.text)["error"]["code"] for one in answers
    ]


def test_a_foreign_page_cannot_use_a_browsers_login(site: TestClient) -> None:
    """The guard looks at Origin and Host before the tools do."""
    assert 403 == site.post("/mcp", headers={"origin": "http://evil.example"}, content=b"{}").status_code
    assert 403 == site.post("/mcp", headers={"host": "evil.example"}, content=b"{}").status_code
