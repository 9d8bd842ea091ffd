"""How often one caller may ask."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.web import create
from mainstem.web.rate import Rate
from mainstem.wiring import Mainstem


def test_a_bucket_fills_again() -> None:
    """At once as many as it holds, then as many as time gives; each caller has their own."""
    now = 0.0
    rate = Rate(2, 3, lambda: now)
    assert [0, 0, 0, 0.5] == [rate.take("a") for _ in range(4)]
    assert 0 == rate.take("b")
    now = 0.5
    assert [0, 0.5] == [rate.take("a"), rate.take("a")]


def test_whoever_asks_too_often_is_told_when_to_come_back(app: Mainstem) -> None:
    """429 in the one shape of an error, with the seconds in a header; pages of the web app are not counted."""
    site = create(app, rate=Rate(0.25, 1, lambda: 0.0))
    with TestClient(site, base_url="http://localhost") as client:
        first, second = client.get("/api/v1/me"), client.get("/api/v1/me")
        assert (200, 429, "4") == (first.status_code, second.status_code, second.headers["retry-after"])
        assert "too_many_requests" == second.json()["error"]["code"]
        assert 200 == client.get("/healthz").status_code
