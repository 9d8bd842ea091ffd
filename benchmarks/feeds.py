"""A loopback server with as many feeds as wanted: ``python -m benchmarks.feeds N_FEEDS N_ENTRIES [EVERY]``.

Prints its port on the first line and serves until it is ended. Each feed answers conditional requests; with
EVERY each EVERY-th feed has a new entry at each request, and with EVERY -1 none has a validator, so that what did
not change is sent whole.
The texts are made up from a fixed seed: about 1 kB of HTML an entry, with five links of which one leads to a
paper.
"""

from __future__ import annotations

import asyncio
import hashlib
import random
import sys
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

FIELD = [
    *(
        "kernel",
        "attention",
        "cache",
        "token",
        "batch",
        "shard",
        "tensor",
        "pipeline",
        "expert",
        "router",
        "prefill",
    ),
    *(
        "decode",
        "quantize",
        "gradient",
        "checkpoint",
        "optimizer",
        "collective",
        "bandwidth",
        "latency",
        "memory",
    ),
    *("scheduler", "fabric", "cluster", "throughput", "precision"),
]
_ENDS = ("", "s", "ed", "ing", "er", "able", "ity", "ment", "al", "ous")
VOCABULARY = FIELD + [
    a + b + end
    for a in "bcdfglmnprst"
    for b in ("aro", "elo", "ino", "oma", "uta", "ero", "ilo", "ona")
    for end in _ENDS
]
# Zipf: the n-th word comes 1/n as often as the first, as in running text
_SHARES = [1 / n for n in range(1, len(VOCABULARY) + 1)]


def words(dice: random.Random, n: int) -> list[str]:
    """``n`` words of a made-up text, most of them common, some rare."""
    return dice.choices(_SHUFFLED, weights=_SHARES, k=n)


_SHUFFLED = random.Random(7).sample(VOCABULARY, len(VOCABULARY))


def feed(number: int, n_entries: int) -> bytes:
    """One RSS 2.0 feed."""
    dice = random.Random(number)
    first = datetime(2026, 6, 29, tzinfo=UTC)
    entries = []
    for n in range(n_entries):
        told = words(dice, 110)
        paper = f"https://arxiv.org/abs/26{dice.randrange(1, 7):02}.{dice.randrange(10000, 19999)}"
        pages = [f"https://site{dice.randrange(500)}.example/{dice.randrange(10**6)}" for _ in range(4)]
        links = "".join(f'<a href="{url}">there</a> ' for url in (paper, *pages))
        html = f"<p>{' '.join(told[:60])}</p><p>{links}</p><p>{' '.join(told[60:])}</p>"
        entries.append(
            f"<item><title>{' '.join(told[:8])}</title><link>https://blog{number}.example/{n}</link>"
            f"<guid>https://blog{number}.example/{n}</guid>"
            f"<pubDate>{format_datetime(first - timedelta(hours=n))}</pubDate>"
            f"<description><![CDATA[{html}]]></description></item>"
        )
    head = f"<title>Blog {number}</title><link>https://blog{number}.example/</link><description>Made up</description>"
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(entries)}</channel></rss>'.encode()
    )


async def _serve(n_feeds: int, n_entries: int, every: int = 0) -> None:
    n_asked = 0
    bodies = [feed(n, n_entries) for n in range(n_feeds)]
    etags = [hashlib.sha256(body).hexdigest()[:16] for body in bodies]

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal n_asked
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                number = int(head.split(b" ", 2)[1].strip(b"/").split(b".")[0])
                if every > 0 and number % every == 0:
                    n_asked += 1
                    entry = b"<item><title>New %d</title><guid>new-%d</guid></item></channel>" % (
                        n_asked,
                        n_asked,
                    )
                    bodies[number] = bodies[number].replace(b"</channel>", entry)
                    etags[number] = f"{n_asked:016}"
                etag = etags[number].encode()
                if etag in head and every >= 0:
                    writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "' + etag + b'"\r\n\r\n')
                else:
                    validator = b'ETag: "%b"\r\n' % etag if every >= 0 else b""
                    fields = b"Content-Type: application/rss+xml\r\n%bContent-Length: %d" % (
                        validator,
                        len(bodies[number]),
                    )
                    writer.write(b"HTTP/1.1 200 OK\r\n" + fields + b"\r\n\r\n" + bodies[number])
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(*map(int, sys.argv[1:])))
