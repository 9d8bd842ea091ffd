"""OpenReview's notes: the sample, both versions of the API, and an emulated service."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from pytest_httpserver import HTTPServer

from mainstem.connectors import TABLE, openreview
from mainstem.connectors.queries import query_of
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, EndpointState, Page, Reply
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES
from tests.emulators.driving import follow
from tests.emulators.openreview import OpenReview, note

URL = "https://api2.openreview.net/notes?content.venueid=MLSys.org/2026/Conference"
VENUE = "MLSys.org/2026/Conference"
SAMPLE = (SAMPLES / "openreview" / "openreview.json").read_bytes()


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("venue-sample", "openreview", url, "listed")


def read(body: bytes | object, url: str = URL) -> Page:
    """What the API answers at ``url``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return openreview.read(endpoint(), Reply(url, 200, {}, data, AT))


def submission(**changes: Any) -> Draft:
    """The draft of one note."""
    content = {"title": {"value": "T"}, **changes.pop("content", {})}
    [draft] = read({"notes": [{"id": "n1", "forum": "n1", "content": content, **changes}]}).drafts
    return draft


def test_a_submission_is_a_paper_with_its_decision() -> None:
    """Title, people, the day it was published, abstract and summary, links and keywords."""
    draft = read(SAMPLE).drafts[0]
    assert ("A Cache that Samples", ("A. Author", "B. Writer"), "MLSys 2026 oral") == (
        draft.title,
        draft.authors,
        draft.venue,
    )
    assert ("openreview:aBcDeF0123", "https://openreview.net/forum?id=aBcDeF0123") == (draft.key, draft.url)
    assert (datetime(2026, 5, 19, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)) == (
        draft.published_at,
        draft.updated_at,
    )
    assert "Caches can sample. We sample caches. Code: https://github.com/sample/cache." == draft.text
    assert {"decision": "oral", "keywords": ["caches", "serving"]} == draft.extra


def test_reviews_are_no_papers() -> None:
    """Of the sample's three notes, two are submissions."""
    assert ["openreview:aBcDeF0123", "openreview:ZyXwVu9876"] == [draft.key for draft in read(SAMPLE).drafts]


def test_a_review_alone_is_no_paper() -> None:
    """Even where its submission stands on another page."""
    with pytest.raises(NoEntries):
        submission(replyto="n0")


def test_a_day_to_come_is_no_date() -> None:
    """The next one that the note tells is taken."""
    soon, past = (int(when.timestamp() * 1000) for when in (AT + timedelta(days=30), AT - timedelta(days=30)))
    assert AT - timedelta(days=30) == submission(pdate=soon, cdate=past).published_at


@pytest.mark.parametrize(
    ("venueid", "venue", "decision"),
    [
        (VENUE, "MLSys 2026", "accepted"),
        ("NeurIPS.cc/2025/Conference", "NeurIPS 2025 spotlight", "spotlight"),
        ("ICLR.cc/2026/Conference/Rejected_Submission", "Submitted to ICLR 2026", "rejected"),
        (
            "ICLR.cc/2026/Conference/Withdrawn_Submission",
            "ICLR 2026 Conference Withdrawn Submission",
            "withdrawn",
        ),
        (
            "ICLR.cc/2026/Conference/Desk_Rejected_Submission",
            "ICLR 2026 Conference Desk Rejected Submission",
            "desk-rejected",
        ),
        ("ICLR.cc/2026/Conference/Submission", "ICLR 2026 Conference Submission", "under review"),
        (None, "Submitted to ICLR 2022", "under review"),
        (None, "ICLR 2022 Poster", "poster"),
        (None, "", None),
    ],
)
def test_the_decision_is_told_by_the_venue(venueid: str | None, venue: str, decision: str | None) -> None:
    """The venue id of a note says where it was moved."""
    content = {"venueid": {"value": venueid}, "venue": {"value": venue}}
    draft = submission(content=content)
    assert (decision, decision == "withdrawn") == (draft.extra.get("decision"), "withdrawn" in draft.extra)


def test_a_note_of_the_decision_wins() -> None:
    """Where the address asks for the replies."""
    replies = [{"content": {"rating": {"value": 6}}}, {"content": {"decision": {"value": "Accept (Oral)"}}}]
    assert "accept (oral)" == submission(details={"directReplies": replies}).extra["decision"]


def test_the_first_version_of_the_api_is_read() -> None:
    """Its fields are bare values, and some PDFs stand at arXiv."""
    content = {
        "title": "An old sample",
        "authors": ["A. Author"],
        "abstract": "Old.",
        "venue": "ICLR 2022 Poster",
        "pdf": "https://arxiv.org/pdf/2110.00001",
    }
    [draft] = read(
        {"notes": [{"id": "old1", "forum": "old1", "cdate": 1632875520000, "content": content}]}
    ).drafts
    assert ("An old sample", ("openreview:old1", "arxiv:2110.00001"), "poster") == (
        draft.title,
        draft.keys,
        draft.extra["decision"],
    )


def test_pages_follow_the_count_or_while_they_are_full() -> None:
    """API v1 does not always count."""
    page = json.loads(SAMPLE)
    assert read(page).next is None
    after = read({**page, "count": 7}, URL + "&limit=3&offset=0").next
    assert after is not None
    assert ("3", "3") == (query_of(after.url)["offset"], query_of(after.url)["limit"])
    del page["count"]
    assert (True, False) == tuple(bool(read(page, f"{URL}&limit={n}").next) for n in (3, 4))
    assert Page(()) == read({"notes": []}, URL + "&offset=1000")


def test_the_year_and_the_page_are_filled_in() -> None:
    """A thousand notes a request."""
    asked = query_of(openreview.first(endpoint(URL.replace("2026", "{YYYY}")), date(2026, 6, 12)).url)
    assert {"content.venueid": VENUE, "limit": "1000", "offset": "0"} == asked


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b'{"notes": [], "count": 0}', NoEntries),
        (b'{"groups": []}', NotAFeed),
        (b'{"name": "ForbiddenError", "message": "You may not read this"}', Refusal),
        (b'{"notes": [', Malformed),
    ],
)
def test_what_holds_no_notes_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """Groups, empty venues, messages and broken replies."""
    with pytest.raises(error):
        read(body)


# --- the emulated service ---------------------------------------------------------------------------


def service(n: int, **changes: Any) -> OpenReview:
    """A venue of ``n`` papers, all published on the day before ``AT``, among those of another."""
    at_ms = int((AT - timedelta(days=1)).timestamp() * 1000)
    notes = [note(i, VENUE, "MLSys 2026 poster", at_ms) for i in range(n)]
    return OpenReview([*notes, note(999, "Other.org/2026/Conference", "Other 2026", at_ms)], **changes)


def address(server: HTTPServer) -> str:
    return server.url_for(f"/notes?content.venueid={VENUE}&limit=2")


def test_all_pages_of_a_venue_are_kept(httpserver: HTTPServer) -> None:
    """From the wire to items, and nothing of other venues."""
    emulated = service(5)
    emulated.serve(httpserver)
    told = follow(address(httpserver), "openreview", AT)
    assert ([0, 2, 4], 5, []) == (emulated.offsets, len(told.items), told.errors)


def test_a_run_that_was_cut_short_goes_on_at_its_page(httpserver: HTTPServer) -> None:
    """The next page's address is remembered between runs."""
    emulated = service(5)
    emulated.serve(httpserver)
    first = follow(address(httpserver), "openreview", AT)
    cut = next(poll.state for poll in first.polls if poll.state.next_url)
    emulated.offsets.clear()
    rest = follow(address(httpserver), "openreview", AT, state=replace(cut))
    assert ([2, 4], ["note000002", "note000003", "note000004"]) == (
        emulated.offsets,
        [key.removeprefix("openreview:") for key in rest.items],
    )


def test_what_came_before_a_rate_limit_is_kept(httpserver: HTTPServer) -> None:
    """The source rests until the moment that the service names."""
    emulated = service(5, quota=1)
    emulated.serve(httpserver)
    told = follow(address(httpserver), "openreview", AT)
    last = told.polls[-1].state
    assert (2, ["rate_limited"], True) == (len(told.items), told.errors, "offset=2" in (last.next_url or ""))
    assert last.next_check_at is not None
    assert AT + timedelta(seconds=30) <= last.next_check_at


@pytest.mark.parametrize(("changes", "code"), [({"has_challenge": True}, "forbidden"), ({}, "no_entries")])
def test_a_challenge_and_an_empty_venue_are_told_apart(
    httpserver: HTTPServer, changes: dict[str, Any], code: str
) -> None:
    """Each by its name."""
    service(0, **changes).serve(httpserver)
    assert [code] == follow(address(httpserver), "openreview", AT).errors


def test_later_polls_ask_for_the_first_page_alone(httpserver: HTTPServer) -> None:
    """Notes published long before the last success bring no new page."""
    emulated = service(5)
    emulated.serve(httpserver)
    url = address(httpserver)
    known = EndpointState(f"sample {url}", "sample", url, last_success_at=AT + timedelta(days=30))
    follow(url, "openreview", AT + timedelta(days=31), state=known)
    assert [0] == emulated.offsets


@pytest.mark.shared
def test_damaged_notes_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    whole = {draft.key for draft in read(SAMPLE).drafts}
    for n, hurt in enumerate(damaged(SAMPLE)):
        keys = keys_of(TABLE["openreview"], endpoint(), Reply(URL, 200, {}, hurt, AT))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["openreview"], endpoint(), Reply(URL, 200, {}, hurt, AT)) is None


@given(around(json.loads(SAMPLE)["notes"]))
def test_any_notes_end_as_drafts_or_a_named_error(notes: list[Any]) -> None:
    """No value breaks the reading."""
    keys_of(TABLE["openreview"], endpoint(), Reply(URL, 200, {}, json.dumps({"notes": notes}).encode(), AT))
