"""The map in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_regions_are_told(run: Run, planned: Path) -> None:
    """With how many works each holds, 80 wide; as JSON with every dot."""
    shown = run("landscape").out
    assert "laid out at once" in shown
    assert max(map(len, shown.splitlines())) <= 80
    told = json.loads(run("landscape", "--format", "json").out)
    assert f"{len(told['dots']):,} works" in shown
