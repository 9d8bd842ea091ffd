"""The map in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_the_regions_are_told(run: Run, planned: Path) -> None:
    """With how many works each holds, 80 wide; as JSON with every dot."""
    shown = run("landscape").out
    assert "laid out by neighbours" in shown
    assert max(map(len, shown.splitlines())) <= 80
    told = json.loads(run("landscape", "--format", "json").out)
    assert f"{len(told['dots']):,} works" in shown


def test_the_map_is_written_as_a_picture(run: Run, planned: Path, tmp_path: Path) -> None:
    """Whose dots lead to the works on the web; what is no picture is refused."""
    file = tmp_path / "map.svg"
    assert "Written: " in run("landscape", "export", str(file)).out
    assert "https://arxiv.org/abs/2205.14135" in file.read_text("utf-8")
    ended = run("landscape", "export", "map.doc")
    assert (2, True) == (ended.code, "neither SVG nor PNG" in ended.err)
    assert "Give another file" in run("landscape", "export", str(tmp_path / "no" / "map.svg")).err
