"""The page of settings."""

from __future__ import annotations

from datetime import date

from starlette.testclient import TestClient

from mainstem.model import Away
from mainstem.wiring import Mainstem, habits


def test_a_value_is_set_and_the_packs_own_comes_back(site: TestClient, app: Mainstem) -> None:
    """The next plan knows."""
    shown = site.post("/settings/cadence", data={"name": "budget_min", "value": "240"}).text
    assert (240, 'value="240"' in shown) == (habits.cadence_of(app).budget_min, True)
    site.post("/settings/reset", data={"name": "budget_min"})
    assert {} == habits.own_values(app)


def test_a_value_that_cannot_be_is_refused(site: TestClient, app: Mainstem) -> None:
    """And nothing was changed."""
    assert 400 == site.post("/settings/cadence", data={"name": "budget_min", "value": "9"}).status_code
    assert {} == habits.own_values(app)


def test_days_away_are_kept_and_forgotten(site: TestClient, app: Mainstem) -> None:
    """By plain forms."""
    site.post("/settings/away", data={"first": "2026-08-01", "last": "2026-08-14"})
    assert [Away(date(2026, 8, 1), date(2026, 8, 14))] == habits.away_of(app)
    site.post("/settings/back", data={"first": "2026-08-01"})
    assert [] == habits.away_of(app)


def test_a_course_is_begun_and_given_up(site: TestClient, app: Mainstem) -> None:
    """On the same button."""
    name = habits.tracks(app)[0].source.id
    site.post("/settings/tracks", data={"name": name, "start": "true"})
    assert habits.track(app, name).started
    site.post("/settings/tracks", data={"name": name, "start": "false"})
    assert not habits.track(app, name).started
