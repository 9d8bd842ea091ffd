"""The page of labs and people."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, wishing
from mainstem.wiring.labs import doings


def test_labs_stand_with_what_they_did(site: TestClient, app: Mainstem) -> None:
    """Each by a query that finds more of it."""
    found = doings(app)
    assert found
    shown = site.get("/labs").text
    assert len(found) == shown.count("data-row")
    assert all(app.search(one.query, 50)[: len(one.works)] for one in found[:5])


def test_whom_one_follows_stands_first(site: TestClient, app: Mainstem) -> None:
    """A person as papers spell them."""
    wishing.wish(app, "follow", "author", "Tri Dao")
    first = doings(app)[0]
    assert ("author", "Tri Dao", True) == (first.kind, first.name, first.followed)
    assert "Unfollow Tri Dao" in site.get("/labs").text
