"""What goes out, over the API."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from starlette.testclient import TestClient

from mainstem.model import Channel
from mainstem.web.api.out import Format
from mainstem.wiring import Mainstem, exporting


def test_every_format_there_is_may_be_asked_for() -> None:
    """A new export is one line more in the tables, and one word more here."""
    assert exporting.formats("week") == sorted(get_args(Format))


def test_the_canon_is_exported(site: TestClient) -> None:
    """In a format of lists; one of plans is refused."""
    told = site.get("/api/v1/exports/bibtex", params={"of": "canon"})
    assert (200, "application/x-bibtex; charset=utf-8") == (told.status_code, told.headers["content-type"])
    assert 400 == site.get("/api/v1/exports/ics", params={"of": "canon"}).status_code


def test_an_address_is_made_and_taken_back(site: TestClient) -> None:
    """What is told opens, until then."""
    made = site.post("/api/v1/links", params={"name": "phone"}).json()
    assert 200 == site.get(f"{made['address']}{made['feeds'][0]}").status_code
    assert [made["link"]] == site.get("/api/v1/links").json()
    assert 204 == site.delete(f"/api/v1/links/{made['link']['id']}").status_code
    assert 404 == site.get(f"{made['address']}{made['feeds'][0]}").status_code


def test_channels_are_told_without_what_opens_them(site: TestClient, app: Mainstem) -> None:
    """And turned off."""
    app.settings = replace(
        app.settings, channels=(Channel("chat", "slack", "me", {"url": "https://x.example/s"}),)
    )
    assert [{"name": "chat", "type": "slack", "on": True}] == site.get("/api/v1/channels").json()
    site.put("/api/v1/channels/chat", params={"on": False})
    assert not site.get("/api/v1/channels").json()[0]["on"]


def test_a_week_is_sent_and_what_became_of_it_is_told(site: TestClient, app: Mainstem) -> None:
    """A refused address is no secret's leak."""
    app.settings = replace(
        app.settings, channels=(Channel("chat", "slack", "me", {"url": "http://127.0.0.1/s"}),)
    )
    sent = site.post("/api/v1/channels/chat/deliveries").json()
    assert ("failed", True) == (sent["state"], "loopback" in sent["told"])
    assert [sent] == site.get("/api/v1/deliveries").json()
    assert 400 == site.post("/api/v1/channels/none/deliveries").status_code
