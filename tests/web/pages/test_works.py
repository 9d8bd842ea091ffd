"""One work's page."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, wishing

FLASH = "arxiv:2205.14135"


def test_a_work_has_a_page(site: TestClient) -> None:
    """By its key, whatever slashes are in it."""
    assert "MegaScale-MoE" in site.get("/works/arxiv:2505.11432").text


def test_adoption_is_drawn_with_its_evidence(site: TestClient, app: Mainstem) -> None:
    """A curve, and who cites the work where."""
    shown = site.get(f"/works/{FLASH}").text
    assert 'class="chart"' in shown
    assert all(mention.by in shown for mention in app.dossier(FLASH).mentions)


def test_an_unknown_work_is_told(site: TestClient) -> None:
    """With the status of a missing page."""
    assert 404 == site.get("/works/arxiv:0000.00000").status_code


def test_every_number_of_a_rank_and_what_is_near(site: TestClient) -> None:
    """Terms, and works that are alike; the piece is the page without its frame."""
    page = site.get(f"/why/{FLASH}").text
    piece = site.get(f"/why/{FLASH}", headers={"hx-request": "true"}).text
    assert ("log-odds" in page.lower(), "alike" in page) == (True, True)
    assert ("<nav" in page, "<nav" in piece) == (True, False)


@pytest.mark.parametrize(("form", "begins"), [("bibtex", "@"), ("csl", "[{")])
def test_a_work_is_cited(site: TestClient, form: str, begins: str) -> None:
    """In both forms."""
    assert site.get(f"/cite/{FLASH}?format={form}").text.startswith(begins)


def test_a_note_is_kept_and_taken_back(site: TestClient) -> None:
    """Written and undone on the page of its work."""
    back = f"/works/{FLASH}"
    noted = site.post(
        "/marks", data={"work": FLASH, "action": "note", "note": "tiling & <b>", "back": back}
    ).text
    assert "tiling &amp; &lt;b&gt;" in noted
    assert "tiling" not in site.post("/marks/undo", data={"work": FLASH, "back": back}).text


def test_a_class_is_corrected(site: TestClient) -> None:
    """And the page says who said so."""
    told = {"work": FLASH, "field": "topic", "value": "library/kernels", "back": f"/works/{FLASH}"}
    assert "you said topic library/kernels" in site.post("/corrections", data=told).text
    assert 400 == site.post("/corrections", data={**told, "value": "library/none"}).status_code


def test_an_author_is_followed_and_let_be(site: TestClient, app: Mainstem) -> None:
    """Both from the page."""
    told = {"kind": "author", "name": "Tri Dao", "back": "/"}
    site.post("/wishes", data={**told, "sense": "follow"})
    assert ["Tri Dao"] == [one.name for one in wishing.standing(app, "follow")]
    site.post("/wishes", data={**told, "sense": "end follow"})
    assert [] == wishing.standing(app, "follow")


def test_a_work_is_rated_filed_and_not_wanted(site: TestClient, app: Mainstem) -> None:
    """Each by a form of its page, which then says so."""
    work = "arxiv:2205.14135"
    site.post("/marks", data={"work": work, "action": "read", "rating": "4"})
    site.post("/marks", data={"work": work, "action": "file", "note": "kernels"})
    assert 'value="kernels"' in site.get(f"/works/{work}").text
    site.post("/marks", data={"work": work, "action": "skip", "rating": "1"})
    told = [(mark.action, mark.rating, mark.note) for mark in app.store.marks.of("me")]
    assert [("read", 4, ""), ("file", None, "kernels"), ("skip", 1, "")] == told
    assert 422 == site.post("/marks", data={"work": work, "action": "read", "rating": "6"}).status_code


def test_two_works_are_joined_and_split_again(site: TestClient, app: Mainstem) -> None:
    """The page of the one offers to split, and then to join again."""
    a, b = "arxiv:2505.11432", "arxiv:2604.07394"
    joined = site.post("/merges", data={"work": a, "other": b})
    kept = joined.url.path.removeprefix("/works/")
    [left] = {a, b} - {kept}
    assert f"Split {left} off" in joined.text
    back = f"/works/{kept}"
    apart = site.post("/splits", data={"work": kept, "key": left, "back": back}).text
    assert f"Join {left} again" in apart
    site.post("/merges", data={"work": kept, "other": left})
    assert kept == app.find(left).id
