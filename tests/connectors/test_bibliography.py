"""What records of papers have in common."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mainstem.connectors.bibliography import authors_of, is_withdrawn, keys_of, left_out, one_each, published
from mainstem.model import Draft
from tests.connectors.shapes import AT


def test_keys_come_from_addresses_and_dois_arxiv_first() -> None:
    """Mere pages have none, and each counts once."""
    names = (
        "10.1145/1.2",
        "https://doi.org/10.1145/1.2",
        "https://blog.example/x",
        "",
        "http://arxiv.org/abs/2606.00001v2",
    )
    assert ("arxiv:2606.00001", "doi:10.1145/1.2") == keys_of(*names)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-09", datetime(2026, 6, 9, tzinfo=UTC)),
        ("2026-06", None),
        ("2026", None),
        ("2027-01-01", None),
        ("soon", None),
    ],
)
def test_only_a_day_that_was_is_a_date(text: str, day: datetime | None) -> None:
    """A year alone would date a paper by months too early."""
    assert day == published(text, AT)


def test_names_are_lines_and_none_is_empty() -> None:
    """Whatever white space they came in."""
    assert ("Ada Author", "B. Writer") == authors_of(["Ada\n Author", " ", "B. Writer"])


@pytest.mark.parametrize(
    ("comment", "abstract", "is_gone"),
    [
        ("This paper has been withdrawn by the author", "Long.", True),
        ("", "This submission was withdrawn.", True),
        ("Withdrawn from arXiv: an error in Lemma 2", "Long.", True),
        ("Withdrawn from the ICLR submission; accepted at MLSys", "Long.", False),
        ("12 pages", "We study withdrawn products. " * 20, False),
        ("", "We serve samples.", False),
    ],
)
def test_a_withdrawal_is_told_by_the_comment_or_a_short_abstract(
    comment: str, abstract: str, is_gone: bool
) -> None:
    """A long abstract may well speak of withdrawals."""
    assert is_gone == is_withdrawn(comment, abstract)


def test_of_drafts_with_one_key_the_first_stays() -> None:
    """A record that comes twice is one item."""
    drafts = [Draft("a", "First", None, "paper"), Draft("a", "Second", None, "paper")]
    assert ["First"] == [draft.title for draft in one_each(drafts)]


def test_what_was_left_out_is_counted() -> None:
    """Nothing is told of nothing."""
    assert ((), ("2 records without a title, left out",)) == (
        left_out(0, "x"),
        left_out(2, "without a title"),
    )
