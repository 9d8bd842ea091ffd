"""Pages are asked for as robots.txt wants it; feeds are not its matter."""

from __future__ import annotations

import asyncio

import pytest
from pytest_httpserver import HTTPServer

from mainstem.errors import MainstemError
from mainstem.model import Request
from mainstem.net import Client, Manners


def outcome(server: HTTPServer, *requests: Request) -> list[str]:
    """What each request ended with: ``200`` or the name of its error."""

    async def ask() -> list[str]:
        client = Client(Manners(allow_hosts=("127.0.0.1", "localhost"), backoff_s=0.0))
        try:
            return [await one(client, request) for request in requests]
        finally:
            await client.close()

    async def one(client: Client, request: Request) -> str:
        try:
            return str((await client.fetch(request)).status)
        except MainstemError as error:
            return error.code

    return asyncio.run(ask())


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ("User-agent: *\nDisallow: /private/", ["forbidden", "200"]),
        ("User-agent: mainstem\nDisallow: /", ["forbidden", "forbidden"]),
        ("User-agent: other\nDisallow: /", ["200", "200"]),
        ("<html>not rules</html>", ["200", "200"]),
    ],
)
def test_a_page_is_asked_for_only_where_the_host_allows(
    httpserver: HTTPServer, rules: str, expected: list[str]
) -> None:
    """Rules for everyone and for us hold; rules for others do not."""
    httpserver.expect_request("/robots.txt").respond_with_data(rules)
    httpserver.expect_request("/private/a").respond_with_data("a")
    httpserver.expect_request("/b").respond_with_data("b")
    pages = [Request(httpserver.url_for(path), page=True) for path in ("/private/a", "/b")]
    assert expected == outcome(httpserver, *pages)


def test_robots_txt_is_asked_for_once_and_not_for_feeds(httpserver: HTTPServer) -> None:
    """Two pages and a feed cost one look at the rules."""
    for path in ("/robots.txt", "/a", "/b", "/feed.xml"):
        httpserver.expect_request(path).respond_with_data("User-agent: *")
    requests = [
        Request(httpserver.url_for(path), page=path != "/feed.xml") for path in ("/feed.xml", "/a", "/b")
    ]
    outcome(httpserver, *requests)
    assert ["/feed.xml", "/robots.txt", "/a", "/b"] == [request.path for request, _ in httpserver.log]


@pytest.mark.parametrize(("status", "expected"), [(404, "200"), (403, "200"), (500, "forbidden")])
def test_missing_rules_allow_and_a_broken_host_does_not(
    httpserver: HTTPServer, status: int, expected: str
) -> None:
    """RFC 9309: 4xx means no rules, 5xx means not now."""
    httpserver.expect_request("/robots.txt").respond_with_data("", status=status)
    httpserver.expect_request("/a").respond_with_data("a")
    assert [expected] == outcome(httpserver, Request(httpserver.url_for("/a"), page=True))
