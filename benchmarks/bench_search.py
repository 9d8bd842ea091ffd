"""Search over 12,000 works in one process: median and 95th percentile of 400 queries."""

from __future__ import annotations

import random
import statistics
import time
from contextlib import closing
from pathlib import Path

from benchmarks.feeds import words
from benchmarks.made_up import fill
from mainstem import store
from mainstem.text.query import parse

N_WORKS, N_QUERIES = 12_000, 400


def main(folder: Path) -> None:
    """Prints milliseconds a query: one to three words, phrases and beginnings of words."""
    fill(folder / "home", N_WORKS)
    dice = random.Random(1)
    with closing(store.open(folder / "home" / "mainstem.db")) as kept:
        found = sorted(_ms(kept, query) for query in _queries(dice))
    print(
        f"search {N_WORKS:,} works: median {statistics.median(found):.1f} ms, p95 {found[int(N_QUERIES * 0.95)]:.1f} ms"
    )


def _queries(dice: random.Random) -> list[str]:
    shapes = ("{0}", "{0} {1}", "{0} {1} {2}", '"{0} {1}"', "{0} -{1}", "{0}*")
    return [dice.choice(shapes).format(*words(dice, 3)) for _ in range(N_QUERIES)]


def _ms(kept: store.Store, query: str) -> float:
    begin = time.perf_counter()
    kept.search.find(parse(query), 20)
    return (time.perf_counter() - begin) * 1000
