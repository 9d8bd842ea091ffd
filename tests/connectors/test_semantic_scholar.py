"""Semantic Scholar: citations, batches, recorded replies and damaged ones."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from mainstem.connectors import TABLE, semantic_scholar
from mainstem.connectors.queries import query_of
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from mainstem.text.identity import key_of
from tests.connectors.cassettes import RECORDED, recorded
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE

API = "https://api.semanticscholar.org/graph/v1/paper"
URL = f"{API}/arXiv:2205.14135/citations"
SAMPLE = (SAMPLES / "semantic_scholar" / "citations_api.json").read_bytes()


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("paper-sample", "citations_api", url, "pattern")


def read(body: bytes | object, url: str = URL) -> Page:
    """What the service answers at ``url``."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return semantic_scholar.read(endpoint(), Reply(url, 200, {}, data, AT))


def test_a_citation_is_the_citing_paper() -> None:
    """With its own keys, its day and how it cites."""
    draft = read(SAMPLE).drafts[0]
    assert ("s2:0123456789abcdef0123456789abcdef01234567", "https://arxiv.org/abs/2606.00001") == (
        draft.key,
        draft.url,
    )
    assert ("Serving Samples at Scale", ("Ada Author", "Bea Writer")) == (draft.title, draft.authors)
    assert datetime(2026, 6, 9, tzinfo=UTC) == draft.published_at
    assert {"n_citations": 3, "influential": True, "intents": ["methodology", "background"]} == draft.extra


def test_a_citation_mentions_the_cited_work() -> None:
    """The work is the citing paper; what it cites is a dated edge."""
    settled = settle(SOURCE, read(SAMPLE).drafts[0], AT)
    assert ("arxiv:2606.00001", "s2:0123456789abcdef0123456789abcdef01234567") == settled.keys
    assert [("arxiv:2205.14135", datetime(2026, 6, 9, tzinfo=UTC))] == [
        (m.work_id, m.at) for m in settled.mentions
    ]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("DOI:10.1145/1234567.7654321", "doi:10.1145/1234567.7654321"),
        ("ARXIV:2205.14135", "arxiv:2205.14135"),
        ("0123456789abcdef0123456789abcdef01234567", "s2:0123456789abcdef0123456789abcdef01234567"),
    ],
)
def test_the_cited_work_is_named_by_the_address(name: str, key: str) -> None:
    """By whichever id was asked for."""
    [link] = read(SAMPLE, f"{API}/{name}/citations?fields=title").drafts[1].links
    assert key == key_of(link)


def test_papers_unknown_elsewhere_are_kept_and_nameless_ones_left_out() -> None:
    """A page of the service's own is an address, too."""
    page = read(SAMPLE)
    assert (
        "https://www.semanticscholar.org/paper/89abcdef0123456789abcdef0123456789abcdef" == page.drafts[1].url
    )
    assert (None, ("1 records without an id or a title, left out",)) == (
        page.drafts[1].published_at,
        page.warnings,
    )


def test_citations_of_the_last_months_are_asked_for() -> None:
    """With the fields that are read."""
    asked = query_of(semantic_scholar.first(endpoint(), date(2026, 6, 12)).url)
    assert ("2026-03-14:", "100") == (asked["publicationDateOrYear"], asked["limit"])
    assert "isInfluential" in asked["fields"]


def test_a_batch_is_posted() -> None:
    """The ids in the body, the fields in the address."""
    asked = semantic_scholar.first(
        endpoint(f"{API}/batch?ids=arXiv:2205.14135, DOI:10.1/x"), date(2026, 6, 12)
    )
    assert asked.body is not None
    assert {"ids": ["arXiv:2205.14135", "DOI:10.1/x"]} == json.loads(asked.body)
    assert ({"fields"}, "application/json") == (query_of(asked.url).keys(), asked.headers["content-type"])


def test_unknown_ids_of_a_batch_are_told() -> None:
    """They come back as null."""
    page = read([None, {"paperId": "a" * 40, "title": "T"}], f"{API}/batch?fields=title")
    assert (1, ("1 of the ids asked for are unknown to the service",)) == (len(page.drafts), page.warnings)


def test_pages_follow_the_offset_or_the_token() -> None:
    """Offsets end below 10,000, where the service ends."""
    after = read(SAMPLE).next
    assert after is not None
    assert "100" == query_of(after.url)["offset"]
    row = {"citingPaper": {"paperId": "a" * 40, "title": "T"}}
    assert read({"offset": 9_800, "next": 9_900, "data": [row]}).next is None
    bulk = read(
        {"token": "NEXT", "data": [{"paperId": "a" * 40, "title": "T"}]}, f"{API}/search/bulk?query=x"
    ).next
    assert bulk is not None
    assert "NEXT" == query_of(bulk.url)["token"]
    assert Page(()) == read({"offset": 100, "data": []}, URL + "?offset=100")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (b'{"offset": 0, "data": []}', NoEntries),
        (b'{"total": 0, "offset": 0}', NoEntries),
        (b'{"data": [{"authorId": "1", "name": "N"}]}', NotAFeed),
        (b'["2026-01-01"]', NotAFeed),
        (b'{"message": "Too Many Requests", "code": "429"}', Refusal),
        (b'{"data": [', Malformed),
    ],
)
def test_what_is_no_list_of_papers_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """Authors, releases, messages and broken replies."""
    with pytest.raises(error):
        read(body)


@pytest.mark.shared
def test_recorded_replies_end_as_papers_or_a_named_error(shared: Path) -> None:
    """Papers, searches, references, recommendations and batches are read."""
    n_papers, others = 0, set()
    for each in recorded(shared / "recorded" / "semantic_scholar", "api.semanticscholar.org"):
        if each.status == 200:
            try:
                page = semantic_scholar.read(Endpoint("s", "x", each.url, "live"), each.reply())
                n_papers += len(page.drafts)
            except ReadError as error:
                others.add((error.code, b'"title"' in each.body and "/snippet/" not in each.url))
    assert ({("no_entries", False), ("not_a_feed", False)}, True) == (others, n_papers > 5_500)


@pytest.mark.shared
def test_a_recorded_citation_is_read(shared: Path) -> None:
    """As the service sends it with all its fields."""
    [path] = (shared / "recorded" / "semantic_scholar").rglob("Citation.json")
    [draft] = semantic_scholar.read(endpoint(), Reply(URL, 200, {}, path.read_bytes(), RECORDED)).drafts
    assert ("doi:10.1109/lra.2022.3229266", ("https://arxiv.org/abs/2205.14135",)) == (
        draft.keys[0],
        draft.links,
    )


@pytest.mark.shared
def test_damaged_replies_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    tapes = recorded(shared / "recorded" / "semantic_scholar", "api.semanticscholar.org")
    tape = next(tape for tape in tapes if "/references" in tape.url)
    whole = keys_of(TABLE["semantic_scholar"], endpoint(), tape.reply()) or set()
    assert whole
    for n, hurt in enumerate(damaged(tape.body)):
        keys = keys_of(TABLE["semantic_scholar"], endpoint(), tape.reply(hurt))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["semantic_scholar"], endpoint(), tape.reply(hurt)) is None


@given(around(json.loads(SAMPLE)["data"]))
def test_any_citations_end_as_drafts_or_a_named_error(data: list[Any]) -> None:
    """No value breaks the reading."""
    body = json.dumps({"offset": 0, "next": 100, "data": data}).encode()
    keys_of(TABLE["semantic_scholar"], endpoint(), Reply(URL, 200, {}, body, AT))
