"""The documents as a site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_ASKED = re.compile(r"<(?:script|link|img|iframe)\b[^>]*?\b(?:src|href)=[\"']?((?:https?:)?//[^\"'\s>]+)")


def test_the_site_is_built_and_asks_nobody_else(tmp_path: Path) -> None:
    """Strictly: a lost link ends it. No page brings a script, font, style or picture from elsewhere."""
    pytest.importorskip("mkdocs", reason="needs mkdocs-material from the extra `docs`")
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(tmp_path)]
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True, timeout=120)
    assert 0 == ended.returncode, ended.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) > 40
    asked = {
        found for page in pages for found in _ASKED.findall(page.read_text()) if "canonical" not in found
    }
    assert set() == asked
    assert "--models-in-use" in (tmp_path / "reference" / "commands-checkpoints" / "index.html").read_text()
