"""Where a fetch may be led, and what it takes along."""

from __future__ import annotations

import pytest

from mainstem.errors import AddressRefused, NetError, TooManyRedirects
from mainstem.model import Reply, Request
from mainstem.net.trip import Trip
from tests.net.conftest import START

START_URL = "https://blog.example/feed?token=secret"
HEADERS = {"Authorization": "Bearer secret", "X-Api-Key": "secret", "Accept": "*/*", "If-None-Match": '"a"'}


def trip(url: str = START_URL) -> Trip:
    """A fetch with secrets in its headers."""
    return Trip(Request(url, HEADERS), {"user-agent": "mainstem"})


def go(on: Trip, location: str, status: int = 301) -> None:
    """Follows a redirect."""
    on.move(Reply(str(on.url), status, {"location": location}, b"", START), 8)


@pytest.mark.parametrize(
    ("start", "location", "kept"),
    [
        (START_URL, "/new", True),
        (START_URL, "https://blog.example:443/new", True),
        ("http://blog.example/feed", "https://blog.example/feed", True),
        (START_URL, "https://www.blog.example/new", False),
        (START_URL, "https://blog.example:8443/new", False),
        (START_URL, "//evil.example/new", False),
        ("http://blog.example:81/feed", "https://blog.example/feed", False),
    ],
)
def test_secrets_stay_with_the_host_they_were_meant_for(start: str, location: str, kept: bool) -> None:
    """Authorization and every header of the connector's own go no further than its host."""
    on = trip(start)
    go(on, location)
    everything = {"authorization", "x-api-key", "accept", "if-none-match", "user-agent"}
    assert (everything if kept else {"accept", "if-none-match", "user-agent"}) == on.headers.keys()


def test_secrets_do_not_come_back_after_a_detour() -> None:
    """What was taken off at a foreign host stays off, even back at the first."""
    on = trip()
    go(on, "https://evil.example/")
    go(on, "https://blog.example/other")
    assert "authorization" not in on.headers


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308, 301), True), ((301, 302), False), ((307,), False), ((303,), False), ((), False)],
)
def test_only_a_way_of_permanent_moves_is_a_move(statuses: tuple[int, ...], moved: bool) -> None:
    """One hop that is for now makes the whole way for now."""
    on = trip()
    for n, status in enumerate(statuses):
        go(on, f"/{n}", status)
    assert (f"https://blog.example/{len(statuses) - 1}" if moved else None) == on.moved_to


@pytest.mark.parametrize(
    ("location", "what"),
    [
        ("http://blog.example/feed", "redirects to http://blog.example/feed, which is no longer encrypted"),
        ("file:///etc/passwd", "redirects to file:///etc/passwd, which is not an http or https address"),
        ("javascript:alert(1)", "redirects to javascript:alert(1), which is not an http or https address"),
        ("https://[::1", "redirects to https://[::1, which is not a web address"),
        (
            "https://u:p@evil.example/",
            "redirects to https://evil.example/, which carries a user name or password, "
            "which logs and redirects would give away",
        ),
    ],
)
def test_ways_that_are_not_gone(location: str, what: str) -> None:
    """A redirect to anything but a plain address, or out of the encryption, is told and not followed."""
    with pytest.raises(AddressRefused) as caught:
        go(trip(), location)
    assert ("https://blog.example/feed?token=***", what) == (caught.value.subject, caught.value.what)


def test_a_circle_is_seen() -> None:
    """The same address a second time will not answer differently."""
    on = trip()
    go(on, "/a")
    with pytest.raises(TooManyRedirects, match="in a circle"):
        go(on, START_URL)


def test_redirects_are_counted() -> None:
    """After eight redirects nobody expects a feed any more."""
    on = trip()
    for n in range(8):
        go(on, f"/{n}")
    with pytest.raises(TooManyRedirects, match="after 8 redirects"):
        go(on, "/9")


def test_an_error_after_a_redirect_names_both_ends() -> None:
    """A person must know which source it was, and where it led."""
    on = trip()
    go(on, "https://new.example/?key=secret")
    error = on.error(NetError, "refused the connection")
    assert (
        "https://blog.example/feed?token=***: redirects to https://new.example/?key=***, "
        "which refused the connection"
    ) == str(error)


def test_an_address_in_utf8_is_understood() -> None:
    """Servers write raw UTF-8 into Location, though they should not."""
    on = trip()
    go(on, "/größe".encode().decode("latin-1"))
    assert "https://blog.example/gr%C3%B6%C3%9Fe" == str(on.url)
