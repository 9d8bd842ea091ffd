"""Replanning from 30,000 scored works, as whole processes: scored anew, and from the stored scores."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.bench_sync import ROOT
from benchmarks.made_up import fill
from benchmarks.process import run

N_WORKS, N_ROUNDS = 30_000, 5


def main(folder: Path) -> None:
    """Prints the first plan (ranking included), then replans from the stored scores."""
    home = folder / "home"
    fill(home, N_WORKS)
    command = [
        sys.executable,
        "-m",
        "mainstem",
        "--home",
        str(home),
        "week",
        "--offline",
        "--at",
        "2026-06-30",
    ]
    first = run(command, PYTHONPATH=str(ROOT / "src"))
    print(
        f"ranking and planning {N_WORKS:,} works: {first.seconds:.2f} s, peak memory {first.peak_mb:.0f} MB"
    )
    found = [run([*command, "--replan"], PYTHONPATH=str(ROOT / "src")).seconds for _ in range(N_ROUNDS)]
    print(
        f"replanning {N_WORKS:,} scored works: {statistics.median(found):.2f} s ({min(found):.2f}-{max(found):.2f})"
    )
