"""A person's whole data."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_everything_is_told_and_erased(api: TestClient) -> None:
    """What was marked, wished and chosen is in it; afterwards nothing is."""
    api.post("marks", json={"work": "arxiv:2505.11432", "action": "note", "note": "of my own"})
    api.post("wishes", json={"sense": "follow", "kind": "word", "name": "kernels"})
    api.put("cadence/own/budget_min", json="240")
    told = api.get("me/data").json()["tables"]
    assert ["of my own"] == [row["note"] for row in told["marks"]]
    assert (["kernels"], ["240"]) == (
        [row["name"] for row in told["wishes"]],
        [row["value"] for row in told["preferences"]],
    )
    assert 1 == api.delete("me/data", params={"confirm": "me"}).json()["marks"]
    assert {} == {name: rows for name, rows in api.get("me/data").json()["tables"].items() if rows}


def test_nothing_is_erased_by_accident(api: TestClient) -> None:
    """The name must be told with it."""
    api.post("marks", json={"work": "arxiv:2505.11432", "action": "read"})
    assert 400 == api.delete("me/data", params={"confirm": "you"}).status_code
    assert 1 == len(api.get("marks").json()["items"])
