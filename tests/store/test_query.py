"""Anything that can be typed is a query."""

from __future__ import annotations

import pytest

from mainstem.store.query import Term, terms_of


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
        ("--flag", [Term("-flag", excluded=True)]),
    ],
)
def test_terms(typed: str, terms: list[Term]) -> None:
    """Words, phrases, exclusions and beginnings; the rest is text."""
    assert terms == terms_of(typed)
