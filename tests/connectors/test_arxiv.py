"""arXiv's query API."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mainstem.connectors import arxiv
from mainstem.errors import EmptyBody, Malformed, NoEntries, NotAFeed, Refusal
from mainstem.model import Page
from tests.connectors.shapes import AT, SAMPLES, endpoint, reply

SAMPLE = (SAMPLES / "arxiv" / "arxiv_api.xml").read_text()
QUERY = "https://export.arxiv.org/api/query?search_query=cat:cs.DC&sortBy=submittedDate&sortOrder=descending"


def read(body: str, url: str = f"{QUERY}&start=0&max_results=2", at: datetime = AT) -> Page:
    """What the connector makes of a body."""
    return arxiv.read(endpoint("arxiv_api"), reply(body, url=url, at=at))


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (
            "https://export.arxiv.org/api/query?search_query=cat:cs.DC",
            "https://export.arxiv.org/api/query?start=0&max_results=100&sortBy=submittedDate&sortOrder=descending"
            "&search_query=cat:cs.DC",
        ),
        (
            "https://export.arxiv.org/api/query?search_query=ti:survey+AND+(cat:cs.DC)&sortBy=relevance",
            "https://export.arxiv.org/api/query?start=0&max_results=100&sortBy=relevance&sortOrder=descending"
            "&search_query=ti:survey+AND+(cat:cs.DC)",
        ),
        (
            "https://export.arxiv.org/api/query?id_list=1706.03762,2005.14165",
            "https://export.arxiv.org/api/query?start=0&max_results=100&id_list=1706.03762,2005.14165",
        ),
    ],
)
def test_queries_are_asked_for_the_newest_page(url: str, asked: str) -> None:
    """Order, start and page size are filled in where the pack leaves them open."""
    assert arxiv.first(replace(endpoint("arxiv_api"), url=url), date(2026, 6, 12)).url == asked


def test_a_paper_is_read_whole() -> None:
    """Id without its version, both keys, venue, categories, authors, links in the abstract."""
    paper = read(SAMPLE).drafts[0]
    assert ("arxiv:2606.00001", "A Sample Paper on Pipeline Parallelism") == (paper.key, paper.title)
    assert paper.keys == ("arxiv:2606.00001", "doi:10.1145/1234567.1234568")
    assert paper.url == "https://arxiv.org/abs/2606.00001"
    assert ("A. Author", "B. Author") == paper.authors
    assert paper.venue == "Proceedings of a Sample Meeting, 2026"
    assert paper.links == ("https://github.com/sample/pipeline",)
    assert paper.published_at == datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
    assert paper.updated_at == datetime(2026, 6, 9, 17, 0, tzinfo=UTC)
    assert paper.extra == {
        "version": "v2",
        "primary": "cs.DC",
        "categories": ["cs.DC", "cs.LG"],
        "comment": "12 pages",
    }


def test_old_ids_and_withdrawals_are_known() -> None:
    """An id with its archive; a comment that says withdrawn."""
    paper = read(SAMPLE).drafts[1]
    assert ("arxiv:hep-th/9901001", True) == (paper.key, paper.extra["withdrawn"])
    assert paper.updated_at is None


def test_the_next_page_is_asked_for() -> None:
    """While there are more results, the papers are recent and the newest come first."""
    following = read(SAMPLE).next
    assert following is not None
    assert following.url == f"{QUERY}&start=2&max_results=2"


@pytest.mark.parametrize(
    ("body", "url", "at"),
    [
        (SAMPLE.replace("<opensearch:totalResults>5", "<opensearch:totalResults>2"), QUERY, AT),
        (SAMPLE, QUERY.replace("submittedDate", "relevance"), AT),
        (SAMPLE, QUERY.replace("descending", "ascending"), AT),
        (SAMPLE, QUERY, AT + timedelta(days=40)),
        (SAMPLE.replace("<opensearch:startIndex>0", "<opensearch:startIndex>499"), QUERY, AT),
    ],
)
def test_paging_ends(body: str, url: str, at: datetime) -> None:
    """At the last result, in another order, at papers older than the window, after five pages."""
    assert read(body, url, at).next is None


def feed(entry: str, total: int = 0) -> str:
    """A reply with one entry or none."""
    head = SAMPLE.split("<entry>")[0].replace("totalResults>5<", f"totalResults>{total}<")
    return f"{head}{entry}</feed>"


ERROR = (
    "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1234</id><title>Error</title>"
    "<summary>incorrect id format for 1234</summary></entry>"
)


@pytest.mark.parametrize(
    ("body", "error", "said"),
    [
        (feed(ERROR, 1), Malformed, "incorrect id format for 1234"),
        (feed(""), NoEntries, "no paper answers"),
        (feed("", 1234), NoEntries, "counts 1234 results and sent none"),
        (feed("<entry><id>x</id></entry>"), NoEntries, "no paper answers"),
        ("", EmptyBody, "no content"),
        ("Rate exceeded.", Refusal, "too many requests"),
        ("<html><title>503</title>", NotAFeed, "an HTML page titled “503”"),
        (SAMPLE[:1500], Malformed, "not well formed"),
        ('<!DOCTYPE feed [<!ENTITY a "b">]><feed>&a;</feed>', Malformed, "not well formed"),
    ],
)
def test_what_cannot_be_read_says_why(body: str, error: type[Exception], said: str) -> None:
    """Errors of the query, empty answers, walls and damage have each their name."""
    with pytest.raises(error, match=said):
        read(body)


def test_a_paper_without_an_id_is_left_out_and_told() -> None:
    """One odd entry does not sink the others."""
    page = read(SAMPLE.replace("http://arxiv.org/abs/hep-th/9901001v3", "http://example.org/"))
    assert ("arxiv:2606.00001",) == tuple(draft.key for draft in page.drafts)
    assert page.warnings == ("1 entries without an arXiv id or a title, left out",)
