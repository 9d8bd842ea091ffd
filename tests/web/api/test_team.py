"""The team by the API."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_team_is_put_together_and_agrees(api: TestClient) -> None:
    """Roles are the pack's; the share is kept; who is taken out is out."""
    role = api.get("team/roles").json()[0]["id"]
    assert role == api.put("team/members/kim", json={"role": role, "hours": 3}).json()["role"]
    assert ["kim"] == [one["name"] for one in api.get("team").json()]
    assert [0.5, 0.5] == [api.put("team/share", params={"value": 0.5}).json(), api.get("team/share").json()]
    assert 400 == api.put("team/members/kim", json={"role": "cook"}).status_code
    assert 422 == api.put("team/share", params={"value": 2}).status_code
    api.delete("team/members/kim")
    assert [] == api.get("team").json()


def test_a_week_of_a_team_is_planned_and_told(api: TestClient) -> None:
    """Its plans, its cost, and what all talk about; before that it is an error that says what to do."""
    assert 400 == api.get("team/report").status_code
    api.put("team/members/me", json={})
    made = api.post("team/week").json()
    assert made == api.get("team/report").json()
    assert ["me"] == [one["person"] for one in api.get("team/week").json()]
    assert made["n_common"] == len(api.get("team/agenda").json()["readings"])
