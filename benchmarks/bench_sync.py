"""Feeds a second: a first pull of 300 feeds x 40 entries, then the same with nothing new, beside lemon24/reader."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.process import Run, run

N_FEEDS, N_ENTRIES, N_ROUNDS = 300, 40, 3
SECONDS = re.compile(
    r"([\d.]+) s$", re.MULTILINE
)  # the run itself, as the summary tells it; so is the peer's
ROOT = Path(__file__).resolve().parents[1]


def main(folder: Path) -> None:
    """Prints both programs' feeds a second and peak memory, round by round in turn."""
    for validators, told in ((0, "304"), (-1, "sent whole")):
        with feeds(N_FEEDS, N_ENTRIES, validators) as port:
            rounds = [_round(folder / f"{told}-{n}", port) for n in range(N_ROUNDS)]
        for name in ("first pull", "all unchanged"):
            ours = [r[name][0] for r in rounds]
            theirs = [r[name][1] for r in rounds]
            _tell(f"{name} ({told})", ours, theirs)


def _round(folder: Path, port: int) -> dict[str, tuple[Run, float]]:
    folder.mkdir()
    write_overlay(folder / "home" / "overlay", port, N_FEEDS)
    found = {}
    for name in ("first pull", "all unchanged"):
        ours = sync(folder / "home")
        theirs = run(
            [
                sys.executable,
                "-m",
                "benchmarks.peer_reader",
                str(folder / "reader.db"),
                str(port),
                str(N_FEEDS),
            ]
        )
        found[name] = (ours, float(theirs.out))
    return found


def sync(home: Path, n_feeds: int = N_FEEDS) -> Run:
    """Our whole process: start, overlay, network, reading, store, table."""
    names = [f"bench-{n}" for n in range(n_feeds)]
    command = [sys.executable, "-m", "mainstem", "--home", str(home), "sync", "--all", *names]
    return run(command, MAINSTEM_ALLOW_HOSTS="127.0.0.1", PYTHONPATH=str(ROOT / "src"))


def _tell(name: str, ours: list[Run], theirs: list[float]) -> None:
    mine = [N_FEEDS / float(SECONDS.findall(r.out)[-1]) for r in ours]
    peer = [N_FEEDS / s for s in theirs]
    ratios = [a / b for a, b in zip(mine, peer, strict=True)]
    print(
        f"{name:<26} mainstem {_spread(mine)} feeds/s, lemon24/reader {_spread(peer)} feeds/s, "
        f"ratio {_spread(ratios)}; whole process {_spread([r.seconds for r in ours])} s, "
        f"peak memory {max(r.peak_mb for r in ours):.0f} MB"
    )
    last = [line for line in ours[-1].out.splitlines() if line.strip()][-1]
    print(f"{'':<26} {re.sub(' +', ' ', last)}")


def _spread(values: list[float]) -> str:
    return f"{statistics.median(values):.3g} ({min(values):.3g}-{max(values):.3g})"


def write_overlay(folder: Path, port: int, n_feeds: int) -> None:
    """An overlay with ``n_feeds`` sources ``bench-N`` at the loopback server."""
    (folder / "sources").mkdir(parents=True)
    entries = [
        f'[[source]]\nid = "bench-{n}"\nname = "Bench {n}"\nkind = "blog"\nsector = "independent"\n'
        f'axes = ["external"]\nhome = "https://blog{n}.example/"\ncadence = "daily"\n'
        f'description = "A made-up blog."\n[[source.endpoint]]\ntype = "rss"\n'
        f'url = "http://127.0.0.1:{port}/{n}.xml"\nstatus = "listed"\n'
        for n in range(n_feeds)
    ]
    (folder / "sources" / "blog.toml").write_text("\n".join(entries))


@contextmanager
def feeds(n_feeds: int, n_entries: int, every: int = 0) -> Iterator[int]:
    """The loopback server in a process of its own; yields its port."""
    command = [sys.executable, "-m", "benchmarks.feeds", str(n_feeds), str(n_entries), str(every)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=dict(os.environ), cwd=ROOT)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
