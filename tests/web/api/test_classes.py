"""Corrections by the API."""

from __future__ import annotations

from starlette.testclient import TestClient

WORK = "arxiv:2505.11432"


def test_a_correction_holds_until_it_is_taken_back(api: TestClient) -> None:
    """The class says who said it."""
    before = api.get(f"classes/{WORK}").json()["about"]
    topic = next(t for t in api.get("corrections/choices").json()["topic"] if t != before["topic"])
    made = api.post("corrections", json={"work": WORK, "field": "topic", "value": topic}).json()["about"]
    assert (topic, ["topic"]) == (made["topic"], made["corrected"])
    assert [topic] == [one["value"] for one in api.get("corrections").json()]
    assert topic == api.delete("corrections/last").json()["value"]
    assert before == api.get(f"classes/{WORK}").json()["about"]


def test_what_is_no_topic_is_no_correction(api: TestClient) -> None:
    """It is told which there are."""
    answer = api.post("corrections", json={"work": WORK, "field": "topic", "value": "cooking"})
    assert (400, True) == (answer.status_code, "library/" in answer.json()["error"]["hint"])
