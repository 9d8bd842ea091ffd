"""Server time of every page with 100,000 works in the database: median and 95th percentile, in one process.

Processor time stands beside the time on the clock: on a machine that does other things too, that is what a page costs.

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
    every = [one for its in found.values() for one in its]
    print(f"{N_WORKS:,} made-up works beside the shipped ones; {N_ROUNDS} rounds")
    for name, its in {**found, "all": every}.items():
        print(f"{name:53} {_told([clock for clock, _ in its])}, processor {_told([cpu for _, cpu in its])}")


def _told(values: list[float]) -> str:
    return f"median {statistics.median(values):6.1f} ms, p95 {_p95(values):6.1f} ms"


def _measured(browser: TestClient) -> dict[str, list[tuple[float, float]]]:
    dice, found = random.Random(1), defaultdict[str, list[tuple[float, float]]](list)
    for n in range(N_ROUNDS + 2):
        for name in PAGES:
            word, other = words(dice, 2)
            place = name.format(
                word=word, other=other, made_up=f"web:blog{dice.randrange(N_WORKS)}.example/post"
            )
            begin, spent = time.perf_counter(), time.process_time()
            answer = browser.get(place, headers={"accept": "text/html"})
            if answer.status_code != 200:
                sys.exit(f"{place}: {answer.status_code}")
            if n > 1:  # the first two rounds warm up
                ended = (time.perf_counter() - begin, time.process_time() - spent)
                found[name].append((ended[0] * 1000, ended[1] * 1000))
    return found


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
