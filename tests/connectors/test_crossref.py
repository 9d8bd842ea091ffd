"""Crossref's works: the sample, cursors, recorded replies and damaged ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mainstem.connectors import TABLE, crossref
from mainstem.connectors.queries import query_of
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError
from mainstem.model import Draft, Endpoint, Page, Reply
from tests.connectors.cassettes import recorded
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES

URL = "https://api.crossref.org/works?filter=prefix:10.23919&query.container-title=ISC+{YYYY}"
ASKED = (
    "https://api.crossref.org/works?filter=prefix%3A10.23919&query.container-title=ISC+2026&rows=3&cursor=%2A"
)
SAMPLE = (SAMPLES / "crossref" / "crossref.json").read_bytes()


def endpoint(keep: tuple[str, ...] = (), url: str = URL) -> Endpoint:
    return Endpoint("venue-isc", "crossref", url, "pattern", keep=keep)


def read(body: bytes | object, url: str = ASKED, keep: tuple[str, ...] = ()) -> Page:
    """What Crossref answers at ``url``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return crossref.read(endpoint(keep), Reply(url, 200, {}, data, AT))


def listing(*items: dict[str, Any], per_page: int = 1, cursor: str = "C2") -> dict[str, Any]:
    """A list of works."""
    message = {"items": list(items), "items-per-page": per_page, "next-cursor": cursor}
    return {"status": "ok", "message-type": "work-list", "message": message}


def work(**changes: Any) -> Draft:
    """The draft of one work."""
    [draft] = read(listing({"DOI": "10.1000/A", "title": ["T"], **changes})).drafts
    return draft


def test_a_work_is_a_paper_with_its_preprint() -> None:
    """Title, people, day, abstract without tags, and the preprint's id as a key of the same work."""
    draft = read(SAMPLE).drafts[0]
    assert ("Scaling Samples & Science", ("Ada Author", "The Sample Collaboration")) == (
        draft.title,
        draft.authors,
    )
    assert ("arxiv:2605.00001", "doi:10.23919/isc.2026.10000001") == draft.keys
    assert ("doi:10.23919/isc.2026.10000001", "https://doi.org/10.23919/isc.2026.10000001") == (
        draft.key,
        draft.url,
    )
    assert datetime(2026, 5, 12, tzinfo=UTC) == draft.published_at
    assert (
        "Abstract Samples scale. See https://github.com/sample/scale.",
        ("https://github.com/sample/scale",),
    ) == (
        draft.text,
        draft.links,
    )
    assert {"n_citations": 4, "n_references": 31} == draft.extra


def test_a_retraction_is_told() -> None:
    """By the notice that updates the work."""
    draft = read(SAMPLE).drafts[1]
    assert (True, ["retraction 10.23919/isc.2026.10000003"]) == (
        draft.extra["retracted"],
        draft.extra["updates"],
    )


def test_the_volume_itself_is_no_paper() -> None:
    """Of the sample's three records, two."""
    assert 2 == len(read(SAMPLE).drafts)


@pytest.mark.parametrize(
    ("parts", "day"),
    [
        ([[2026, 5]], datetime(2026, 5, 1, tzinfo=UTC)),
        ([[2026]], None),
        ([[None]], None),
        ([[2026, 13, 1]], None),
        ([[2031, 1, 1]], None),
        ("2026", None),
    ],
)
def test_a_month_is_a_date_and_a_year_is_none(parts: Any, day: datetime | None) -> None:
    """And neither is a day that is not, or is yet to come."""
    assert day == work(published={"date-parts": parts}).published_at


def test_only_what_the_source_keeps_is_taken() -> None:
    """A prefix holds other meetings: the search finds them, too."""
    page = read(
        listing({"DOI": "10.23919/ISC.1", "title": ["T"]}, {"DOI": "10.23919/date.2", "title": ["U"]}),
        keep=("10.23919/ISC.",),
    )
    assert ["doi:10.23919/isc.1"] == [draft.key for draft in page.drafts]
    with pytest.raises(NoEntries, match="none of 1 works"):
        read(listing({"DOI": "10.23919/date.2", "title": ["U"]}), keep=("10.23919/isc.",))


def test_pages_follow_the_cursor_while_they_are_full() -> None:
    """Crossref may name the same cursor again; a page that is not full is the last."""
    row = {"DOI": "10.1000/a", "title": ["T"]}
    later = ASKED.replace("%2A", "C2")
    assert ["C2", "C2"] == [
        query_of(n.url)["cursor"] for url in (ASKED, later) if (n := read(listing(row), url).next)
    ]
    assert read(listing(row, per_page=2)).next is None
    assert Page(()) == read(listing(), later)
    assert Page(()) == read(listing(row), later, keep=("10.2000/",))


def test_a_search_keeps_its_order_and_a_list_is_asked_for_the_newest_first() -> None:
    """Placeholders are filled, and a sample has no pages."""
    asked = crossref.first(endpoint(), date(2026, 6, 12)).url
    assert {
        "filter": "prefix:10.23919",
        "query.container-title": "ISC 2026",
        "rows": "100",
        "cursor": "*",
    } == query_of(asked)
    plain = crossref.first(
        endpoint(url="https://api.crossref.org/works?filter=prefix:10.1"), date(2026, 6, 12)
    ).url
    assert ("published", "desc") == (query_of(plain)["sort"], query_of(plain)["order"])
    some = "https://api.crossref.org/works?sample=2"
    assert some == crossref.first(endpoint(url=some), date(2026, 6, 12)).url


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b"Resource not found.", NotAFeed),
        (b'{"status":"ok","message-type":"funder-list","message":{"items":[]}}', NotAFeed),
        (b'{"status":"ok","message-type":"work-list","message":{"items":[]}}', NoEntries),
        (b'{"status":"ok","message-type":"work-list","mess', Malformed),
    ],
)
def test_what_is_no_list_of_works_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """Other lists, empty ones, messages and broken replies."""
    with pytest.raises(error):
        read(body)


@pytest.mark.shared
def test_recorded_replies_end_as_works_or_a_named_error(shared: Path) -> None:
    """Every reply with works is read; the others are told as what they are."""
    n_works, others = 0, set()
    for each in recorded(shared / "recorded" / "crossref", "api.crossref.org"):
        if each.status == 200:
            try:
                n_works += len(
                    crossref.read(Endpoint("s", "crossref", each.url, "live"), each.reply()).drafts
                )
            except ReadError as error:
                others.add((error.code, b'"message-type":"work-list"' in each.body))
    expected = {("no_entries", True), ("not_a_feed", False), ("malformed", False)}
    assert (expected, True) == (others, n_works > 260)


@pytest.mark.shared
def test_recorded_pages_lead_to_each_other(shared: Path) -> None:
    """The address made of each page's cursor is the one that was asked next."""
    tapes = recorded(shared / "recorded" / "crossref", "api.crossref.org")
    pages = [each for each in tapes if each.file == "test_workscontainer_with_cursor.yaml"]
    assert 4 == len(pages)
    for one, other in pairwise(pages):
        after = crossref.read(endpoint(), one.reply()).next
        assert after is not None
        assert query_of(other.url) == query_of(after.url)


@pytest.mark.shared
def test_damaged_replies_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    tapes = recorded(shared / "recorded" / "crossref", "api.crossref.org")
    tape = max((t for t in tapes if t.status == 200 and len(t.body) < 100_000), key=lambda t: len(t.body))
    whole = keys_of(TABLE["crossref"], endpoint(), tape.reply()) or set()
    assert whole
    for n, hurt in enumerate(damaged(tape.body)):
        keys = keys_of(TABLE["crossref"], endpoint(), tape.reply(hurt))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["crossref"], endpoint(), tape.reply(hurt)) is None


@given(around(json.loads(SAMPLE)["message"]["items"]))
def test_any_works_end_as_drafts_or_a_named_error(items: list[Any]) -> None:
    """No value breaks the reading."""
    body = json.dumps({"message-type": "work-list", "message": {"items": items}})
    keys_of(TABLE["crossref"], endpoint(), Reply(ASKED, 200, {}, body.encode(), AT))
