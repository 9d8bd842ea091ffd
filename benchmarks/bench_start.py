"""How long a person waits: ``--help``, a bare interpreter beside it, and a stored plan."""

from __future__ import annotations

import statistics
import sys
from pathlib import Path

from benchmarks.bench_sync import ROOT
from benchmarks.process import run

N_ROUNDS = 7


def main(folder: Path) -> None:
    """Prints median and range of whole processes, in turn."""
    home = str(folder / "home")
    mainstem = [sys.executable, "-m", "mainstem", "--home", home]
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "mainstem --help": [*mainstem, "--help"],
        "mainstem week (stored plan)": [*mainstem, "week", "--offline"],
    }
    first = run(commands["mainstem week (stored plan)"], PYTHONPATH=str(ROOT / "src"))
    print(f"first week, offline: {first.seconds:.2f} s, peak memory {first.peak_mb:.0f} MB")
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(N_ROUNDS):
        for name, command in commands.items():
            seconds[name].append(run(command, PYTHONPATH=str(ROOT / "src")).seconds)
    for name, found in seconds.items():
        print(f"{name:<28} {statistics.median(found):.3f} s ({min(found):.3f}-{max(found):.3f})")
