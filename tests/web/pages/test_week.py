"""This week's page."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem


def test_the_page_shows_every_slot(site: TestClient, app: Mainstem) -> None:
    """Each slot of the stored plan stands there once."""
    plan = app.stored_plan(app.view())
    assert plan
    n_slots = sum(len(session.slots) for session in plan.sessions)
    assert n_slots == site.get("/").text.count('id="slot-')


def test_another_day_shows_its_week(site: TestClient) -> None:
    """A day of May has the week of May."""
    assert "Week 20" in site.get("/?at=2026-05-13").text
