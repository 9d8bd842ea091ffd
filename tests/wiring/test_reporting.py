"""Reports fetched from an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from mainstem.errors import Missing, NetError, NotAReport, Secondary, UsageError
from mainstem.model import Summarizer
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, reporting
from tests.conftest import NOW
from tests.reports.pages.test_pdf import made_pdf


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Mainstem]:
    """The program, which may ask this machine."""
    app = Mainstem(
        Settings(home=tmp_path / "home", allow_hosts=("127.0.0.1", "localhost")), clock=lambda: NOW
    )
    yield app
    app.store.close()


def test_a_report_is_fetched_through_a_redirect(reader: Mainstem, httpserver: HTTPServer) -> None:
    """It is called after the address that was given, and told where it came from."""
    httpserver.expect_request("/brook-2.pdf").respond_with_response(
        Response(status=302, headers={"location": httpserver.url_for("/files/1")})
    )
    httpserver.expect_request("/files/1").respond_with_data(made_pdf(), content_type="application/pdf")
    kept = reporting.add(reader, httpserver.url_for("/brook-2.pdf"))
    assert ("brook-2", httpserver.url_for("/brook-2.pdf")) == (kept.read.name, kept.source)
    assert ["training_tokens"] == [one.field for one in kept.read.disclosures]


def test_a_card_is_told_by_its_content(reader: Mainstem, httpserver: HTTPServer) -> None:
    """Also where the address has no ending."""
    page = b"<!doctype html><h1>Brook-2</h1><p>We train Brook-2 on 2T tokens.</p>"
    httpserver.expect_request("/card").respond_with_data(page, content_type="text/html")
    kept = reporting.add(reader, httpserver.url_for("/card"), "Brook 2")
    assert ("brook-2", [2e12]) == (kept.read.name, [one.normalised for one in kept.read.disclosures])


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\x00\x00", b"", b"PK\x03\x04\x00\x00"])
def test_what_is_no_report_is_named_and_nothing_kept(
    reader: Mainstem, httpserver: HTTPServer, body: bytes
) -> None:
    """A picture, nothing, an archive: whatever the server calls it."""
    httpserver.expect_request("/x.pdf").respond_with_data(body, content_type="application/pdf")
    with pytest.raises(NotAReport):
        reporting.add(reader, httpserver.url_for("/x.pdf"))
    assert [] == reader.store.reports.all()


def test_an_address_without_a_report_is_an_error_of_the_net(reader: Mainstem, httpserver: HTTPServer) -> None:
    """Missing."""
    httpserver.expect_request("/gone.pdf").respond_with_data(b"", status=404)
    with pytest.raises(Missing):
        reporting.add(reader, httpserver.url_for("/gone.pdf"))


def test_a_maker_does_not_lead_to_somebody_else(reader: Mainstem, httpserver: HTTPServer) -> None:
    """A redirect to a page that is not a maker's is refused as the page would be."""
    away = f"http://localhost:{httpserver.port}/specs"
    httpserver.expect_request("/r.pdf").respond_with_response(
        Response(status=302, headers={"location": away})
    )
    httpserver.expect_request("/specs").respond_with_data(b"# Brook-2\n\nWe train it on 3T tokens.")
    reader.settings = Settings(home=reader.settings.home, allow_hosts=("127.0.0.1",))
    with pytest.raises((Secondary, NetError)):
        reporting.add(reader, httpserver.url_for("/r.pdf"))


def test_a_language_model_may_propose(reader: Mainstem, httpserver: HTTPServer, tmp_path: Path) -> None:
    """What stands on the page enters, marked; what was made up does not."""
    card = tmp_path / "brook-2.md"
    card.write_text(
        "# Brook-2\n\nWe present Brook-2. Whoever counts its layers will find 61, as planned in 2026.\n",
        "utf-8",
    )
    quote = "Whoever counts its layers will find 61, as planned in 2026."
    facts = [
        {"field": "n_layers", "model": "Brook-2", "value": value, "quote": quote} for value in ("61", "62")
    ]
    said = {"choices": [{"message": {"content": f"Here: {json.dumps(facts)}"}}]}
    httpserver.expect_request("/v1/chat/completions", method="POST").respond_with_json(said)
    reader.settings = replace(reader.settings, summaries=Summarizer(httpserver.url_for("/v1"), "small"))
    read = reporting.add(reader, str(card), propose=True).read
    assert [("n_layers", 61, "small")] == [
        (one.field, one.normalised, one.by) for one in read.disclosures if one.by
    ]
    assert "n_layers" not in [one.field for one in read.reticences]


def test_proposals_need_a_model(reader: Mainstem, tmp_path: Path) -> None:
    """None is named, so none is asked."""
    card = tmp_path / "brook-2.md"
    card.write_text("# Brook-2\n\nWe present Brook-2.\n", "utf-8")
    with pytest.raises(UsageError, match="none is named"):
        reporting.add(reader, str(card), propose=True)
    assert [] == reader.store.reports.all()
