"""Joining: made-up works onto known ones, of titles that share their words more than real ones do."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from benchmarks.made_up import fill
from mainstem import packs, store
from mainstem.connectors import TABLE
from mainstem.wiring.joining import join_new

STEPS = (12_000, 12_100, 30_000, 30_100)  # works that are known after each


def main(folder: Path) -> None:
    """Prints seconds a step: works that are new onto those that are known, and a run with nothing new."""
    pack = packs.load(packs.find("llm-systems"), TABLE.name_for)
    known = 0
    for n in STEPS:
        fill(folder / "home", n, first=known)
        with closing(store.open(folder / "home" / "mainstem.db")) as kept:
            seconds, busy = time.perf_counter(), time.process_time()
            done = join_new(kept, pack)
            seconds, busy = time.perf_counter() - seconds, time.process_time() - busy
            again = time.perf_counter()
            join_new(kept, pack)
            again = time.perf_counter() - again
        told = (
            f"{done.n_joined} joined, {len(done.found.doubtful)} in doubt; nothing new: {again * 1000:.0f} ms"
        )
        print(f"{n - known:>6,} new onto {known:>6,}: {seconds:5.2f} s ({busy:.2f} s of CPU), {told}")
        known = n
