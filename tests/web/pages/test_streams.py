"""The page of the streams."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, searching


def test_a_page_is_full_and_leads_on(site: TestClient) -> None:
    """Forty works, and a link to the next forty."""
    shown = site.get("/streams").text
    assert (40, True) == (shown.count('<li class="row'), 'rel="next"' in shown)
    later = site.get("/streams?at=2").text
    assert (40, True) == (later.count('<li class="row'), 'rel="prev"' in later)


def test_chosen_filters_are_one_query(site: TestClient) -> None:
    """What is chosen stays chosen, and can be saved as what one would type."""
    shown = site.get("/streams?q=kernels&stream=paper").text
    assert 'value="kernels stream:paper"' in shown
    assert '<option value="paper" selected>' in shown


def test_a_slip_is_told_on_the_page(site: TestClient) -> None:
    """With the form still there to mend it."""
    answer = site.get("/streams?q=stream:podcast")
    assert (400, True, True) == (
        answer.status_code,
        "is no stream to search by" in answer.text,
        'value="stream:podcast"' in answer.text,
    )


def test_a_search_is_saved_and_forgotten(site: TestClient, app: Mainstem) -> None:
    """Both are plain forms."""
    site.post("/searches", data={"name": "kernels", "query": "topic:kernels"})
    assert [searching.Saved("kernels", "topic:kernels")] == searching.saved(app)
    assert ">kernels</a>" in site.get("/streams").text
    site.post("/searches/forget", data={"name": "kernels"})
    assert [] == searching.saved(app)


def test_a_row_is_marked_in_place(site: TestClient, app: Mainstem) -> None:
    """The script gets the row anew; undo takes back that work's mark and no other."""
    first, second = (hit.work.id for hit in app.search("stream:paper", 2))
    piece = {"hx-request": "true"}
    for work in (first, second):
        site.post("/marks", data={"work": work, "action": "skip", "shape": "row"}, headers=piece)
    undone = site.post("/marks/undo", data={"work": first, "shape": "row"}, headers=piece).text
    assert ('value="read"' in undone, {second: "skip"}) == (True, dict(app.done()))
