"""The query language: anything that can be typed is a query, unless a field's value cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mainstem.errors import UsageError
from mainstem.text.query import FIELDS, Filter, Query, Term, parse, spelled


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("", []),
        ('  "" - * -* ', [Term("-")]),
        ("flash attention", [Term("flash"), Term("attention")]),
        ('"flash attention" -paged', [Term("flash attention"), Term("paged", excluded=True)]),
        ('-"flash attention" page*', [Term("flash attention", excluded=True), Term("page", prefix=True)]),
        ('open "quote', [Term("open"), Term("quote")]),
        ("a-b c:d NEAR(x) AND", [Term("a-b"), Term("c:d"), Term("NEAR(x)"), Term("AND")]),
        ("https://x.example/a std::move", [Term("https://x.example/a"), Term("std::move")]),
        ("--flag", [Term("-flag", excluded=True)]),
        ("author:", [Term("author:")]),
        (
            'author:"Tri Dao" -author:Öström',
            [Term("Tri Dao", by=True), Term("Öström", excluded=True, by=True)],
        ),
    ],
)
def test_terms(typed: str, terms: list[Term]) -> None:
    """Words, phrases, exclusions, beginnings and authors; the rest is text."""
    assert Query(tuple(terms)) == parse(typed)


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("stream:Paper stream:blog", [Filter("stream", ("paper", "blog"))]),
        ("stream:paper -stream:blog", [Filter("stream", ("paper",)), Filter("stream", ("blog",), True)]),
        ("after:2026-06 before:2026", [Filter("after", ("2026-06-01",)), Filter("before", ("2026-01-01",))]),
        ("after:2025 after:2026", [Filter("after", ("2025-01-01",)), Filter("after", ("2026-01-01",))]),
        ("cited-by:vllm-project/vllm", [Filter("cited-by", ("vllm-project/vllm",))]),
        ('saved:"my kernels" is:unread', [Filter("saved", ("my kernels",)), Filter("is", ("unread",))]),
    ],
)
def test_filters(typed: str, filters: list[Filter]) -> None:
    """Values of one field widen, different fields and bounds narrow."""
    assert Query((), tuple(filters)) == parse(typed)


@pytest.mark.parametrize("typed", ["stream:podcast", "before:soon", "after:2026-02-30", "is:good"])
def test_a_value_that_its_field_cannot_have_is_told(typed: str) -> None:
    """Finding nothing would hide the slip."""
    with pytest.raises(UsageError) as raised:
        parse(typed)
    assert (typed, True) == (raised.value.subject, bool(raised.value.hint))


@given(st.text())
def test_without_a_field_anything_is_a_query(typed: str) -> None:
    """Nothing that is typed is a syntax error."""
    plain = typed.replace(":", " ")
    assert () == parse(plain).filters


@given(
    st.sampled_from(sorted(FIELDS.keys() - {"author", "stream", "sector", "kind", "is", "after", "before"}))
)
def test_what_is_spelled_is_read_back(field: str) -> None:
    """Links of the pages are queries that a person could have typed."""
    assert (Filter(field, ("two words",)),) == parse(spelled(field, "two words")).filters
