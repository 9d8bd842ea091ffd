"""The canon's page."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem


def test_every_row_stands_there_with_progress(site: TestClient, app: Mainstem) -> None:
    """In reading order, and what was read is counted."""
    app.mark("arxiv:2205.14135", "read")
    shown, rows = site.get("/canon").text, app.canon()
    places = [shown.index(f'id="{row.id}"') for row, _ in rows]
    assert sorted(places) == places
    assert f"<strong>1</strong> of {len(rows)} read" in shown


def test_an_old_list_is_read_and_compared(site: TestClient) -> None:
    """As it stood on a day, with what changed since."""
    old = site.get("/canon?at=2024-01-01").text
    assert ("Canon on 1 January 2024" in old, "DeepSeek-V3 Technical" in old) == (True, False)
    diff = site.get("/canon/diff?earlier=2024-01-01&later=2026-06-30")
    assert ("text/markdown; charset=utf-8", True) == (diff.headers["content-type"], "DeepSeek" in diff.text)
