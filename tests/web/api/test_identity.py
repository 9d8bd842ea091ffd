"""Two works made one by the API, and one made two."""

from __future__ import annotations

from starlette.testclient import TestClient

A, B = "arxiv:2505.11432", "arxiv:2604.07394"


def test_a_merge_is_taken_back_by_a_split(api: TestClient) -> None:
    """What was joined and split is told, the newest first."""
    kept = api.post("merges", json={"work": A, "other": B, "why": "one talk"}).json()["work"]
    [left] = {A, B} - {kept}
    assert kept == api.get(f"works/{left}").json()["work"]["id"]
    assert left == api.post("splits", json={"work": A, "key": left}).json()["work"]
    assert left == api.get(f"works/{left}").json()["work"]["id"]
    told = api.get("changes", params={"work": A}).json()["items"]
    assert [("split", "said so"), ("joined", "one talk")] == [(one["what"], one["why"]) for one in told]


def test_what_is_one_is_not_joined_again(api: TestClient) -> None:
    """And a key that a work does not go by does not leave it."""
    again = api.post("merges", json={"work": A, "other": A})
    foreign = api.post("splits", json={"work": A, "key": B})
    assert [(400, "usage_error")] * 2 == [
        (one.status_code, one.json()["error"]["code"]) for one in (again, foreign)
    ]
