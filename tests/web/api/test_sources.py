"""Lists of feeds by the API."""

from __future__ import annotations

from starlette.testclient import TestClient

LIST = """<?xml version="1.0"?><opml version="2.0"><body>
<outline type="rss" text="Kernel notes" xmlUrl="https://kernels.example/feed.xml"/></body></opml>"""


def test_a_list_goes_in_and_comes_out(api: TestClient) -> None:
    """A second time it is followed already."""
    first, second = (api.post("sources.opml", content=LIST).json()["lines"][0] for _ in range(2))
    assert (True, "") == (first["source"] is not None, first["why"])
    assert (None, True) == (second["source"], "followed already" in second["why"])
    assert "https://kernels.example/feed.xml" in api.get("sources.opml").text


def test_what_is_no_list_is_told(api: TestClient) -> None:
    """Nothing at all, something else, and too much of it."""
    wrong = ("", "not a list", "x" * (2 * 2**20 + 1))
    assert {400, 415, 422, 502} >= {api.post("sources.opml", content=one).status_code for one in wrong}
