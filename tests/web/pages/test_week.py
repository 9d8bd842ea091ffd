"""This week's page."""

from __future__ import annotations

from html import unescape

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


def test_gauges_prompts_and_dates_are_told(site: TestClient, app: Mainstem) -> None:
    """What the plan knows stands on its page."""
    plan = app.stored_plan(app.view())
    assert plan
    shown = unescape(site.get("/").text)
    assert all(gauge.basis in shown for gauge in plan.gauges.about)
    assert all(date.title in shown for date in plan.dates[:6])


def test_what_is_pinned_is_listed_and_can_be_unpinned(site: TestClient, app: Mainstem) -> None:
    """A pin waits for the next plan, and a plan made anew takes it in."""
    site.post("/marks", data={"work": "arxiv:2205.14135", "action": "pin"})
    assert "Pinned for the next plan" in site.get("/").text
    site.post("/marks", data={"work": "arxiv:2205.14135", "action": "unpin"})
    assert "Pinned for the next plan" not in site.get("/").text


def test_the_calendar_is_a_file_to_subscribe_to(site: TestClient) -> None:
    """Of the stored weeks."""
    answer = site.get("/calendar.ics")
    assert ("text/calendar; charset=utf-8", True) == (
        answer.headers["content-type"],
        answer.text.startswith("BEGIN:VCALENDAR"),
    )
