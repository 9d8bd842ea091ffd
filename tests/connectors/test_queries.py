"""Addresses of further requests."""

from __future__ import annotations

import pytest

from mainstem.connectors.queries import linked_next, query_of, with_defaults, with_query

URL = "https://example.org/list?q=a+b&n=5"


def test_parameters_are_set_and_defaulted() -> None:
    """Setting replaces, a default does not."""
    assert "https://example.org/list?q=a+b&n=7&page=2" == with_query(URL, {"n": "7", "page": "2"})
    assert f"{URL}&tags=story" == with_defaults(URL, {"n": "100", "tags": "story"})
    assert URL == with_defaults(URL, {"n": "100"})
    assert {"q": "a b", "n": "5"} == query_of(URL)


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ('<https://example.org/list?p=2>; rel="next", <https://example.org/list?p=0>; rel="prev"', "?p=2"),
        ('<https://example.org/list?p=0>; rel="prev", </list?p=2>; rel=next', "?p=2"),
        ('<?p=2>; title="x"; rel="last next"', "?p=2"),
        ('<https://example.org/list?p=0>; rel="prev"', None),
        ('<https://elsewhere.example/list?p=2>; rel="next"', None),
        ('<http://[x>; rel="next"', None),
        ("nonsense", None),
        ("", None),
    ],
)
def test_the_next_page_is_the_one_that_the_link_header_names(link: str, found: str | None) -> None:
    """Absolute, at the same site, whatever else the header says."""
    page = linked_next({"link": link}, URL)
    assert (f"https://example.org/list{found}" if found else None) == page
