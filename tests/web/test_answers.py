"""HEAD like GET, and nothing sent twice."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/api/v1/week", "/api/v1/nothing", "/works/arxiv:2505.11432"]
)
def test_head_answers_as_get_does(site: TestClient, path: str) -> None:
    """The same status and headers, and no body."""
    got, headed = site.get(path), site.head(path)
    assert (got.status_code, dict(got.headers), b"") == (
        headed.status_code,
        dict(headed.headers),
        headed.content,
    )


def test_what_the_caller_has_is_not_sent_again(site: TestClient) -> None:
    """304 by its tag, until it changes."""
    first = site.get("/api/v1/marks")
    tag = {"if-none-match": f'"other", {first.headers["etag"]}'}
    again = site.get("/api/v1/marks", headers=tag)
    assert (304, b"") == (again.status_code, again.content)
    site.post("/api/v1/marks", json={"work": "arxiv:2505.11432", "action": "read"})
    assert 200 == site.get("/api/v1/marks", headers=tag).status_code


def test_errors_have_no_tag(site: TestClient) -> None:
    """What is wrong now may be right at once."""
    assert "etag" not in site.get("/api/v1/works/arxiv:0000.00000").headers
