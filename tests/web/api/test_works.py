"""Works by the API: what is near, who cites, how to cite, and what labs did."""

from __future__ import annotations

from starlette.testclient import TestClient

WORK = "arxiv:2205.14135"


def test_a_work_is_told_from_all_sides(api: TestClient) -> None:
    """Likeness falls, adoption is dated, and both ways to cite name the work."""
    near = [one["likeness"] for one in api.get(f"near/{WORK}", params={"limit": 3}).json()]
    assert (3, near) == (len(near), sorted(near, reverse=True))
    steps = api.get(f"adoption/{WORK}").json()
    assert sorted(one["at"] for one in steps) == [one["at"] for one in steps]
    assert api.get(f"cite/{WORK}").text.startswith("@")
    assert "FlashAttention" in api.get(f"cite/{WORK}", params={"form": "csl"}).json()[0]["title"]
    assert api.get(f"works/{WORK}").json()["about"]["axis"]


def test_labs_tell_their_newest_works(api: TestClient) -> None:
    """Those that one follows stand first."""
    last = api.get("labs").json()[-1]["name"]
    api.post("wishes", json={"sense": "follow", "kind": "lab", "name": last})
    assert (last, True) == tuple(api.get("labs").json()[0][name] for name in ("name", "followed"))
