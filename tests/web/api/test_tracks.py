"""Courses, and how long readings took, by the API."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_course_is_begun_and_left(api: TestClient) -> None:
    """One unit after the other is marked."""
    name = api.get("tracks").json()[0]["id"]
    assert api.put(f"tracks/{name}").json()["started"]
    api.post("marks", json={"work": f"track:{name}/1", "action": "read"})
    left = api.delete(f"tracks/{name}").json()
    assert (False, True) == (left["started"], left["units"][0]["done"])
    assert 400 == api.put("tracks/cooking").status_code


def test_a_reading_teaches_the_pace(api: TestClient) -> None:
    """The minutes that it took are kept, and the work is read."""
    mark = api.post("readings", json={"work": "arxiv:2505.11432", "minutes": 75, "note": "twice"}).json()
    assert ("read", "twice") == (mark["action"], mark["note"])
    assert 1 == api.get("pace").json()[0]["n"]
    assert 422 == api.post("readings", json={"work": "arxiv:2505.11432", "minutes": 0}).status_code
