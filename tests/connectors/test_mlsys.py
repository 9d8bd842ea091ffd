"""MLSys: volumes, the meeting's page and its data file, and the emulated sites."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import TABLE, mlsys
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES
from tests.emulators.driving import follow
from tests.emulators.mlsys import Mlsys

PROCEEDINGS = "https://proceedings.mlsys.org/"
VOLUME = f"{PROCEEDINGS}paper_files/paper/2026"
MEETING = "https://mlsys.org/virtual/2026/papers.html"
DATA = "https://mlsys.org/static/virtual/data/mlsys-2026-orals-posters.json"
SAMPLE = (SAMPLES / "mlsys" / "mlsys.html").read_bytes()
EVENT = {
    "name": "Caches that Sample",
    "authors": [{"fullname": "Ada Author"}],
    "abstract": "<p>We sample.</p>",
    "decision": "Accept",
    "visible": True,
    "virtualsite_url": "/virtual/2026/poster/4001",
    "paper_url": "https://openreview.net/forum?id=abcDEF",
}


def endpoint(url: str = MEETING) -> Endpoint:
    return Endpoint("venue-mlsys", "mlsys", url, "official")


def read(body: bytes | object, url: str = VOLUME) -> Page:
    """What stands at ``url``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return mlsys.read(endpoint(), Reply(url, 200, {}, data, AT))


def test_a_volume_lists_papers_with_their_authors() -> None:
    """In the layout of today and in the one before."""
    one, other = read(SAMPLE).drafts
    assert ("Caches that Sample", ("Ada Author", "Bea Writer"), "MLSys 2026") == (
        one.title,
        one.authors,
        one.venue,
    )
    assert ("Collectives & Samples", ("Carl Scribe",)) == (other.title, other.authors)
    assert ("mlsys:2026/0123456789abcdef0123456789abcdef",) == one.keys
    assert one.url is not None
    assert one.url.startswith(f"{VOLUME}/hash/0123456789abcdef")


def test_the_index_leads_to_the_newest_volume() -> None:
    """At its own host, as a page."""
    page = read(
        b'<a href="/paper_files/paper/2025">8</a><a href="https://else.example/paper_files/paper/2026">9</a>',
        PROCEEDINGS,
    )
    assert page.next is not None
    assert ((), VOLUME, True) == (page.drafts, page.next.url, page.next.page)


def test_the_meetings_page_asks_for_the_data_behind_it() -> None:
    """A poster and a talk of one title are one paper."""
    page = read(
        b'<html><ul><li><a href="/virtual/2026/oral/3001">Caches that Sample</a></li>'
        b'<li><a href="/virtual/2026/poster/4001">Caches that sample</a></li></ul></html>',
        MEETING,
    )
    [draft] = page.drafts
    assert ("mlsys-virtual:2026/4001", ("mlsys-virtual:2026/4001", "mlsys-virtual:2026/3001")) == (
        draft.key,
        draft.keys,
    )
    assert [(DATA, True)] == [(request.url, request.page) for request in page.more]


def test_an_event_of_the_data_file_is_the_same_paper_told_in_full() -> None:
    """With its authors, abstract and its page at OpenReview."""
    talk = {**EVENT, "abstract": "", "virtualsite_url": "/virtual/2026/oral/3001"}
    [draft] = read({"results": [talk, EVENT]}, DATA).drafts
    assert ("mlsys-virtual:2026/4001", ("Ada Author",), "We sample.") == (
        draft.key,
        draft.authors,
        draft.text,
    )
    assert ("mlsys-virtual:2026/4001", "mlsys-virtual:2026/3001", "openreview:abcDEF") == draft.keys
    assert {"decision": "accept"} == draft.extra


def test_invited_talks_and_hidden_events_are_no_papers() -> None:
    """Told by their addresses."""
    talk = {**EVENT, "name": "Welcome", "virtualsite_url": "/virtual/2026/invited-talk/1"}
    page = read({"results": [EVENT, talk, {**EVENT, "name": "Hidden", "visible": False}]}, DATA)
    assert (1, ("1 records that are no papers, left out",)) == (len(page.drafts), page.warnings)


def test_the_page_of_the_year_is_asked_for_as_a_page() -> None:
    """So that robots.txt is obeyed."""
    asked = mlsys.first(endpoint(MEETING.replace("2026", "{YYYY}")), date(2026, 6, 12))
    assert (MEETING, True) == (asked.url, asked.page)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b"<html><title>MLSys 2027</title><p>Soon.</p></html>", NoEntries),
        (b"<html><title>Just a moment...</title><p>Verify you are human at mlsys.org</p></html>", Refusal),
        (b"<html><title>Another site</title></html>", NotAFeed),
        (b'{"count": 0, "results": []}', NoEntries),
        (b'{"results": [{"name": "Lunch"}]}', NoEntries),
        (b'{"detail": 1}', NotAFeed),
        (b'{"results": [', Malformed),
    ],
)
def test_what_lists_no_papers_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """A meeting to come, a wall, another site, broken data."""
    with pytest.raises(error):
        read(body)


def test_a_volume_without_papers_does_not_lead_to_itself() -> None:
    """Its page links to the volumes, too."""
    with pytest.raises(NoEntries):
        read(b'<html><title>MLSys</title><a href="/paper_files/paper/2026">9</a></html>', VOLUME)


@pytest.mark.parametrize(
    "piece", [b"<li>", b"<li ", b"<li><a href=", b"/paper_files/paper/2026", b"<a href='"]
)
def test_a_page_of_openings_that_nothing_closes_is_a_named_error(piece: bytes) -> None:
    """Half a megabyte of them: quadratic reading would take minutes."""
    body = b"<html>" + piece * (500_000 // len(piece))
    assert keys_of(TABLE["mlsys"], endpoint(), Reply(VOLUME, 200, {}, body, AT)) is None


# --- the emulated sites -----------------------------------------------------------------------------


def test_the_newest_volume_is_kept(httpserver: HTTPServer) -> None:
    """The index, then its newest volume."""
    emulated = Mlsys(volumes={2025: ["Old"], 2026: ["One & two", "Three"]})
    emulated.serve(httpserver)
    told = follow(httpserver.url_for("/"), "mlsys", AT)
    assert (["One & two", "Three"], ["/", "/paper_files/paper/2026"], []) == (
        [item.title for item in told.items.values()],
        emulated.asked,
        told.errors,
    )


def test_a_meeting_is_kept_in_full(httpserver: HTTPServer) -> None:
    """Titles by the page, the rest by the data behind it."""
    Mlsys(meeting={2026: ["One", "Two"]}).serve(httpserver)
    told = follow(httpserver.url_for("/virtual/2026/papers.html"), "mlsys", AT)
    assert [("mlsys-virtual:2026/4000", "What One says."), ("mlsys-virtual:2026/4001", "What Two says.")] == [
        (key, item.text) for key, item in told.items.items()
    ]


def test_without_its_data_file_a_meeting_keeps_its_titles(httpserver: HTTPServer) -> None:
    """What is missing is a warning."""
    Mlsys(meeting={2026: ["One"]}, has_data=False).serve(httpserver)
    told = follow(httpserver.url_for("/virtual/2026/papers.html"), "mlsys", AT)
    assert (["One"], [], 1) == ([item.title for item in told.items.values()], told.errors, len(told.warnings))


@pytest.mark.shared
def test_damaged_pages_invent_nothing(shared: Path) -> None:
    """Cut ones give papers of the whole one; other pages a named error."""
    whole = {draft.key for draft in read(SAMPLE).drafts}
    for n, hurt in enumerate(damaged(SAMPLE)):
        keys = keys_of(TABLE["mlsys"], endpoint(), Reply(VOLUME, 200, {}, hurt, AT))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["mlsys"], endpoint(), Reply(VOLUME, 200, {}, hurt, AT)) is None


@given(around([EVENT]))
def test_any_events_end_as_drafts_or_a_named_error(events: list[Any]) -> None:
    """No value breaks the reading."""
    keys_of(TABLE["mlsys"], endpoint(), Reply(DATA, 200, {}, json.dumps({"results": events}).encode(), AT))


@given(st.lists(st.sampled_from([*SAMPLE.decode().split(">"), "<li", "</li", "\x00"])))
def test_any_markup_ends_as_drafts_or_a_named_error(pieces: list[str]) -> None:
    """No order of tags breaks the reading."""
    keys_of(TABLE["mlsys"], endpoint(), Reply(VOLUME, 200, {}, ">".join(pieces).encode(), AT))
