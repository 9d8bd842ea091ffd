"""Proxies of the environment are used, and the guard stays in place."""

from __future__ import annotations

import pytest

from mainstem.errors import AddressRefused, SettingsError
from mainstem.model import Request
from mainstem.net import Client, Manners
from mainstem.net.pools import bypassed
from tests.net.conftest import client, http, run, serve


def through_proxy(url: str, no_proxy: str = "") -> list[str]:
    """What a proxy was asked when ``url`` was fetched."""

    async def main() -> list[str]:
        async with serve(lambda _: http(body=b"feed")) as proxy:
            proxies = {"http": proxy.url.removeprefix("http://"), "no": no_proxy}
            async with client(allow_hosts=(), proxies=proxies) as made:
                await made.fetch(Request(url))
            return proxy.paths

    return run(main())


def test_a_proxy_on_this_machine_is_used_for_public_names() -> None:
    """The proxy's own address is the user's choice; the name is the proxy's to look up."""
    assert ["http://blog.example/feed"] == through_proxy("http://blog.example/feed")


@pytest.mark.parametrize("host", ["169.254.169.254", "2852039166", "[fe80::1]", "10.0.0.1"])
def test_a_proxy_is_not_asked_for_private_addresses(host: str) -> None:
    """The guard does not open because a proxy stands before it."""
    with pytest.raises(AddressRefused):
        through_proxy(f"http://{host}/")


def test_this_machine_is_not_asked_through_a_proxy() -> None:
    """Loopback is this machine, not the proxy's: it is asked directly, where it is allowed."""

    async def main() -> tuple[int, int]:
        async with serve(lambda _: http()) as proxy, serve(lambda _: http()) as site:
            async with client(proxies={"all": proxy.url}) as made:
                await made.fetch(Request(site.url))
            return len(proxy.log), len(site.log)

    assert (0, 1) == run(main())


def test_a_host_of_no_proxy_is_asked_directly() -> None:
    """NO_PROXY leads past the proxy, and there the guard sees the address."""
    with pytest.raises(AddressRefused, match="is a private address"):
        through_proxy("http://10.0.0.1/", no_proxy="10.0.0.0/8")


@pytest.mark.parametrize(
    ("host", "no_proxy", "expected"),
    [
        ("blog.example", "", False),
        ("blog.example", "*", True),
        ("blog.example", "other.example, blog.example", True),
        ("www.blog.example", "blog.example", True),
        ("www.blog.example", ".blog.example", True),
        ("www.blog.example", "*.blog.example", True),
        ("myblog.example", "blog.example", False),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "10.1.2.3", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("::1", "[::1]", True),
    ],
)
def test_no_proxy(host: str, no_proxy: str, expected: bool) -> None:
    """NO_PROXY is read as curl reads it."""
    assert expected == bypassed(host, no_proxy)


def test_a_proxy_of_another_kind_is_named() -> None:
    """A SOCKS proxy cannot be used, and that is said at once."""
    with pytest.raises(SettingsError, match="HTTP_PROXY: is a socks5 proxy"):
        Client(Manners(), proxies={"all": "socks5://127.0.0.1:1080"})
