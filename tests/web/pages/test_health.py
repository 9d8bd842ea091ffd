"""Whether the server lives."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem import __version__


def test_health_answers_get_and_head(site: TestClient) -> None:
    """A monitor may ask either way."""
    assert {"status": "ok", "version": __version__, "synced": None} == site.get("/healthz").json()
    assert 200 == site.head("/healthz").status_code
