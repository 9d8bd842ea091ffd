"""Server time of every page with 100,000 works in the database: median and 95th percentile, in one process.

The week is planned, works are classified and the ranking is held before the clock starts, as after a sync; ``/why`` is
the piece that a work's page loads after itself. Rounds go over all pages in turn, so no page has the caches for itself.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections import defaultdict
from contextlib import closing
from pathlib import Path

from starlette.testclient import TestClient

from benchmarks.feeds import words
from benchmarks.made_up import LAST, fill
from mainstem.settings import Settings
from mainstem.web import create
from mainstem.wiring import Mainstem, classing

N_WORKS, N_ROUNDS = 100_000, 40
PAGES = (
    "/",
    "/streams",
    "/streams?at=20",
    "/streams?stream=blog&is=unread",
    "/streams?topic=library/kernels",
    "/streams?q=cited-by:huggingface/trl",
    "/streams?q={word}",
    "/streams?q={word}+{other}+stream:paper+after:2026-05",
    "/works/arxiv:2205.14135",
    "/works/{made_up}",
    "/why/arxiv:2205.14135",
    "/canon",
    "/review",
    "/labs",
    "/team",
    "/engagement",
    "/sources",
    "/settings",
)


def main(folder: Path) -> None:
    """Prints milliseconds of server time a page."""
    home = folder / "home"
    fill(home, N_WORKS)
    app = Mainstem(Settings(home=home, timezone="UTC"), clock=lambda: LAST)
    with closing(app.store), TestClient(create(app), base_url="http://localhost") as browser:
        app.load_shipped()
        classing.refresh(app)
        app.plan(app.view())
        found = _measured(browser)
    every = sorted(ms for its in found.values() for ms in its)
    print(f"{N_WORKS:,} made-up works beside the shipped ones; {N_ROUNDS} rounds")
    for name, its in found.items():
        print(f"{name:55} median {statistics.median(its):6.1f} ms, p95 {_p95(its):6.1f} ms")
    print(f"{'all':55} median {statistics.median(every):6.1f} ms, p95 {_p95(every):6.1f} ms")


def _measured(browser: TestClient) -> dict[str, list[float]]:
    dice, found = random.Random(1), defaultdict[str, list[float]](list)
    for n in range(N_ROUNDS + 2):
        for name in PAGES:
            word, other = words(dice, 2)
            place = name.format(
                word=word, other=other, made_up=f"web:blog{dice.randrange(N_WORKS)}.example/post"
            )
            begin = time.perf_counter()
            answer = browser.get(place, headers={"accept": "text/html"})
            if answer.status_code != 200:
                sys.exit(f"{place}: {answer.status_code}")
            if n > 1:  # the first two rounds warm up
                found[name].append((time.perf_counter() - begin) * 1000)
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
