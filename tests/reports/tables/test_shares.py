"""Shares of data told in tables."""

from __future__ import annotations

from collections.abc import Callable

from mainstem.model import Disclosure
from mainstem.reports.document import Leaf
from mainstem.reports.subject.names import Names
from mainstem.reports.tables.grids import grids
from mainstem.reports.tables.shares import read

Told = Callable[[str], list[Disclosure]]


def _shares(told: list[Disclosure]) -> list[object]:
    return [one.normalised for one in told if one.field == "data_mixture" and one.where == "table"]


def test_shares_of_data_are_told_where_they_sum_up_to_a_whole(told: Told) -> None:
    """The row of the sum and columns of other numbers are left out."""
    found = told(
        "Table 2: Composition of the pre-training corpus\n\n| Source | Tokens (B) | Percentage |\n|---|---|---|\n"
        "| Web | 820.1 | 61.5% |\n| Code | 300 | 22.5% |\n| Papers | 213.4 | 16.0% |\n| Total | 1333.5 | 100% |"
    )
    assert [0.615, 0.225, 0.16] == _shares(found)


def test_weights_may_be_parts_of_one(told: Told) -> None:
    """Two columns of weights, one for each stage."""
    found = told(
        "Table 2: Data mixture of both stages\n\n| Domain | Stage 1 weight | Stage 2 weight |\n|---|---|---|\n"
        "| Web | 0.7 | 0.3 |\n| Code | 0.2 | 0.45 |\n| Math | 0.1 | 0.25 |"
    )
    assert {0.7, 0.2, 0.1, 0.3, 0.45, 0.25} == set(_shares(found))


def test_shares_may_stand_side_by_side(drawn: Callable[[str], Leaf]) -> None:
    """Two columns of domains, each with its share; only together they are a whole."""
    page = """
Domain        Share      Domain       Share
Web pages     40.0%      Books        12.5%
Code          25.5%      Papers       22.0%

Table 2: Composition of the training data.
"""
    told = [one.normalised for grid in grids(drawn(page)) for one in read(grid, Names("Brook"))]
    assert {0.4, 0.255, 0.125, 0.22} == set(told)


def test_groups_may_be_told_with_their_parts(told: Told) -> None:
    """A table whose shares sum up to two wholes tells groups and what is in them."""
    found = told(
        "Table 2: Training data\n\n| Source | Share |\n|---|---|\n| English | 60% |\n| Web | 45% |\n| Books | 15% |\n"
        "| Code | 40% |\n| Python | 25% |\n| Java | 10% |\n| Other code | 5% |"
    )
    assert [0.6, 0.45, 0.15, 0.4, 0.25, 0.1, 0.05] == _shares(found)


def test_percentages_that_are_no_shares_of_data_are_none(told: Told) -> None:
    """Scores, parts of a vocabulary, and columns that do not sum up."""
    scores = "Table 2: Accuracy on data\n\n| Task | Percentage |\n|---|---|\n| AB | 50% |\n| BC | 30% |\n| CD | 20% |"
    loose = "Table 3: Data cleaning\n\n| Step | Percentage |\n|---|---|\n| Links | 95% |\n| Tags | 80% |\n| Ads | 64% |"
    assert [] == _shares(told(scores)) + _shares(told(loose))
