"""Secrets reach the host they are for, and nothing else."""

from __future__ import annotations

import httpx2
import pytest

from mainstem.net.access import Access, opened, routed

KEYS = (
    Access("api.example.org", {"Authorization": "Bearer hidden"}),
    Access("www.example.org", query="feed=hidden&user=a"),
)


def test_a_host_is_shown_its_own_key() -> None:
    """The header goes out in lower case, the path as it is."""
    headers, target = opened(httpx2.URL("https://api.example.org/x?y=1"), KEYS)
    assert ({"authorization": "Bearer hidden"}, b"/x?y=1") == (headers, target)


@pytest.mark.parametrize(
    "url", ["https://other.example.org/", "http://api.example.org/", "https://api.example.org.evil.example/"]
)
def test_another_host_or_an_open_line_is_shown_nothing(url: str) -> None:
    """Not a subdomain, not a look-alike, not without encryption."""
    assert {} == opened(httpx2.URL(url), KEYS)[0]


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("/r/a/.rss", b"/r/a/.rss?feed=hidden&user=a"),
        ("/r/a/.rss?t=day", b"/r/a/.rss?t=day&feed=hidden&user=a"),
    ],
)
def test_a_secret_query_is_added_on_the_wire_alone(path: str, sent: bytes) -> None:
    """The address that is stored and shown does not have it."""
    assert sent == opened(httpx2.URL(f"https://www.example.org{path}"), KEYS)[1]


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://www.example.org/r/a/top.json?t=week", "https://api.example.org/r/a/top?t=week"),
        ("https://www.example.org/r/a/.rss", "https://www.example.org/r/a/.rss"),
        ("https://evil.example/r/a/top.json", "https://evil.example/r/a/top.json"),
    ],
)
def test_who_has_a_key_asks_the_host_for_it(url: str, asked: str) -> None:
    """Listings go to the API's host, feeds and other hosts stay as they are."""
    assert asked == routed(url, [Access("www.example.org", api="api.example.org")])


def test_a_key_does_not_show_in_a_repr() -> None:
    """Nor in a traceback that prints the manners."""
    assert "hidden" not in repr(KEYS)
