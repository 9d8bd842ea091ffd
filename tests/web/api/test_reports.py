"""Reports and models by the API."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from mainstem.wiring import Mainstem, reporting


def test_models_and_reports_are_told(api: TestClient, app: Mainstem, tmp_path: Path) -> None:
    """Filtered and sorted; every value has its quote; a report that is none is an error."""
    for name, n in (("brook-2", 48), ("brook-3", 60)):
        card = tmp_path / f"{name}.md"
        card.write_text(f"# {name}\n\nWe present {name.title()}. It has {n} layers.\n", "utf-8")
        reporting.add(app, str(card))
    assert ["brook-2", "brook-3"] == api.get("reports").json()
    found = api.get("models", params={"sort": "n_layers", "limit": 1}).json()
    assert ["brook-3"] == [one["report"] for one in found["items"]]
    assert "It has 60 layers." == found["items"][0]["fields"]["n_layers"][0]["quote"]
    rest = api.get("models", params={"sort": "n_layers", "cursor": found["next"]}).json()
    assert ["brook-2"] == [one["report"] for one in rest["items"]]
    assert [] == api.get("models", params={"where": "n_layers>=100"}).json()["items"]
    assert "brook-2" == api.get("reports/brook-2").json()["name"]
    assert 400 == api.get("reports/brook-9").status_code
