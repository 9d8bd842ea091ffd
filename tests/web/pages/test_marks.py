"""Marks from the browser."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from mainstem.model import Slot
from mainstem.web.pages.week import slots
from mainstem.wiring import Mainstem


def _first(app: Mainstem) -> Slot:
    plan = app.stored_plan(app.view())
    assert plan
    return next(slot for slot in slots(plan) if not slot.items)


def test_a_form_marks_and_leads_back(site: TestClient, app: Mainstem) -> None:
    """Without script, a button is a form that comes back to the page it was on."""
    work = _first(app).work
    answer = site.post("/marks", data={"work": work, "action": "read", "back": "/"}, follow_redirects=False)
    assert (303, "/") == (answer.status_code, answer.headers["location"])
    assert {work: "read"} == dict(app.done())


def test_the_script_gets_the_slot_alone(site: TestClient, app: Mainstem) -> None:
    """With script, only the piece that changed is drawn, with its undo; undo brings the buttons back."""
    work, piece = _first(app).work, {"hx-request": "true"}
    marked = site.post("/marks", data={"work": work, "action": "skip"}, headers=piece).text
    undone = site.post("/marks/undo", data={"work": work}, headers=piece).text
    assert ("<li" in marked[:5], "Undo" in marked) == (True, True)
    assert ('value="read"' in undone, {}) == (True, dict(app.done()))


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/\\evil.example", "week"])
def test_a_form_leads_nowhere_else(site: TestClient, app: Mainstem, back: str) -> None:
    """A forged way back ends at home."""
    data = {"work": _first(app).work, "action": "later", "back": back}
    assert "/" == site.post("/marks", data=data, follow_redirects=False).headers["location"]


def test_an_unknown_action_is_refused(site: TestClient, app: Mainstem) -> None:
    """What a reader can do is a short list."""
    answer = site.post("/marks", data={"work": _first(app).work, "action": "burn"})
    assert 422 == answer.status_code
