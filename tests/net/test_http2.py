"""Most encrypted hosts speak HTTP/2; a fetch ends the same way there."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import h2.config
import h2.connection
import h2.events
import pytest

from mainstem.errors import Garbled, MainstemError, TooLarge, Unreachable
from mainstem.model import Reply, Request
from tests.net.conftest import client, run

OK = [(":status", "200"), ("etag", '"a"')]


class Talk(asyncio.Protocol):
    """The other side of one connection; ``answer`` says what becomes of a request."""

    def __init__(self, answer: Callable[[Talk, int], None]) -> None:
        self.answer = answer
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Says hello."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.h2.initiate_connection()
        self.transport.write(self.h2.data_to_send())

    def data_received(self, data: bytes) -> None:
        """Answers each request as soon as it is there."""
        for event in self.h2.receive_data(data):
            if isinstance(event, h2.events.StreamEnded):
                self.answer(self, event.stream_id)
        self.transport.write(self.h2.data_to_send())


def feed(talk: Talk, stream: int) -> None:
    """A feed in two pieces."""
    talk.h2.send_headers(stream, OK)
    talk.h2.send_data(stream, b"fe")
    talk.h2.send_data(stream, b"ed", end_stream=True)


def unchanged(talk: Talk, stream: int) -> None:
    """Nothing new."""
    talk.h2.send_headers(stream, [(":status", "304")], end_stream=True)


def cut(talk: Talk, stream: int) -> None:
    """Half a feed, and away."""
    talk.h2.send_headers(stream, OK)
    talk.h2.send_data(stream, b"fe")
    talk.transport.write(talk.h2.data_to_send())
    talk.transport.close()


def reset(talk: Talk, stream: int) -> None:
    """No feed."""
    talk.h2.reset_stream(stream)


def garbage(talk: Talk, stream: int) -> None:
    """Half a feed, and then what is no frame of HTTP/2."""
    talk.h2.send_headers(stream, OK)
    talk.h2.send_data(stream, b"fe")
    talk.transport.write(talk.h2.data_to_send() + b"\x00\x00\x09\x01\x04\x00\x00\x00\x63not-hpack")


def header_bomb(talk: Talk, stream: int) -> None:
    """Headers without end."""
    talk.h2.send_headers(stream, [*OK, *((f"x{n}", "y" * 200) for n in range(1000))], end_stream=True)


def large(talk: Talk, stream: int) -> None:
    """A body over the cap."""
    talk.h2.send_headers(stream, OK)
    for _ in range(3):
        talk.h2.send_data(stream, bytes(16_000))


def fetch(certificate: Path, answer: Callable[[Talk, int], None], n: int = 1) -> list[Reply]:
    """What ``n`` fetches at once come to, over one connection."""

    async def main() -> list[Reply]:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate)
        tls.set_alpn_protocols(["h2"])
        loop = asyncio.get_running_loop()
        talks: list[Talk] = []

        def talk() -> Talk:
            talks.append(Talk(answer))
            return talks[-1]

        server = await loop.create_server(talk, "127.0.0.1", 0, ssl=tls)
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/feed"
        request = Request(url, {"if-none-match": '"a"'})
        trusted = ssl.create_default_context(cafile=certificate)
        try:
            async with client(tls=trusted, n_retries=0, max_reply_bytes=32_000) as made:
                fetches: list[Coroutine[Any, Any, Reply]] = [made.fetch(request) for _ in range(n)]
                replies = await asyncio.gather(*fetches)
            assert 1 == len(talks)
            return replies
        finally:
            for each in talks:
                each.transport.close()
            server.close()
            await server.wait_closed()

    return run(main())


@pytest.mark.parametrize(("answer", "expected"), [(feed, (200, b"feed")), (unchanged, (304, b""))])
def test_replies(own_certificate: Path, answer: Callable[[Talk, int], None], expected: object) -> None:
    """200 and 304 come as they do over HTTP/1.1."""
    reply = fetch(own_certificate, answer)[0]
    assert expected == (reply.status, reply.body)


def test_one_connection_for_many(own_certificate: Path) -> None:
    """Requests to one host share a connection."""
    assert [b"feed"] * 9 == [reply.body for reply in fetch(own_certificate, feed, 9)]


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (cut, Unreachable),
        (reset, Unreachable),
        (garbage, Garbled),
        (header_bomb, TooLarge),
        (large, TooLarge),
    ],
)
def test_faults(
    own_certificate: Path, answer: Callable[[Talk, int], None], kind: type[MainstemError]
) -> None:
    """Each fault is told as what it was, as over HTTP/1.1."""
    with pytest.raises(kind) as caught:
        fetch(own_certificate, answer)
    assert type(caught.value) is kind
