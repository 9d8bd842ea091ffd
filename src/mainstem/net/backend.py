"""Opens connections, and only to addresses that the guard has seen.

A name is looked up once, every address it has is checked, and the connection goes to one of exactly these:
a name that answers differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread

import httpcore2

from mainstem.net.address import Guard, literal

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

HEAD_START_S = 0.25  # of one address before the next is tried beside it (RFC 8305, 5)


async def look_up(host: str, port: int) -> list[str]:
    """The numeric addresses of ``host``, best first as the system orders them; raises OSError.

    The system's look-up cannot be stopped, so it runs in a thread that nobody waits for: with a name server
    that does not answer, the event loop's own pool would be full of them and hold the program's end.
    """
    if address := literal(host):
        return [str(address)]
    loop = asyncio.get_running_loop()
    found: asyncio.Future[list[str]] = loop.create_future()

    def look() -> None:
        """Asks the system, in a thread."""
        try:
            tell = partial(found.set_result, _numeric(host, port))
        except OSError as error:
            tell = partial(found.set_exception, error)
        with suppress(RuntimeError):  # the loop is over, and so is everybody who wanted to know
            loop.call_soon_threadsafe(lambda: found.done() or tell())

    Thread(target=look, name=f"look up {host}", daemon=True).start()
    return await found


def _numeric(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or longer than 63 characters
        raise socket.gaierror(socket.EAI_NONAME, "no such name") from error
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """The network for hosts that are asked directly."""

    def __init__(self, guard: Guard, resolve: Resolve) -> None:
        self._guard = guard
        self._resolve = resolve
        self._network = httpcore2.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore2's
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """A connection to one of ``host``'s addresses; raises AddressRefused before any is tried."""

        async def connect(address: str) -> httpcore2.AsyncNetworkStream:
            """A connection to one address."""
            return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)

        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolve(host, port)
                self._guard.check(host, addresses)
                return await race(addresses, connect)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout(error) from error
        except OSError as error:
            raise httpcore2.ConnectError(error) from error


async def race(
    addresses: Sequence[str], connect: Callable[[str], Awaitable[httpcore2.AsyncNetworkStream]]
) -> httpcore2.AsyncNetworkStream:
    """The first connection that stands; each address has a head start before the next joins the race."""
    if len(addresses) == 1:
        return await connect(addresses[0])
    racing: set[asyncio.Future[httpcore2.AsyncNetworkStream]] = set()
    failures: list[BaseException] = []
    waiting = list(addresses)
    try:
        while waiting or racing:
            if waiting:
                racing.add(asyncio.ensure_future(connect(waiting.pop(0))))
            head_start = HEAD_START_S if waiting else None
            done, racing = await asyncio.wait(racing, timeout=head_start, return_when=asyncio.FIRST_COMPLETED)
            for each in done:
                if failure := each.exception():
                    failures.append(failure)
                else:
                    racing |= done - {each}
                    return each.result()
    finally:
        await _dismiss(racing)
    raise failures[0] if failures else httpcore2.ConnectError(socket.gaierror("has no address"))


async def _dismiss(losers: Iterable[asyncio.Future[httpcore2.AsyncNetworkStream]]) -> None:
    losers = list(losers)
    for each in losers:
        each.cancel()
    for stream in await asyncio.gather(*losers, return_exceptions=True):
        if not isinstance(stream, BaseException):
            await stream.aclose()
