"""The pictures of the documents, taken from the program as it is: ``pytest tests/browser --pictures``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mainstem.wiring import Mainstem

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WORK = "arxiv:2205.14135"
SHOTS = {  # name: path, width, height
    "week": ("/", 1280, 860),
    "week-phone": ("/", 390, 780),
    "work": (f"/works/{WORK}", 1280, 860),
    "streams": ("/streams?q=kernel", 1280, 760),
    "review": ("/review?quarter=2025-Q1", 1280, 860),
}


@pytest.mark.parametrize("name", SHOTS)
def test_a_picture_shows_a_page(
    name: str, chromium: Any, served: tuple[str, Mainstem], pytestconfig: pytest.Config, tmp_path: Path
) -> None:
    """Every picture that the documents show can be taken; with --pictures it is put into docs."""
    path, width, height = SHOTS[name]
    context = chromium.new_context(
        base_url=served[0], viewport={"width": width, "height": height}, reduced_motion="reduce"
    )
    page = context.new_page()
    answer = page.goto(path)
    assert 200 == answer.status
    page.wait_for_load_state("networkidle")
    page.get_by_role("heading", level=1).wait_for()
    folder = FOLDER if pytestconfig.getoption("--pictures") else tmp_path
    page.screenshot(path=folder / f"{name}.png")
    context.close()
    assert (FOLDER / f"{name}.png").is_file()
