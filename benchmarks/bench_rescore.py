"""From a mark to the new order of 30,000 works: in a running process, and as a whole `mainstem week --replan`."""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.bench_sync import ROOT
from benchmarks.made_up import fill
from benchmarks.process import run
from mainstem.model import Mark
from mainstem.settings import Settings
from mainstem.wiring import Mainstem

N_WORKS, N_ROUNDS, DAY = 30_000, 15, date(2026, 6, 30)


def main(folder: Path) -> None:
    """Prints medians and ranges, by how many marks the reader has."""
    home = folder / "home"
    fill(home, N_WORKS)
    app = Mainstem(Settings(home=home, timezone="UTC"))
    app.load_shipped()
    look = app.view(DAY)
    begin = time.perf_counter()
    held = app.ranking.held(look, lambda _: None)
    print(f"base ranking of {len(held.ids):,} works: {time.perf_counter() - begin:.2f} s")
    for n_marks in (1, 30, 300):
        marked = {mark.work_id for mark in app.store.marks.of("me")}
        new = [work_id for work_id in held.ids if work_id not in marked]
        for n, work_id in enumerate(new[:: len(new) // 300][: n_marks - len(marked) - 1]):
            app.store.marks.add(Mark("me", work_id, "skip" if n % 3 == 0 else "read", look.at))
        found = [_ms(app, work_id) for work_id in new[-N_ROUNDS:]]
        _tell(f"a mark, and all works in their new order, with {n_marks} marks", found, "ms")
    command = [sys.executable, "-m", "mainstem", "--home", str(home), "week", "--offline", "--at", str(DAY)]
    run(command, PYTHONPATH=str(ROOT / "src"))
    whole = []
    for work_id in held.ids[:5]:
        app.store.marks.add(Mark("me", work_id, "read", look.at))
        whole.append(run([*command, "--replan"], PYTHONPATH=str(ROOT / "src")).seconds)
    _tell("a whole `week --replan` after a mark", whole, "s")
    app.store.close()


def _ms(app: Mainstem, work_id: str) -> float:
    """Milliseconds from the mark to the best of the new order; the mark is taken back."""
    look = app.view(DAY)
    begin = time.perf_counter()
    app.store.marks.add(Mark("me", work_id, "read", look.at))
    app.ranking.renewed(look, lambda _: None, app.ranking.reader(look)).best(20)
    took = (time.perf_counter() - begin) * 1000
    app.store.marks.undo("me")
    return took


def _tell(what: str, found: list[float], unit: str) -> None:
    print(f"{what}: median {statistics.median(found):.2f} {unit} ({min(found):.2f}-{max(found):.2f})")
