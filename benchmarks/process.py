"""Runs a command and tells how long it took and how much memory its processes held together at most."""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

TICK_S = 0.05


@dataclass(frozen=True)
class Run:
    """One finished command. ``peak_mb`` sums private memory (PSS) over its processes."""

    seconds: float
    peak_mb: float
    out: str


def run(command: Sequence[str], **environ: str) -> Run:
    """Runs ``command``; raises CalledProcessError when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env={**os.environ, **environ}
    )
    peak = [0.0]
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peak, ended))
    watcher.start()
    out, _ = process.communicate()
    seconds = time.perf_counter() - begin
    ended.set()
    watcher.join()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, out)
    return Run(seconds, peak[0], out)


def _watch(pid: int, peak: list[float], ended: threading.Event) -> None:
    while not ended.wait(TICK_S):
        peak[0] = max(peak[0], sum(map(_pss_mb, _family(pid))))


def _family(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for parent in found:
        try:
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split())
        except OSError:
            continue
    return found


def _pss_mb(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)
