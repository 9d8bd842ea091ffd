"""Who is answered, and what a browser may do with it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from mainstem.web import create
from mainstem.wiring import Mainstem


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8765", 200),
        ("127.0.0.1:8765", 200),
        ("[::1]:8765", 200),
        ("mainstem.localhost", 200),
        ("mainstem.lan", 200),
        ("rebound.example", 403),
        ("192.168.1.5", 403),
        ("", 403),
    ],
)
def test_only_its_own_names_are_answered(app: Mainstem, host: str, status: int) -> None:
    """A foreign name that leads to this machine reads nothing."""
    with TestClient(create(app, hosts=("Mainstem.lan",))) as client:
        assert status == client.get("/healthz", headers={"host": host}).status_code


@pytest.mark.parametrize(
    ("origin", "status"),
    [("http://localhost", 303), (None, 303), ("https://evil.example", 403), ("null", 403)],
)
def test_changes_come_from_its_own_pages(site: TestClient, origin: str | None, status: int) -> None:
    """A form on a foreign page changes nothing."""
    headers = {"origin": origin} if origin else {}
    answer = site.post("/marks/undo", headers=headers, follow_redirects=False)
    assert status == answer.status_code


def test_every_answer_says_what_a_browser_may_do(site: TestClient) -> None:
    """No inline script, nothing foreign, no framing; also on errors and files."""
    for path in ("/", "/nowhere", "/static/mainstem.js", "/healthz"):
        policy = site.get(path).headers["content-security-policy"]
        assert "default-src 'none'; script-src 'self';" in policy
        assert "unsafe" not in policy
