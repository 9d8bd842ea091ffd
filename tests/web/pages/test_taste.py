"""What was learned about the reader, on a page."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem

WORK = "arxiv:2205.14135"


def test_nothing_is_known_of_a_newcomer(site: TestClient) -> None:
    """The page says so, and what teaches."""
    assert "Nothing yet." in site.get("/taste").text


def test_what_was_learned_is_told_and_forgotten(site: TestClient, app: Mainstem) -> None:
    """With the marks behind it; what is forgotten may count again."""
    app.mark(WORK, "read", "", 5)
    told = site.get("/taste").text
    assert ("FlashAttention" in told, "Learn nothing from it" in told) == (True, True)
    assert "Forgotten" in site.post("/taste/forget", data={"name": "attention"}).text
    assert ["forget"] == [wish.sense for wish in app.store.wishes.of("me")]
    site.post("/taste/forget", data={"name": "attention", "sense": "remember"})
    assert [] == app.store.wishes.of("me")


def test_nothing_is_erased_by_accident(site: TestClient, app: Mainstem) -> None:
    """The name must be told with it; then every mark is gone."""
    app.mark(WORK, "read")
    answer = site.post("/taste/erase", data={"confirm": "you"})
    assert (400, True) == (answer.status_code, "Nothing was erased" in answer.text)
    assert {WORK: "read"} == app.done()
    site.post("/taste/erase", data={"confirm": "me"})
    assert {} == app.done()
