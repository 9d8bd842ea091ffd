"""Sources a second and memory from 1,000 to 20,000 sources, of which one in twenty has something new."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bench_sync import SECONDS, feeds, sync, write_overlay

SIZES = (1_000, 5_000, 10_000, 20_000)
N_ENTRIES, EVERY = 2, 20


def main(folder: Path) -> None:
    """Prints a row a size: the run, sources a second, the whole process, peak memory."""
    for n in SIZES:
        home = folder / str(n)
        with feeds(n, N_ENTRIES, EVERY) as port:
            write_overlay(home / "overlay", port, n)
            sync(home, n)
            again = sync(home, n)
        seconds = float(SECONDS.findall(again.out)[-1])
        print(
            f"{n:>6} sources: {seconds:6.2f} s, {n / seconds:5.0f} sources/s, "
            f"whole process {again.seconds:6.2f} s, peak memory {again.peak_mb:4.0f} MB"
        )
