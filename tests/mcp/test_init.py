"""The server as a client of the protocol sees it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import anyio
import pytest

pytest.importorskip("mcp", reason="needs the extra mcp")

from mcp.client.stdio import StdioServerParameters
from mcp_types import CallToolResult, TextContent

from mainstem.mcp import Asking, create
from mainstem.wiring import Mainstem, reporting
from mcp import Client

WORK = "arxiv:2505.11432"
READING = {
    "this_week",
    "search",
    "work",
    "why",
    "canon",
    "review",
    "landscape_region",
    "models",
    "disclosures",
}


def _call(app: Mainstem, tool: str, /, write: bool = False, **told: Any) -> CallToolResult:
    async def call() -> CallToolResult:
        async with Client(create(lambda: Asking(app), write=write)) as client:
            return await client.call_tool(tool, told)

    return anyio.run(call)


def _told(app: Mainstem, tool: str, /, **told: Any) -> Any:
    answer = _call(app, tool, **told)
    assert not answer.is_error, answer.content
    return answer.structured_content


@pytest.mark.parametrize(("write", "names"), [(False, READING), (True, READING | {"mark", "add_source"})])
def test_it_writes_only_where_it_was_told_to(app: Mainstem, write: bool, names: set[str]) -> None:
    """The tools that change something are there with ``--write`` alone, and each says what it does."""

    async def tools() -> dict[str, tuple[str | None, bool | None]]:
        async with Client(create(lambda: Asking(app), write=write)) as client:
            found = (await client.list_tools()).tools
            return {
                one.name: (one.description, one.annotations and one.annotations.read_only_hint)
                for one in found
            }

    found = anyio.run(tools)
    assert names == set(found)
    assert READING == {name for name, (_, reads) in found.items() if reads}
    assert all(told for told, _ in found.values())


def test_the_week_is_the_plan(app: Mainstem) -> None:
    """Each slot, in its order."""
    plan = app.stored_plan(app.view())
    assert plan
    slots = [slot.title for session in plan.sessions for slot in session.slots]
    assert slots == [slot["title"] for slot in _told(app, "this_week")["slots"]]


def test_works_are_found_told_and_explained(app: Mainstem) -> None:
    """By words, by name, and by numbers that add up to the score's log-odds."""
    assert [WORK] == [hit["work"] for hit in _told(app, "search", query="megascale moe", limit=1)["result"]]
    assert "MegaScale-MoE" in _told(app, "work", name=WORK)["title"]
    why = _told(app, "why", name=WORK)
    odds = sum(term["log_odds"] for term in why["terms"])
    assert why["score"] == pytest.approx(1 / (1 + 2.718281828459045**-odds), abs=1e-6)


def test_the_canon_its_review_and_a_region_are_told(app: Mainstem) -> None:
    """The canon in its order, the quarter's proposals, and the works of one axis."""
    assert [row.key for row, _ in app.canon()] == [row["work"] for row in _told(app, "canon")["result"]]
    assert "2026-Q2" == _told(app, "review", quarter="2026-Q2")["quarter"]
    region = _told(app, "landscape_region", topic="library", limit=2)
    assert (2, True) == (len(region["works"]), region["n_works"] > 2)


def test_models_and_their_facts_are_told(app: Mainstem, tmp_path: Path) -> None:
    """Each with its quote, and what the report does not say."""
    card = tmp_path / "brook-2.md"
    card.write_text("# Brook-2\n\nWe present Brook-2. We train it on 2T tokens.\n", "utf-8")
    reporting.add(app, str(card))
    (one,) = _told(app, "models", query="brook")["result"]
    assert {"training_tokens": "2T"} == one["values"]
    told = _told(app, "disclosures", report=one["report"], field="training_tokens")
    assert (["We train it on 2T tokens."], True) == (
        [fact["quote"] for fact in told["facts"]],
        "licence (silent)" in told["not_disclosed"],
    )


def test_a_mark_is_recorded(app: Mainstem) -> None:
    """As the reader's own."""
    assert not _call(app, "mark", write=True, name=WORK, action="read").is_error
    assert {WORK: "read"} == dict(app.done())


@pytest.mark.parametrize(
    ("name", "told", "code"),
    [
        ("work", {"name": "arxiv:0000.00000"}, "unknown_work: "),
        ("landscape_region", {"topic": "cooking"}, "usage_error: "),
        ("search", {"query": "x", "limit": 0}, "limit"),
        ("mark", {"name": WORK, "action": "read"}, "Unknown tool"),
    ],
)
def test_what_went_wrong_is_told_by_its_name(app: Mainstem, name: str, told: Any, code: str) -> None:
    """The error's code stands before its words; a tool that is not there cannot be called."""
    answer = _call(app, name, **told)
    [words] = answer.content
    assert isinstance(words, TextContent)
    assert (True, True) == (answer.is_error, code in words.text)


def test_plan_and_canon_are_resources(app: Mainstem) -> None:
    """To be read without a tool."""

    async def read() -> dict[str, str]:
        async with Client(create(lambda: Asking(app))) as client:
            found = [str(one.uri) for one in (await client.list_resources()).resources]
            return {uri: (await client.read_resource(uri)).contents[0].text for uri in found}  # type: ignore[union-attr]

    told = anyio.run(read)
    assert {"mainstem://plan", "mainstem://canon"} == set(told)
    assert told["mainstem://plan"].startswith("# Reading week 2026-W27")
    assert len(app.canon()) == len(json.loads(told["mainstem://canon"]))


def test_it_speaks_over_stdio(app: Mainstem, tmp_path: Path) -> None:
    """As the command of a server in a client's settings; nothing but the protocol on its output."""
    told = ["-m", "mainstem", "--home", str(app.settings.home), "mcp"]
    server = StdioServerParameters(command=sys.executable, args=told, env={"PYTHONPATH": "src", "TZ": "UTC"})

    async def call() -> CallToolResult:
        async with Client(server, read_timeout_seconds=120) as client:
            return await client.call_tool("search", {"query": "megascale moe", "limit": 1})

    answer = anyio.run(call)
    assert [WORK] == [hit["work"] for hit in (answer.structured_content or {})["result"]]
