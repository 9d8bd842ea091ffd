"""Marks by the API."""

from __future__ import annotations

from starlette.testclient import TestClient

WORKS = ("arxiv:2505.11432", "arxiv:2604.07394", "arxiv:2606.17518")


def test_marks_are_made_paged_and_taken_back(api: TestClient) -> None:
    """The newest first; a page goes on where the last one ended."""
    for work in WORKS:
        assert 201 == api.post("marks", json={"work": work, "action": "later"}).status_code
    first = api.get("marks", params={"limit": 2}).json()
    last = api.get("marks", params={"limit": 2, "cursor": first["next"]}).json()
    assert list(WORKS[::-1]) == [one["work_id"] for one in first["items"] + last["items"]]
    assert WORKS[-1] == api.delete("marks/last").json()["mark"]["work_id"]
    assert 2 == len(api.get("marks").json()["items"])


def test_a_mark_on_nothing_is_an_error(api: TestClient) -> None:
    """An unknown work, an unknown action, and a rating out of range; nothing is recorded."""
    wrong = [
        {"work": "arxiv:0000.00000", "action": "read"},
        {"work": WORKS[0], "action": "burn"},
        {"work": WORKS[0], "action": "read", "rating": 6},
    ]
    assert [404, 422, 422] == [api.post("marks", json=one).status_code for one in wrong]
    assert [] == api.get("marks").json()["items"]


def test_marks_of_one_work_and_of_one_kind(api: TestClient) -> None:
    """Folders and pins are told from them; the last mark of one work is taken back alone."""
    for work, action, note in (
        (WORKS[0], "file", "kernels"),
        (WORKS[0], "pin", ""),
        (WORKS[1], "note", "see fig. 2"),
    ):
        api.post("marks", json={"work": work, "action": action, "note": note})
    assert [{"name": "kernels", "n_works": 1}] == api.get("folders").json()
    assert [WORKS[0]] == api.get("pins").json()
    assert ["see fig. 2"] == [m["note"] for m in api.get("marks", params={"action": "note"}).json()["items"]]
    assert "pin" == api.delete("marks/last", params={"work": WORKS[0]}).json()["mark"]["action"]
    assert ["file"] == [m["action"] for m in api.get("marks", params={"work": WORKS[0]}).json()["items"]]
