"""The canon as a list that changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mainstem.errors import UsageError
from mainstem.pipeline import canonlist
from mainstem.pipeline.canonlist import Quarter
from tests.pipeline.review_fakes import END, RULE, accepted, row

OLD = row("Old", "arxiv:1", "2020-01-01", order=1.0)
NEW = row("New", "arxiv:2", "2024-12-27", order=2.0)


def test_a_quarter_is_read_in_both_spellings() -> None:
    """And knows its days and neighbours over a new year."""
    quarter = Quarter.read("2025Q4")
    assert (quarter, "2025-Q4") == (Quarter.read("2025-q4"), str(quarter))
    assert (date(2025, 10, 1), date(2025, 12, 31)) == (quarter.first, quarter.last)
    assert (Quarter(2026, 1), Quarter(2025, 3)) == (quarter.next, quarter.before)


@pytest.mark.parametrize("told", ["2025", "2025Q5", "Q1", "2025 Q1x"])
def test_what_is_no_quarter_is_refused(told: str) -> None:
    """With an example of one."""
    with pytest.raises(UsageError, match="2026Q2"):
        Quarter.read(told)


def test_a_month_is_dated_by_its_last_day() -> None:
    """The only day that is never too early."""
    told = ["2024", "2024-02", "2024-02-03", None]
    days = [date(2024, 12, 31), date(2024, 2, 29), date(2024, 2, 3), None]
    assert days == [canonlist.last_day(one) for one in told]


def test_a_row_entered_when_it_says_or_first_could_have() -> None:
    """Ninety days after it was submitted, where nobody wrote it down; unknown stays unknown."""
    rows = [NEW, replace(NEW, entered="2025-02-01"), replace(NEW, submitted=None)]
    days = [date(2025, 3, 27), date(2025, 2, 1), None]
    assert days == [canonlist.entered_on(one, RULE) for one in rows]
    assert (OLD,) == canonlist.stood_on([OLD, NEW], date(2025, 3, 26), RULE)


def test_a_replay_judges_a_list_without_the_newest() -> None:
    """Neither of the 90 days before its day, nor what was too young for the review before."""
    days = [date(2025, 1, 15), date(2025, 3, 31), date(2025, 4, 1)]
    assert [1, 1, 2] == [len(canonlist.judged([OLD, NEW], day, RULE)) for day in days]


def test_what_is_added_comes_last_with_its_day() -> None:
    """And stands once, however often it is accepted."""
    added = canonlist.decided([OLD], [accepted("add", "arxiv:3"), accepted("add", "arxiv:3")])
    assert [("arxiv:1", None), ("arxiv:3", "2026-06-30")] == [(one.key, one.entered) for one in added]


def test_a_successor_takes_the_place_of_its_row() -> None:
    """Its order and group; where it is on the list already the row just leaves."""
    taken = canonlist.decided([OLD, NEW], [accepted("supersede", "arxiv:3", OLD.id)])
    assert [("arxiv:3", 1.0), ("arxiv:2", 2.0)] == [(one.key, one.order) for one in taken]
    assert (NEW,) == canonlist.decided([OLD, NEW], [accepted("supersede", NEW.key, OLD.id)])


def test_what_retires_or_lapsed_leaves() -> None:
    """What was declined stays."""
    decisions = [accepted("retire", OLD.key, OLD.id), accepted("flag", NEW.key, NEW.id)]
    declined = [replace(one, verdict="decline") for one in decisions]
    assert ((), (OLD, NEW)) == (
        canonlist.decided([OLD, NEW], decisions),
        canonlist.decided([OLD, NEW], declined),
    )


def test_a_candidate_brings_what_the_pack_knows_of_it() -> None:
    """Authors and venue, which a proposal does not carry."""
    candidate = row("Candidate", "arxiv:3", authors=("A. Author",), order=None)
    (added,) = canonlist.decided([], [accepted("add", "arxiv:3")], [candidate])
    assert (("A. Author",), 1.0, END.date().isoformat()) == (added.authors, added.order, added.entered)


def test_two_lists_differ_by_their_works() -> None:
    """What came, what left, and how many stayed."""
    other = row("Other", "arxiv:3")
    assert canonlist.Difference((other,), (OLD,), 1) == canonlist.differ([OLD, NEW], [NEW, other])
