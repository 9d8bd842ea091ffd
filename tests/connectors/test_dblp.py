"""DBLP's tables of contents: the sample, its odd shapes, recorded tables and damaged ones."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.connectors import TABLE, dblp
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError, Refusal
from mainstem.model import Draft, Endpoint, Page, Reply
from mainstem.pipeline.settle import settle
from tests.connectors.cassettes import RECORDED
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.jsonish import around
from tests.connectors.shapes import AT, SAMPLES, SOURCE

URL = "https://dblp.org/search/publ/api?q=toc:db/conf/osdi/osdi2026.bht:&format=json&h=1000"
SAMPLE = (SAMPLES / "dblp" / "dblp.json").read_bytes()


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("venue-sample", "dblp", url, "pattern")


def read(body: bytes | object, url: str = URL) -> Page:
    """What the search at ``url`` answers."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return dblp.read(endpoint(), Reply(url, 200, {}, data, AT))


def table(*infos: dict[str, Any], total: int = 0, start: int = 0) -> dict[str, Any]:
    """A table of contents that holds these records."""
    hits = {"@total": str(total or len(infos)), "@sent": str(len(infos)), "@first": str(start)}
    return {"result": {"hits": {**hits, "hit": [{"@id": "1", "info": info} for info in infos]}}}


def paper(**changes: Any) -> Draft:
    """The draft of one record."""
    info = {
        "key": "conf/x/A26",
        "title": "T.",
        "year": "2026",
        "authors": {"author": {"text": "A"}},
        **changes,
    }
    [draft] = read(table(info)).drafts
    return draft


def test_a_record_is_a_paper_of_its_venue() -> None:
    """Title without DBLP's full stop and entities, people without their numbers, the address of the paper."""
    draft = read(SAMPLE).drafts[0]
    assert ("Serving Models & Caches - A Sample", ("Ada Author", "Bea Writer"), "OSDI 2026") == (
        draft.title,
        draft.authors,
        draft.venue,
    )
    assert ("dblp:conf/osdi/AuthorW26", ("usenix:osdi26/author",), None, {"year": 2026, "pages": "1-18"}) == (
        draft.key,
        draft.keys,
        draft.published_at,
        draft.extra,
    )


def test_a_single_author_and_several_addresses_are_read() -> None:
    """One author comes as an object, several addresses and venues as lists; a preprint's id stands first."""
    draft = read(SAMPLE).drafts[1]
    assert (("Carl Scribe",), "Alone with a Sample?", "OSDI 2026") == (
        draft.authors,
        draft.title,
        draft.venue,
    )
    assert ("arxiv:2606.00003", "doi:10.1145/1234567.1234568") == draft.keys
    assert "https://doi.org/10.1145/1234567.1234568" == draft.url


def test_the_volume_and_its_front_matter_are_no_papers() -> None:
    """Of the four records of the sample, two."""
    assert 2 == len(read(SAMPLE).drafts)


@pytest.mark.parametrize(
    ("told", "title"),
    [
        ("What is next?", "What is next?"),
        ("And then...", "And then..."),
        ("A.B.C. of &lt;T&gt;.", "A.B.C. of <T>"),
        ("H<sub>2</sub>O.", "H2O"),
    ],
)
def test_titles_lose_one_full_stop(told: str, title: str) -> None:
    """Only the one that DBLP puts behind each."""
    assert title == paper(title=told).title


def test_a_paper_without_an_address_leads_to_its_record() -> None:
    """So that a person finds it."""
    assert "https://dblp.org/rec/conf/x/A26" == paper().url


def test_a_paper_of_usenix_is_the_same_work_as_on_its_page() -> None:
    """Joined by the address."""
    settled = settle(SOURCE, read(SAMPLE).drafts[0], AT)
    assert ("usenix:osdi26/author",) == settled.keys


def test_a_long_table_is_read_on() -> None:
    """From where the reply ends, until all were sent."""
    row = {"key": "a", "title": "T", "authors": {"author": {"text": "A"}}}
    after = read(table(row, total=3, start=1)).next
    assert after is not None
    assert after.url.endswith("&f=2")
    assert read(table(row, total=2, start=1)).next is None


def test_the_year_and_the_volume_are_filled_in() -> None:
    """PVLDB's volume 19 is of 2026."""
    asked = dblp.first(
        endpoint("https://dblp.org/search/publ/api?q=toc:db/j/pvldb{VOL}.bht:x{YYYY}"), date(2026, 6, 1)
    )
    assert "https://dblp.org/search/publ/api?q=toc:db/j/pvldb19.bht:x2026" == asked.url


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"", EmptyBody),
        (
            b"<html><title>Making sure you're not a bot!</title><p>Anubis checks your browser</p></html>",
            Refusal,
        ),
        (b"[]", NotAFeed),
        (b'{"result":', Malformed),
        (b'{"result":{"hits":{"@total":"0","@first":"0"}}}', NoEntries),
        (b'{"result":{"hits":{"@total":"1","hit":[{"info":{"type":"Editorship","title":"P"}}]}}}', NoEntries),
    ],
)
def test_what_is_no_table_is_a_named_error(body: bytes, error: type[ReadError]) -> None:
    """A year that is not there yet, the wall before the site, and broken replies."""
    with pytest.raises(error):
        read(body)


@pytest.mark.shared
def test_recorded_tables_are_read_whole(shared: Path) -> None:
    """Every paper of 86 tables, and the two empty years as such."""
    n_papers, empty = 0, []
    for path in sorted((shared / "recorded" / "dblp").rglob("*.json")):
        try:
            page = dblp.read(endpoint(), Reply(URL, 200, {}, path.read_bytes(), RECORDED))
        except NoEntries:
            empty.append(path.stem)
            continue
        n_papers += len(page.drafts)
        assert all(draft.url and draft.authors and not draft.title.endswith(" .") for draft in page.drafts)
        assert (page.next is not None, ()) == (path.stem == "aaai-2020", page.warnings)
    assert (["sigcomm-1982", "fast-2006"], True) == (empty, n_papers > 5_000)


@pytest.mark.shared
def test_damaged_tables_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    [path] = (shared / "recorded" / "dblp").rglob("osdi-2018.json")
    whole = keys_of(TABLE["dblp"], endpoint(), Reply(URL, 200, {}, path.read_bytes(), RECORDED)) or set()
    for n, hurt in enumerate(damaged(path.read_bytes())):
        keys = keys_of(TABLE["dblp"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["dblp"], endpoint(), Reply(URL, 200, {}, hurt, RECORDED)) is None


@given(around(json.loads(SAMPLE)["result"]["hits"]["hit"]))
def test_any_records_end_as_drafts_or_a_named_error(hits: list[Any]) -> None:
    """No value breaks the reading."""
    body = json.dumps({"result": {"hits": {"@total": "9", "@sent": "3", "@first": "0", "hit": hits}}})
    keys_of(TABLE["dblp"], endpoint(), Reply(URL, 200, {}, body.encode(), AT))


@given(st.binary(max_size=200))
def test_any_bytes_end_as_a_named_error(body: bytes) -> None:
    """Noise is never a table."""
    assert keys_of(TABLE["dblp"], endpoint(), Reply(URL, 200, {}, body, AT)) is None
