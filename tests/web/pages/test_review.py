"""The review's page."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, reviewing

QUARTER = {"quarter": "2025-Q1"}


def test_a_quarter_is_replayed_with_evidence(site: TestClient) -> None:
    """Its proposals stand there with what speaks for them."""
    shown = site.get("/review", params=QUARTER).text
    assert ("Review of 2025-Q1" in shown, "DeepSeek-V3" in shown, "of evidence" in shown) == (True,) * 3


def test_a_verdict_is_recorded_and_taken_back(site: TestClient, app: Mainstem) -> None:
    """With its reason, by a plain form; the canon follows."""
    before = len(reviewing.in_force(app))
    told = {**QUARTER, "n": "1", "verdict": "accept", "because": "runs in our stack"}
    answer = site.post("/review", data=told, follow_redirects=False)
    assert (303, "/review?quarter=2025-Q1#p1") == (answer.status_code, answer.headers["location"])
    assert "runs in our stack" in site.get("/review", params=QUARTER).text
    assert ["accept"] == [one.verdict for one in app.store.reviews.decisions()]
    site.post("/review/undo", data=QUARTER)
    assert ([], before) == (app.store.reviews.decisions(), len(reviewing.in_force(app)))


def test_a_proposal_that_is_not_there_is_told(site: TestClient) -> None:
    """With the status of a bad request."""
    assert 400 == site.post("/review", data={**QUARTER, "n": "99", "verdict": "accept"}).status_code


def test_a_quarter_that_is_none_is_told(site: TestClient) -> None:
    """As a page, not as a fault of ours."""
    assert 400 == site.get("/review?quarter=spring").status_code
