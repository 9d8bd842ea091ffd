"""A site on loopback that says exactly the bytes a test wants said, and a clock that tests turn."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from mainstem.model import Reply, Request
from mainstem.net import Client, Manners

T = TypeVar("T")
HERE = ("127.0.0.1",)
START = datetime(2026, 6, 30, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A request as the site received it, and when by the test's clock."""

    path: str
    headers: dict[str, str]
    at: datetime


Answer = bytes | list[bytes | float]  # bytes to send; a list is sent piece by piece, a number is a pause in s


@dataclass
class Site:
    """``url`` is where it listens; ``log`` what it was asked, in order."""

    url: str = ""
    log: list[Asked] = field(default_factory=list)
    n_connections: int = 0

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [asked.path for asked in self.log]


class FakeClock:
    """A clock that moves only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = START
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Lets ``seconds`` pass at once."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


def http(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """A whole HTTP/1.1 reply; underscores in header names become dashes."""
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if "content_length" not in headers and status != 304:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


@asynccontextmanager
async def serve(
    answer: Callable[[Asked], Answer],
    clock: Callable[[], datetime] = lambda: START,
    tls: ssl.SSLContext | None = None,
) -> AsyncIterator[Site]:
    """A site that gives ``answer`` to each request, and hangs up after one that is sent in pieces."""
    site = Site()
    writers: set[asyncio.StreamWriter] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        site.n_connections += 1
        writers.add(writer)
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = await reader.read(1)
                if head == b"\x16" and not tls:  # somebody speaks TLS to a plain site
                    writer.write(http(400))
                    break
                asked = _asked(head + await reader.readuntil(b"\r\n\r\n"), clock())
                site.log.append(asked)
                said = answer(asked)
                for piece in [said] if isinstance(said, bytes) else said:
                    if isinstance(piece, bytes):
                        writer.write(piece)
                        await writer.drain()
                    else:
                        await asyncio.sleep(piece)
                if isinstance(said, list):
                    break
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, ssl=tls, limit=2**20)
    scheme = "https" if tls else "http"
    site.url = f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield site
    finally:
        server.close()
        for writer in writers:
            writer.close()
        for writer in writers:
            with suppress(ConnectionError, ssl.SSLError):
                await writer.wait_closed()


def _asked(head: bytes, at: datetime) -> Asked:
    first, *lines = head.decode("latin-1").strip().split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return Asked(first.split()[1], {name.lower(): value.strip() for name, _, value in pairs}, at)


@asynccontextmanager
async def client(clock: FakeClock | None = None, **manners: Any) -> AsyncIterator[Client]:
    """A client that may ask 127.0.0.1, on a clock that tests turn, closed at the end."""
    clock = clock or FakeClock()
    given = {name: manners.pop(name) for name in ("resolve", "proxies", "tls") if name in manners}
    made = Client(
        Manners(**{"allow_hosts": HERE, **manners}),
        clock=clock,
        sleep=clock.sleep,
        random=Random(1),
        **{"proxies": {}, **given},
    )
    try:
        yield made
    finally:
        await made.close()


def fetched(answer: Callable[[Asked], Answer] | Answer, path: str = "/feed", **manners: Any) -> Reply:
    """The reply that a client makes of a site's answer, or its error."""

    async def main() -> Reply:
        said = answer if callable(answer) else lambda _: answer
        async with serve(said) as site, client(**manners) as made:
            return await made.fetch(Request(site.url + path))

    return run(main())


def run(main: Coroutine[Any, Any, T]) -> T:
    """Runs a test's coroutine; nothing in this room takes longer than 10 s."""
    return asyncio.run(asyncio.wait_for(main, 10))
