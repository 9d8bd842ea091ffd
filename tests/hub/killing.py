"""Ships in a process of its own and kills it when the Hub has taken in so many bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.emulators.hub_site import HubSite
from tests.hub.home import plain

_SOURCE = Path(__file__).resolve().parents[2] / "src"


def command(home: Path, *tokens: str) -> subprocess.Popen[str]:
    """``mainstem`` with these words, started."""
    environ = {**plain(os.environ), "PYTHONPATH": str(_SOURCE), "COLUMNS": "80", "OMP_NUM_THREADS": "1"}
    told = [sys.executable, "-m", "mainstem", "--home", str(home), *tokens]
    return subprocess.Popen(told, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ship_killed(site: HubSite, home: Path, folder: Path, name: str, at: list[int]) -> tuple[int, str]:
    """Ships, killed at each of these totals of bytes, and once more to the end; how often it died, and the output."""
    n_killed = 0
    waiting = list(at)
    while True:
        with command(home, "ship", str(folder), name, "--yes") as process:

            def watch(total: int, process: subprocess.Popen[str] = process) -> None:
                if waiting and total >= waiting[0]:
                    waiting.pop(0)
                    process.kill()

            site.on_bytes = watch
            out, err = process.communicate(timeout=300)
        site.on_bytes = lambda _n: None
        if process.returncode >= 0:
            assert process.returncode == 0, err
            return n_killed, out
        n_killed += 1
