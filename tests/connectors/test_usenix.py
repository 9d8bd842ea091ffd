"""USENIX's pages: the sample, cut and foreign pages, and an emulated site."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer

from mainstem.connectors import TABLE, usenix
from mainstem.errors import EmptyBody, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import AT, SAMPLES
from tests.emulators.driving import follow
from tests.emulators.usenix import Usenix

URL = "https://www.usenix.org/conference/osdi26/technical-sessions"
SAMPLE = (SAMPLES / "usenix" / "usenix.html").read_bytes()


def endpoint() -> Endpoint:
    return Endpoint("venue-osdi", "usenix", URL.replace("26", "{YY}"), "official")


def read(body: bytes) -> Page:
    """What the page holds."""
    return usenix.read(endpoint(), Reply(URL, 200, {}, body, AT))


def test_an_article_is_a_paper_of_its_meeting() -> None:
    """Title without markup, people without affiliations, abstract and its links."""
    draft = read(SAMPLE).drafts[0]
    assert ("Serving Models & Caches: A Sample", ("Ada Author", "Bea Writer", "Carl Scribe")) == (
        draft.title,
        draft.authors,
    )
    assert ("usenix:osdi26/author", ("usenix:osdi26/author",), "OSDI 2026", None) == (
        draft.key,
        draft.keys,
        draft.venue,
        draft.published_at,
    )
    assert ("We serve samples. See the code.", ("https://github.com/sample/serving",)) == (
        draft.text,
        draft.links,
    )
    assert "https://www.usenix.org/conference/osdi26/presentation/author" == draft.url


def test_a_paper_without_an_abstract_is_kept_and_remarks_are_not() -> None:
    """Accepted papers come months before their abstracts."""
    page = read(SAMPLE)
    assert (2, "", ("1 records without an address or a title, left out",)) == (
        len(page.drafts),
        page.drafts[1].text,
        page.warnings,
    )


def test_the_page_of_the_year_is_asked_for_as_a_page() -> None:
    """So that robots.txt is obeyed."""
    asked = usenix.first(endpoint(), date(2026, 6, 12))
    assert (URL, True) == (asked.url, asked.page)


def test_of_a_cut_page_only_whole_papers_are_taken() -> None:
    """And the cut is told."""
    page = read(SAMPLE[: SAMPLE.index(b"<p>Carl Scribe")])
    assert (["usenix:osdi26/author"], ("cut off: papers may be missing",)) == (
        [draft.key for draft in page.drafts],
        page.warnings,
    )


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (
            b'<html><body><article class="node node-conference"><h2>OSDI</h2></article></body></html>',
            NoEntries,
        ),
        (
            b"<html><title>Just a moment...</title><p>Verify you are human at www.usenix.org</p></html>",
            Refusal,
        ),
        (b"<html><title>Another site</title><p>Welcome</p></html>", NotAFeed),
        (b'{"papers": []}', NotAFeed),
    ],
)
def test_what_is_no_page_of_papers_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """A meeting without papers yet, a wall, another site."""
    with pytest.raises(error):
        read(body)


@pytest.mark.parametrize(
    "piece",
    [
        b"<article class=node-paper>",
        b"<article ",
        b"<article class=node-paper><h2>",
        b"<div field-name-field-a ",
        b"<h2",
    ],
)
def test_a_page_of_openings_that_nothing_closes_is_a_named_error(piece: bytes) -> None:
    """Half a megabyte of them: quadratic reading would take minutes."""
    body = b"<html>" + piece * (500_000 // len(piece))
    assert keys_of(TABLE["usenix"], endpoint(), Reply(URL, 200, {}, body, AT)) is None


# --- the emulated site ------------------------------------------------------------------------------


def test_a_meeting_is_kept(httpserver: HTTPServer) -> None:
    """From the wire to items, and unchanged the second time."""
    emulated = Usenix({"osdi26": ["author", "scribe"]})
    emulated.serve(httpserver)
    url = httpserver.url_for("/conference/osdi26/technical-sessions")
    told = follow(url, "usenix", AT)
    assert (["usenix:osdi26/author", "usenix:osdi26/scribe"], []) == (list(told.items), told.errors)
    again = follow(url, "usenix", AT, state=told.polls[-1].state)
    assert [True] == [poll.not_modified for poll in again.polls]


@pytest.mark.parametrize(
    ("emulated", "meeting", "n_asked"),
    [
        (Usenix({"osdi26": ["author"]}, robots="User-agent: *\nDisallow: /conference/\n"), "osdi26", 0),
        (Usenix({"osdi26": ["author"]}, wants_contact=True), "osdi26", 1),
    ],
)
def test_a_site_that_wants_no_readers_is_left_alone(
    httpserver: HTTPServer, emulated: Usenix, meeting: str, n_asked: int
) -> None:
    """By its robots.txt before the page is asked for, or by its answer."""
    emulated.asked.clear()
    emulated.serve(httpserver)
    told = follow(httpserver.url_for(f"/conference/{meeting}/technical-sessions"), "usenix", AT)
    assert (["forbidden"], n_asked) == (told.errors, len(emulated.asked))


def test_a_meeting_without_papers_yet_is_told(httpserver: HTTPServer) -> None:
    """The page is there, the programme is not."""
    Usenix({"osdi26": []}).serve(httpserver)
    url = httpserver.url_for("/conference/osdi26/technical-sessions")
    assert ["no_entries"] == follow(url, "usenix", AT).errors


@pytest.mark.shared
def test_damaged_pages_invent_nothing(shared: Path) -> None:
    """Cut ones give papers of the whole one; other pages a named error."""
    whole = {draft.key for draft in read(SAMPLE).drafts}
    for n, hurt in enumerate(damaged(SAMPLE)):
        keys = keys_of(TABLE["usenix"], endpoint(), Reply(URL, 200, {}, hurt, AT))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["usenix"], endpoint(), Reply(URL, 200, {}, hurt, AT)) is None


@given(
    st.lists(st.sampled_from([*SAMPLE.decode().split(">"), "<article class=node-paper", "</article", "\x00"]))
)
def test_any_markup_ends_as_drafts_or_a_named_error(pieces: list[str]) -> None:
    """No order of tags breaks the reading."""
    keys_of(TABLE["usenix"], endpoint(), Reply(URL, 200, {}, ">".join(pieces).encode(), AT))
