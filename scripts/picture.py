"""Draws docs/week.svg: the plan as the program itself prints it. ``PYTHONPATH=src python scripts/picture.py``."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from rich.console import Console

from mainstem.cli.show_week import show
from mainstem.settings import Settings
from mainstem.wiring import Mainstem

TARGET = Path(__file__).resolve().parents[1] / "docs" / "week.svg"


def main() -> None:
    """Plans the snapshot's week in a home of its own and keeps the picture."""
    with tempfile.TemporaryDirectory() as home:
        app = Mainstem(Settings(home=Path(home), timezone="UTC"))
        plan = app.plan(app.view())
        with Path("/dev/null").open("w") as nowhere:
            console = Console(record=True, width=100, force_terminal=True, file=nowhere)
            show(plan, {}, console)
        svg = console.export_svg(title="mainstem week")
        TARGET.write_text(
            re.sub(r"@font-face {.*?}\s*", "", svg, flags=re.DOTALL), encoding="utf-8"
        )  # no font from elsewhere
        app.store.close()


if __name__ == "__main__":
    main()
