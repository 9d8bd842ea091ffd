"""Connections go only where the guard has looked."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence

import httpcore2
import pytest

from mainstem.errors import AddressRefused
from mainstem.net.address import Guard
from mainstem.net.backend import GuardedBackend, look_up, race
from tests.net.conftest import http, run, serve


class Names:
    """A name server that gives its answers in turn."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        return self.answers.pop(0)


def connect(names: Names, *allowed: str) -> str:
    """The address that a connection went to; a site listens at 127.0.0.1 alone."""

    async def main() -> str:
        async with serve(lambda _: http()) as site:
            port = int(site.url.rpartition(":")[2])
            backend = GuardedBackend(Guard(allowed), names)
            stream = await backend.connect_tcp("feeds.example", port, timeout=3)
            address = str(stream.get_extra_info("server_addr")[0])
            await stream.aclose()
            return address

    return run(main())


def test_a_name_is_looked_up_once_and_the_checked_address_is_used() -> None:
    """A name that answers differently a moment later (DNS rebinding) is not asked a second time."""
    names = Names(["127.0.0.1"], ["127.0.0.2"])
    assert "127.0.0.1" == connect(names, "127.0.0.1")
    assert [["127.0.0.2"]] == names.answers


def test_a_private_address_is_refused_before_anything_is_sent() -> None:
    """The guard looks at what the name resolves to, not at the name."""
    with pytest.raises(AddressRefused, match=r"leads to 127\.0\.0\.1, a loopback address"):
        connect(Names(["127.0.0.1"]))


def test_the_next_address_is_tried_where_one_refuses() -> None:
    """A host with several addresses is reached as long as one of them answers."""
    assert "127.0.0.1" == connect(Names(["127.0.0.3", "127.0.0.2", "127.0.0.1"]), "127.0.0.0/8")


def test_all_addresses_refusing_is_one_refusal() -> None:
    """Where no address answers, the first one's reason is told."""
    with pytest.raises(httpcore2.ConnectError):
        connect(Names(["127.0.0.3", "127.0.0.2"]), "127.0.0.0/8")


def test_an_address_that_does_not_answer_loses_the_race() -> None:
    """After a head start the next address is tried beside it, and the loser is given up."""
    ends: list[str] = []

    async def connect(address: str) -> httpcore2.AsyncNetworkStream:
        try:
            await asyncio.sleep(60 if address == "silent" else 0)
        except asyncio.CancelledError:
            ends.append(f"{address} given up")
            raise
        ends.append(address)
        return httpcore2.AsyncMockStream([])

    async def main() -> list[str]:
        await race(["silent", "quick", "unneeded"], connect)
        return list(ends)

    assert ["quick", "silent given up"] == run(main())


def test_a_name_without_addresses() -> None:
    """A name server that answers with nothing is no reason to crash."""
    with pytest.raises(httpcore2.ConnectError):
        connect(Names([]))


def test_a_slow_look_up_counts_as_connecting() -> None:
    """A name server that does not answer is held to the same cap as the connection."""

    async def never(host: str, port: int) -> Sequence[str]:
        await asyncio.sleep(60)
        return []

    backend = GuardedBackend(Guard(), never)
    with pytest.raises(httpcore2.ConnectTimeout):
        run(backend.connect_tcp("feeds.example", 80, timeout=0.05))


def test_the_system_resolves_decimal_addresses() -> None:
    """What the C library makes of 2130706433 reaches the guard as 127.0.0.1."""
    assert ["127.0.0.1"] == run(look_up("2130706433", 80))


@pytest.mark.parametrize("host", ["a..b", "a" * 70 + ".example"])
def test_names_that_cannot_exist(host: str) -> None:
    """A label that is empty or too long is a name that does not resolve."""
    with pytest.raises(socket.gaierror):
        run(look_up(host, 80))
