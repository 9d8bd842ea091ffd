"""The landscape as a program asks for it."""

from __future__ import annotations

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem


def test_the_map_and_what_stands_on_it(api: TestClient, app: Mainstem) -> None:
    """Its regions, and page by page its works, of one region or axis too; and every source by shelf."""
    told = api.get("landscape").json()
    assert len(app.map.landscape().dots) == told["n_works"]
    first = api.get("landscape/works", params={"limit": 2}).json()
    after = api.get("landscape/works", params={"limit": 2, "cursor": first["next"]}).json()
    assert 4 == len({dot["work_id"] for dot in first["items"] + after["items"]})
    words = " ".join(told["areas"][0]["terms"])
    inside = api.get("landscape/works", params={"region": words, "axis": "library"}).json()["items"]
    assert {"library"} >= {dot["axis"] for dot in inside}
    assert 422 >= api.get("landscape/works", params={"region": "zxqvw"}).status_code >= 400
    sources = [one["source_id"] for group in api.get("landscape/sources").json() for one in group["bubbles"]]
    assert sorted(source.id for source in app.pack.sources) == sorted(sources)
