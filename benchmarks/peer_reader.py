"""lemon24/reader over the same feeds: ``python -m benchmarks.peer_reader DB PORT N_FEEDS``; prints seconds."""

from __future__ import annotations

import sys
import time
import warnings

warnings.simplefilter("ignore")

from reader import make_reader  # noqa: E402 - after its warnings are silenced


def main(database: str, port: int, n_feeds: int) -> None:
    """Adds the feeds if they are not there, updates with 10 workers, prints how long the update took."""
    with make_reader(database) as reader:
        for n in range(n_feeds):
            reader.add_feed(f"http://127.0.0.1:{port}/{n}.xml", exist_ok=True)
        begin = time.perf_counter()
        reader.update_feeds(workers=10, scheduled=False)
        print(time.perf_counter() - begin)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
