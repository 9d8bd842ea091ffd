"""A home with as many made-up works as wanted, from a fixed seed."""

from __future__ import annotations

import random
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.feeds import words
from mainstem import store
from mainstem.model import Draft, Endpoint, EndpointState, Polled, Settled, Shelf, Source
from mainstem.pipeline.settle import settle

LAST = datetime(2026, 6, 30, tzinfo=UTC)
SHELVES: tuple[Shelf, ...] = ("paper", "venue", "blog", "community")


def fill(home: Path, n_works: int, first: int = 0) -> None:
    """Makes the database of ``home`` with ``n_works`` fetched works of all four streams, 150 words each.

    ``first`` is how many of them are there already.
    """
    dice = random.Random(first)
    sources = [_source(n) for n in range(100)]
    home.mkdir(parents=True, exist_ok=True)
    with closing(store.open(home / "mainstem.db")) as kept:
        for begin in range(first, n_works, 2000):
            settled = tuple(_settled(dice, sources, n) for n in range(begin, min(begin + 2000, n_works)))
            endpoint = Endpoint("made-up", "rss", "https://blog.example/feed", "listed")
            state = EndpointState(endpoint.id, "made-up", endpoint.url)
            kept.items.take([Polled(endpoint, state, settled)])
        kept.meta.set("synced", LAST.isoformat())


def _source(n: int) -> Source:
    shelf = SHELVES[n % len(SHELVES)]
    return Source(f"made-up-{n}", f"Made up {n}", "blog", shelf, "academic", (), "", "daily", "", ())


def _settled(dice: random.Random, sources: list[Source], n: int) -> Settled:
    told = words(dice, 158)
    source = dice.choice(sources)
    draft = Draft(
        key=str(n),
        title=" ".join(told[:8]),
        url=f"https://blog{n}.example/post",
        kind="paper" if source.shelf in ("paper", "venue") else "post",
        published_at=LAST - timedelta(hours=n % 2000),
        text=" ".join(told[8:]),
    )
    return settle(source, draft, LAST)
