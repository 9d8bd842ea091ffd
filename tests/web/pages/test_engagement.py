"""The page of engagement."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, engagement


def test_a_contribution_is_entered_and_removed(site: TestClient, app: Mainstem) -> None:
    """By hand, and the target knows."""
    told = {"kind": "talk", "title": "Paged attention from scratch", "on": "2026-06-30"}
    shown = site.post("/engagement", data=told).text
    assert ("Paged attention from scratch" in shown, 1) == (True, len(engagement.contributions(app)))
    site.post("/engagement/remove", data={"number": "1"})
    assert [] == engagement.contributions(app)


def test_what_lies_ahead_is_refused(site: TestClient) -> None:
    """A contribution is something done."""
    told = {"kind": "talk", "title": "Later", "on": "2027-01-01"}
    assert 400 == site.post("/engagement", data=told).status_code
