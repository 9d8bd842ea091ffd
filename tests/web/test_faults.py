"""Errors as a person and as a program see them."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_a_person_gets_a_page(site: TestClient) -> None:
    """What happened, to what, and what to do next."""
    answer = site.get("/works/arxiv:0000.00000")
    assert (404, "text/html; charset=utf-8") == (answer.status_code, answer.headers["content-type"])
    assert "arxiv:0000.00000" in answer.text


def test_a_program_gets_one_shape(site: TestClient) -> None:
    """The same four fields for an unknown work, an unknown page, and bad input."""
    program = {"accept": "application/json"}
    answers = [
        site.get("/works/arxiv:0000.00000", headers=program),
        site.get("/nowhere", headers=program),
        site.get("/?at=someday", headers=program),
    ]
    shapes = [set(answer.json()["error"]) for answer in answers]
    assert [{"code", "subject", "what", "hint"}] * 3 == shapes
    assert [404, 404, 422] == [answer.status_code for answer in answers]


def test_what_was_asked_for_is_told_as_text(site: TestClient) -> None:
    """Markup in an address stays words."""
    assert "<script>alert" not in site.get("/works/<script>alert(1)</script>").text
