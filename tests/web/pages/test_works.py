"""One work's page."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_work_has_a_page(site: TestClient) -> None:
    """By its key, whatever slashes are in it."""
    assert "MegaScale-MoE" in site.get("/works/arxiv:2505.11432").text
