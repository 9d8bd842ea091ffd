"""The team's page."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, team


def test_members_come_and_go(site: TestClient, app: Mainstem) -> None:
    """With a role of the pack."""
    assert "Nobody is in the team yet" in site.get("/team").text
    role = app.pack.roles[0].id
    shown = site.post("/team", data={"name": "river", "role": role, "hours": "3"}).text
    assert ("not planned for the team yet" in shown, [role]) == (
        True,
        [one.role for one in team.members(app)],
    )
    site.post("/team/remove", data={"name": "river"})
    assert [] == team.members(app)


def test_a_role_that_is_none_is_refused(site: TestClient) -> None:
    """By name."""
    assert 400 == site.post("/team", data={"name": "river", "role": "pilot"}).status_code


def test_the_week_is_planned_for_all(site: TestClient) -> None:
    """Hours a person, coverage, and what is read in common."""
    site.post("/team", data={"name": "river", "hours": "2"})
    site.post("/team", data={"name": "delta", "hours": "2"})
    shown = site.post("/team/week").text
    assert ("hours planned" in shown, "Best member" in shown, "Reading group" in shown) == (True,) * 3
