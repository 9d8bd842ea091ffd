"""Draws docs/landscape.svg: the map that the pack ships, as the program itself exports it.

PYTHONPATH=src python scripts/draw_landscape.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from mainstem.pipeline.landscape.picture import sheet
from mainstem.pipeline.landscape.scene import scene
from mainstem.settings import Settings
from mainstem.wiring import Mainstem
from mainstem.wiring.mapping import title

TARGET = Path(__file__).resolve().parents[1] / "docs" / "landscape.svg"


def main() -> None:
    """Draws the snapshot's map in a home of its own and keeps the picture."""
    with tempfile.TemporaryDirectory() as home, Mainstem(Settings(home=Path(home), timezone="UTC")) as app:
        told = app.map.landscape(print)
        TARGET.write_text(sheet(scene(told, height=900), title(app, told)), "utf-8")


if __name__ == "__main__":
    main()
