"""The page of the sources."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem

OPML = b"""<opml version="2.0"><body><outline text="A blog" type="rss" xmlUrl="https://blog.example/feed.xml"/></body></opml>"""


def test_every_source_is_shown_with_its_health(site: TestClient, app: Mainstem) -> None:
    """All of them, or those of one state."""
    assert len(app.pack.sources) == site.get("/sources").text.count("<tr data-row")
    by_hand = sum(row.state == "by hand" for row in app.health())
    assert by_hand == site.get("/sources?state=by+hand").text.count("<tr data-row")


def test_an_address_that_cannot_be_followed_is_told_beside_the_form(site: TestClient) -> None:
    """With what was typed still there."""
    answer = site.post("/sources", data={"address": "not an address"})
    assert (400, True, True) == (
        answer.status_code,
        "is no address" in answer.text,
        'value="not an address"' in answer.text,
    )


def test_a_source_is_silenced_and_followed_again(site: TestClient, app: Mainstem) -> None:
    """Nothing is lost by it."""
    name = app.pack.sources[0].id
    site.post("/sources/silence", data={"source": name})
    assert app.source(name).silenced
    site.post("/sources/silence", data={"source": name, "undo": "true"})
    assert not app.source(name).silenced


def test_lists_of_other_readers_come_in_and_go_out(site: TestClient, app: Mainstem) -> None:
    """What came in can be removed, for it is one's own."""
    told = site.post("/sources/opml", files={"file": ("mine.opml", OPML)}).text
    assert "1 new, 0 left out" in told
    assert "https://blog.example/feed.xml" in site.get("/sources.opml").text
    site.post("/sources/remove", data={"source": "blog-a-blog"})
    assert None is app.pack.source("blog-a-blog")


def test_a_file_that_is_no_list_is_told(site: TestClient) -> None:
    """And nothing is changed."""
    answer = site.post("/sources/opml", files={"file": ("mine.txt", b"hello")})
    assert (answer.status_code >= 400, 'role="alert"' in answer.text) == (True, True)
