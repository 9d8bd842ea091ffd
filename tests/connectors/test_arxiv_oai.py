"""arXiv by OAI-PMH: the sample, tokens, errors, recorded replies, and a backfill that is stopped and resumed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from mainstem.connectors import TABLE, arxiv_oai
from mainstem.connectors.queries import query_of
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, ReadError
from mainstem.model import Endpoint, Page, Reply
from tests.connectors.cassettes import RECORDED, nocked
from tests.connectors.damage import damaged, error_bodies, keys_of
from tests.connectors.shapes import AT, SAMPLES
from tests.emulators.driving import follow

URL = "https://oaipmh.arxiv.org/oai?verb=ListRecords&metadataPrefix=arXiv&set=cs:cs:DC&from=2026-06-05"
RESUMED = "https://oaipmh.arxiv.org/oai?verb=ListRecords&resumptionToken=old"
SAMPLE = (SAMPLES / "arxiv_oai" / "arxiv_oai.xml").read_bytes()
XMLNS = 'xmlns="http://www.openarchives.org/OAI/2.0/"'


def endpoint(url: str = URL) -> Endpoint:
    return Endpoint("preprints-sample", "arxiv_oai", url, "official")


def read(body: bytes | str, url: str = URL) -> Page:
    """What the repository answers at ``url``."""
    data = body.encode() if isinstance(body, str) else body
    return arxiv_oai.read(endpoint(), Reply(url, 200, {}, data, AT))


def error(code: str, said: str = "") -> str:
    """A reply that says what is wrong."""
    return f'<OAI-PMH {XMLNS}><request verb="ListRecords"/><error code="{code}">{said}</error></OAI-PMH>'


def test_a_record_is_the_same_item_as_in_the_query_api() -> None:
    """One key, whichever way it came."""
    draft = read(SAMPLE).drafts[0]
    assert ("arxiv:2606.00001", "https://arxiv.org/abs/2606.00001", "Serving Samples at Scale") == (
        draft.key,
        draft.url,
        draft.title,
    )
    assert (("Ada B. Author", "C. Writer Jr"), "A sample abstract over two lines.") == (
        draft.authors,
        draft.text,
    )
    assert (("arxiv:2606.00001", "doi:10.1145/1234567.7654321"), "Sample Systems 2026") == (
        draft.keys,
        draft.venue,
    )
    assert (datetime(2026, 6, 9, tzinfo=UTC), datetime(2026, 6, 10, tzinfo=UTC)) == (
        draft.published_at,
        draft.updated_at,
    )
    assert ("https://github.com/sample/serving",) == draft.links
    assert {
        "primary": "cs.DC",
        "categories": ["cs.DC", "cs.LG"],
        "comment": "12 pages. Code: https://github.com/sample/serving",
    } == draft.extra


def test_old_ids_and_withdrawals_are_read() -> None:
    """The comment says it."""
    draft = read(SAMPLE).drafts[1]
    assert ("arxiv:math/0309136", True) == (draft.key, draft.extra["withdrawn"])


def test_deleted_records_are_left_out_and_told() -> None:
    """They have neither title nor text."""
    assert ("1 records deleted by the service, left out",) == read(SAMPLE).warnings


def test_the_next_page_is_asked_for_by_its_token_alone() -> None:
    """The protocol allows no other argument beside it."""
    after = read(SAMPLE).next
    assert after is not None
    assert {"verb": "ListRecords", "resumptionToken": "verb%3DListRecords%26skip%3D3"} == query_of(after.url)
    last = read(SAMPLE.replace(b"verb%3DListRecords%26skip%3D3", b""))
    assert (2, None) == (len(last.drafts), last.next)


def test_an_expired_token_begins_the_list_anew() -> None:
    """Instead of asking with it for ever."""
    page = read(error("badResumptionToken", "expired"), RESUMED)
    assert page.next is not None
    assert ((), 1, query_of(URL)) == (page.drafts, len(page.warnings), query_of(page.next.url))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", EmptyBody),
        (error("noRecordsMatch"), NoEntries),
        (error("badResumptionToken"), Malformed),
        (error("badArgument", "no such set"), Malformed),
        (f"<OAI-PMH {XMLNS}><Identify/></OAI-PMH>", NotAFeed),
        (f"<OAI-PMH {XMLNS}><ListRecords/></OAI-PMH>", NoEntries),
        (f"<OAI-PMH {XMLNS}><ListRecords>", Malformed),
        (f'<!DOCTYPE x [<!ENTITY a "a">]><OAI-PMH {XMLNS}>&a;</OAI-PMH>', Malformed),
        ("<html><title>Down</title></html>", NotAFeed),
    ],
)
def test_what_holds_no_records_is_a_named_error(body: str, kind: type[ReadError]) -> None:
    """The protocol's own errors, other verbs, bombs and pages."""
    with pytest.raises(kind):
        read(body)


def test_the_last_week_is_asked_for_where_the_address_says_no_more() -> None:
    """A backfill names its own beginning."""
    plain = endpoint("https://oaipmh.arxiv.org/oai?set=cs:cs:DC")
    asked = query_of(arxiv_oai.first(plain, date(2026, 6, 12)).url)
    assert {
        "verb": "ListRecords",
        "metadataPrefix": "arXiv",
        "set": "cs:cs:DC",
        "from": "2026-06-05",
    } == asked
    backfill = endpoint("https://oaipmh.arxiv.org/oai?set=cs:cs:DC&from=2020-01-01")
    assert "2020-01-01" == query_of(arxiv_oai.first(backfill, date(2026, 6, 12)).url)["from"]


# --- a backfill through the network -----------------------------------------------------------------


class Repository:
    """A list of three pages on loopback; ``asked`` is what came for tokens, ``busy`` pages answer 503."""

    def __init__(self, busy: tuple[str, ...] = (), expired: tuple[str, ...] = ()) -> None:
        self.asked: list[str] = []
        self.busy = busy
        self.expired = expired

    def answer(self, request: Request) -> Response:
        """One page."""
        token = request.args.get("resumptionToken", "page-0")
        self.asked.append(token)
        if token in self.busy:
            return Response("Retry after 20 seconds", 503, {"Retry-After": "20"})
        if token in self.expired:
            return Response(error("badResumptionToken"), 200, content_type="text/xml")
        n = int(token.removeprefix("page-"))
        body = (
            SAMPLE.decode().replace("2606.00001", f"2606.1000{n}").replace("math/0309136", f"math/030913{n}")
        )
        after = f"page-{n + 1}" if n < 2 else ""
        return Response(body.replace("verb%3DListRecords%26skip%3D3", after), 200, content_type="text/xml")


def test_a_backfill_is_read_to_its_end(httpserver: HTTPServer) -> None:
    """Page by page, each by its token."""
    repository = Repository()
    httpserver.expect_request("/oai").respond_with_handler(repository.answer)
    told = follow(httpserver.url_for("/oai?set=cs:cs:DC&from=2020-01-01"), "arxiv_oai", AT)
    assert (["page-0", "page-1", "page-2"], 6, []) == (repository.asked, len(told.items), told.errors)


def test_a_stopped_backfill_goes_on_where_it_was(httpserver: HTTPServer) -> None:
    """503 with Retry-After ends the run; the next one asks for the page that was refused, and none before."""
    repository = Repository(busy=("page-1",))
    httpserver.expect_request("/oai").respond_with_handler(repository.answer)
    url = httpserver.url_for("/oai?set=cs:cs:DC&from=2020-01-01")
    stopped = follow(url, "arxiv_oai", AT)
    state = stopped.polls[-1].state
    assert (["rate_limited"], 2) == (stopped.errors, len(stopped.items))
    assert state.next_check_at is not None
    assert state.next_check_at >= AT + timedelta(seconds=20)
    repository.busy, repository.asked = (), []
    resumed = follow(url, "arxiv_oai", state.next_check_at, state=state)
    assert (["page-1", "page-2"], 4, []) == (repository.asked, len(resumed.items), resumed.errors)


def test_a_backfill_that_rested_too_long_begins_anew(httpserver: HTTPServer) -> None:
    """The token of yesterday is unknown today; what is known is not new again."""
    repository = Repository(busy=("page-1",))
    httpserver.expect_request("/oai").respond_with_handler(repository.answer)
    url = httpserver.url_for("/oai?set=cs:cs:DC&from=2020-01-01")
    state = follow(url, "arxiv_oai", AT).polls[-1].state
    repository.busy, repository.expired, repository.asked = (), ("page-1",), []
    told = follow(url, "arxiv_oai", AT + timedelta(days=2), state=state)
    assert ["page-1", "page-0"] == repository.asked[:2]
    assert "begins anew" in told.warnings[0]


# --- recorded ---------------------------------------------------------------------------------------


@pytest.mark.shared
def test_recorded_replies_end_as_records_or_a_named_error(shared: Path) -> None:
    """arXiv's format and Dublin Core are read; other verbs and errors are told as what they are."""
    folder = shared / "recorded" / "oai_pmh"
    bodies = [(path.stem, path.read_bytes()) for path in sorted(folder.rglob("*.xml"))]
    bodies += [(f"nock {n}", each.body) for n, each in enumerate(nocked(folder))]
    told = {}
    for name, body in bodies:
        keys = keys_of(TABLE["arxiv_oai"], endpoint(), Reply(URL, 200, {}, body, RECORDED))
        told[name] = len(keys or ())
    read_ones = {name: n for name, n in told.items() if n}
    assert {
        "arxiv_oai_sample_response": 2,
        "arxiv_oai_with_resumption": 1,
        "GetRecord": 1,
        "GetRecord_utf8test": 1,
        "ListRecords": 1,
        "ListRecords2": 1,
        "ListRecords3": 1,
        "ListRecords4": 1,
    } == read_ones


@pytest.mark.shared
def test_a_recorded_list_leads_from_page_to_page(shared: Path) -> None:
    """By the tokens of its four pages, of which the last has none."""
    folder = shared / "recorded" / "oai_pmh" / "mloesch+sickle"
    name, names = "ListRecords.xml", []
    while name:
        names.append(name)
        after = read((folder / name).read_bytes()).next
        name = unquote(query_of(after.url)["resumptionToken"]) if after else ""
    assert ["ListRecords.xml", "ListRecords2.xml", "ListRecords3.xml", "ListRecords4.xml"] == names


@pytest.mark.shared
def test_damaged_replies_invent_nothing(shared: Path) -> None:
    """Cut ones are malformed; other pages a named error."""
    whole = {draft.key for draft in read(SAMPLE).drafts}
    for n, hurt in enumerate(damaged(SAMPLE)):
        keys = keys_of(TABLE["arxiv_oai"], endpoint(), Reply(URL, 200, {}, hurt, AT))
        assert n >= 10 or keys is None or keys <= whole
    for hurt in error_bodies(shared):
        assert keys_of(TABLE["arxiv_oai"], endpoint(), Reply(URL, 200, {}, hurt, AT)) is None


@given(st.lists(st.sampled_from([*SAMPLE.decode().split("<"), "dc:title>T", "/OAI-PMH>"])))
def test_any_markup_ends_as_drafts_or_a_named_error(pieces: list[str]) -> None:
    """No order of tags breaks the reading."""
    body = f"<OAI-PMH {XMLNS}><" + "<".join(pieces)
    keys_of(TABLE["arxiv_oai"], endpoint(), Reply(URL, 200, {}, body.encode(), AT))
