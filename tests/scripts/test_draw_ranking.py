"""The drawn figures of the ranking, on the made-up papers."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_s_marks_are_filled(tmp_path: Path) -> None:
    """The tables stand between the marks, the text around them stays, and the curve lies beside."""
    page = tmp_path / "evals.md"
    page.write_text("before\n<!-- ranking: begin -->\nold\n<!-- ranking: end -->\nafter\n", "utf-8")
    script, data = ROOT / "scripts" / "draw_ranking.py", ROOT / "evals" / "data" / "ranking"
    subprocess.run([sys.executable, str(script), str(data), str(tmp_path)], check=True, timeout=120)
    lines = page.read_text("utf-8").splitlines()
    assert ("before", "after", False) == (lines[0], lines[-1], "old" in lines)
    assert {"ours", "arxiv-sanity-lite", "citations"} <= {
        line.split(" ")[1] for line in lines if line.startswith("| ")
    }
    assert (tmp_path / "ranking-reliability.svg").read_text("utf-8").startswith("<svg")
