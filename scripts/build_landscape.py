"""Lays out the map that the pack llm-systems ships, and writes it beside the pack's other files.

    PYTHONPATH=src python scripts/build_landscape.py [--dry] [--names]

In a home of its own, from the shipped snapshot alone, by neighbours (extra ``landscape``; under a minute). Works are
named by their ids; no text is kept but the words by which the regions are named. Run it when a new snapshot ships:
homes that have a map keep theirs.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from mainstem import packs
from mainstem.model import Charted, Spot
from mainstem.packs import landscape
from mainstem.settings import Settings
from mainstem.wiring import Mainstem


def main() -> None:
    """Builds and writes, or with --dry only tells the regions."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--dry", action="store_true", help="write nothing")
    asked.add_argument("--names", action="store_true", help="keep every spot, and name the regions anew")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as home, Mainstem(Settings(home=Path(home), timezone="UTC")) as app:
        if given.names:
            told = app.map.name(print)
        else:
            app.__dict__["charted"] = None  # from nothing, not from the map that ships today
            told = app.map.build(print)
    for area in told.areas:
        print(area.level, f"{area.n_works:5}", " · ".join(area.terms))
    spots = tuple(sorted((Spot(dot.work_id, dot.x, dot.y) for dot in told.dots), key=lambda one: one.work_id))
    if not given.dry:
        path = landscape.write(packs.find("llm-systems"), Charted(told.made_on, spots, told.areas))
        print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
