"""OpenAlex's works: the sample, cursors, recorded replies and damaged ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mainstem.connectors import TABLE, openalex
from mainstem.connectors.queries import query_of
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from mainstem.net.statuses import judge
from tests.connectors.cassettes import RECORDED, recorded
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES

URL = "https://api.openalex.org/works?filter=primary_topic.id:T1"
SAMPLE = (SAMPLES / "openalex" / "openalex.json").read_bytes()


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("paper-sample", "openalex", url, "live")


def read(body: bytes | object, url: str = URL) -> Page:
    """What OpenAlex answers at ``url``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return openalex.read(endpoint(), Reply(url, 200, {}, data, AT))


def test_a_work_is_a_paper_with_all_its_keys() -> None:
    """arXiv's id out of its locations, the DOI, the abstract's words in their order."""
    draft = read(SAMPLE).drafts[0]
    assert ("openalex:W4400000001", ("arxiv:2606.00001", "doi:10.1145/1234567.7654321")) == (
        draft.key,
        draft.keys,
    )
    assert ("We serve samples of samples", ("Ada Author", "Bea Writer")) == (draft.text, draft.authors)
    assert ("https://doi.org/10.1145/1234567.7654321", "Sample Systems") == (draft.url, draft.venue)
    assert (datetime(2026, 6, 9, tzinfo=UTC), {"n_citations": 7, "topic": "Distributed Samples"}) == (
        draft.published_at,
        draft.extra,
    )


def test_a_work_without_an_address_leads_to_its_record() -> None:
    """And a retraction is told."""
    draft = read(SAMPLE).drafts[1]
    assert ("https://openalex.org/W4400000002", (), True) == (draft.url, draft.keys, draft.extra["retracted"])


def test_pages_follow_the_cursor_while_they_are_full() -> None:
    """The last page has a cursor too, and leads to an empty one."""
    page = json.loads(SAMPLE)
    after = read(page).next
    assert after is not None
    assert page["meta"]["next_cursor"] == query_of(after.url)["cursor"]
    page["meta"]["per_page"] = 3
    assert read(page).next is None
    assert Page(()) == read({"meta": {}, "results": []}, URL + "&cursor=C2")


def test_lists_are_asked_for_the_newest_first_and_searches_by_their_fit() -> None:
    """With a cursor, unless the address pages in its own way."""
    asked = query_of(openalex.first(endpoint(), date(2026, 6, 12)).url)
    assert ("*", "100", "publication_date:desc") == (asked["cursor"], asked["per-page"], asked["sort"])
    search = openalex.first(endpoint("https://api.openalex.org/works?search=caches"), date(2026, 6, 12)).url
    assert "sort" not in query_of(search)
    paged = "https://api.openalex.org/works?page=2"
    assert paged == openalex.first(endpoint(paged), date(2026, 6, 12)).url


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b'{"results": [], "meta": {}}', NoEntries),
        (b'{"results": [{"id": "https://openalex.org/A1", "display_name": "A person"}]}', NotAFeed),
        (b'{"id": "https://openalex.org/S1", "display_name": "A journal"}', NotAFeed),
        (b'{"id": "https://openalex.org/W1", "display_name": null}', NoEntries),
        (b'{"error": "Invalid query", "message": "no such filter"}', Refusal),
        (b'{"results": [', Malformed),
    ],
)
def test_what_is_no_list_of_works_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """Other entities, empty lists, messages and broken replies."""
    with pytest.raises(error):
        read(body)


@pytest.mark.shared
def test_recorded_replies_end_as_works_or_a_named_error(shared: Path) -> None:
    """Lists and single works are read; authors, counts and groups are told as what they are."""
    n_works, others = 0, set()
    for each in recorded(shared / "recorded" / "openalex", "api.openalex.org"):
        if each.status == 200:
            try:
                n_works += len(openalex.read(endpoint(), each.reply()).drafts)
            except ReadError as error:
                others.add(error.code)
    assert ({"no_entries", "not_a_feed"}, True) == (others, n_works > 240)


@pytest.mark.shared
def test_recorded_bodies_are_read(shared: Path) -> None:
    """Bare bodies: works, and each other entity by name."""
    told = {}
    for path in sorted((shared / "recorded" / "openalex").rglob("*.json")):
        keys = keys_of(TABLE["openalex"], endpoint(), Reply(URL, 200, {}, path.read_bytes(), RECORDED))
        told[path.stem] = len(keys or ())
    assert (1, 2, 4, 13, 0) == tuple(
        told[name]
        for name in (
            "work",
            "openalex_works",
            "openalex_author_works",
            "openalex_with_researchhub_works",
            "author",
        )
    )


@pytest.mark.shared
def test_a_recorded_refusal_rests_no_host_for_good(shared: Path) -> None:
    """The daily quota is told in seconds to go, and there is some left."""
    tapes = recorded(shared / "recorded" / "openalex", "api.openalex.org")
    assert {400: "ReplyError", 401: "Forbidden"} == {
        tape.status: told[0].__name__
        for tape in tapes
        if (told := judge(tape.reply(), conditional=False)) is not None
    }


@pytest.mark.shared
def test_damaged_replies_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    [path] = (shared / "recorded" / "openalex").rglob("openalex_works.json")
    whole = keys_of(TABLE["openalex"], endpoint(), Reply(URL, 200, {}, path.read_bytes(), RECORDED)) or set()
    for n, hurt in enumerate(damaged(path.read_bytes())):
        keys = keys_of(TABLE["openalex"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["openalex"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED)) is None


@given(around(json.loads(SAMPLE)["results"]))
def test_any_works_end_as_drafts_or_a_named_error(results: list[Any]) -> None:
    """No value breaks the reading."""
    body = json.dumps({"meta": {"per_page": 1}, "results": results}).encode()
    keys_of(TABLE["openalex"], endpoint(), Reply(URL, 200, {}, body, AT))
