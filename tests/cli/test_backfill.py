"""A backfill tells its cost, keeps every page, and goes on where it was stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from tests.cli.conftest import Run

RECORD = """<record><header><identifier>oai:arXiv.org:2606.000{n:02}</identifier>
<datestamp>2026-06-10</datestamp></header><metadata><arXiv xmlns="http://arxiv.org/OAI/arXiv/">
<id>2606.000{n:02}</id><created>2026-06-09</created><authors><author><keyname>Author</keyname></author></authors>
<title>Paper {n}</title><categories>cs.DC</categories><abstract>Sample.</abstract></arXiv></metadata></record>"""
DAYS = ("--since", "2026-06-10", "--until", "2026-06-10")


def page(n: int, n_pages: int) -> str:
    """One page of a list of records in OAI-PMH's shape."""
    token = f"<resumptionToken>page-{n + 1}</resumptionToken>" if n < n_pages else "<resumptionToken/>"
    return (
        '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
        f"<ListRecords>{RECORD.format(n=n)}{token}</ListRecords></OAI-PMH>"
    )


class Oai:
    """A server with ``n_pages`` pages that is down from page ``down_from`` on."""

    def __init__(self, server: HTTPServer, n_pages: int, down_from: int) -> None:
        self.asked: list[str] = []
        self.n_pages, self.down_from = n_pages, down_from
        server.expect_request("/oai").respond_with_handler(self.answer)

    def answer(self, request: Request) -> Response:
        """A page, or 500 while it is down."""
        token = request.args.get("resumptionToken", "page-1")
        self.asked.append(token)
        n = int(token.removeprefix("page-"))
        return (
            Response("", 500) if n >= self.down_from else Response(page(n, self.n_pages), mimetype="text/xml")
        )


@pytest.fixture
def oai(home: Path, httpserver: HTTPServer) -> Oai:
    """Twelve pages, more than an ordinary poll follows; down from the fourth on."""
    home.mkdir()
    (home / "settings.toml").write_text(
        f'allow_hosts = ["localhost", "127.0.0.1"]\narxiv_oai = "{httpserver.url_for("/oai")}"\n'
    )
    return Oai(httpserver, 12, 4)


def test_the_cost_is_told_and_nothing_begins_unasked(run: Run, oai: Oai) -> None:
    """A program that is not told --yes fetches nothing."""
    ended = run("backfill", *DAYS)
    assert (1, True, []) == (ended.code, "About 750 records in 1 requests" in ended.out, oai.asked)


def test_a_backfill_goes_on_where_it_ended(run: Run, oai: Oai) -> None:
    """Pages that were kept are not asked for again, and none is lost."""
    assert "3 new" in run("backfill", *DAYS, "--yes").out
    asked, oai.down_from = len(oai.asked), 99
    ended = run("backfill", *DAYS, "--yes")
    assert (0, True) == (ended.code, "9 new" in ended.out)
    assert [f"page-{n}" for n in range(4, 13)] == oai.asked[asked:]


@pytest.mark.parametrize(
    ("days", "named"),
    [
        (("--since", "2026-06-10", "--until", "2026-06-01"), "ends before it begins"),
        (("--since", "1999-01-01"), "2005-09-16"),
        (("--since", "soon"), "is not a date"),
    ],
)
def test_days_that_make_no_sense_are_refused(run: Run, days: tuple[str, ...], named: str) -> None:
    """Exit code 2 and the reason."""
    ended = run("backfill", *days)
    assert (2, True) == (ended.code, named in " ".join(ended.err.split()))
