"""``./run bench [sync|start|replan|join|rescore|search|scale|hub|web] ...``: speed, side by side with the peers."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import (
    bench_hub,
    bench_join,
    bench_replan,
    bench_rescore,
    bench_scale,
    bench_search,
    bench_start,
    bench_sync,
    bench_web,
)

BENCHES: dict[str, Callable[[Path], None]] = {
    "sync": bench_sync.main,
    "start": bench_start.main,
    "replan": bench_replan.main,
    "join": bench_join.main,
    "rescore": bench_rescore.main,
    "search": bench_search.main,
    "scale": bench_scale.main,
    "hub": bench_hub.main,
    "web": bench_web.main,
}


def main(names: list[str]) -> None:
    """Runs the named benchmarks, or all."""
    for name in names or list(BENCHES):
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n== {name}")
            BENCHES[name](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
