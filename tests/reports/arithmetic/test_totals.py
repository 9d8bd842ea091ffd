"""Made-up tables that add up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]


def _table(*rows: str) -> str:
    return "\n" + "\n".join((rows[0], "| --- " * (rows[0].count("|") - 1) + "|", *rows[1:])) + "\n"


@pytest.mark.parametrize(("total", "verdict"), [("100", "consistent"), ("104", "inconsistent")])
def test_a_total_row_is_held_against_the_rows_above(checked: Checked, total: str, verdict: str) -> None:
    """Column by column."""
    rows = (
        "| Source | Tokens (B) |",
        "| Web | 50 |",
        "| Code | 30 |",
        "| Books | 20 |",
        f"| Total | {total} |",
    )
    assert verdict == checked(_table(*rows))["a table's total"].verdict


def test_a_total_column_is_held_against_the_columns_before(checked: Checked) -> None:
    """Hours of three stages."""
    rows = (
        "| Training costs | Pre-training | Context | Tuning | Total |",
        "| in hours | 2664K | 119K | 5K | 2788K |",
    )
    found = checked(_table(*rows))["a table's total"]
    assert (2_788_000, "consistent") == (found.computed, found.verdict)


def test_a_total_that_is_no_sum_is_left_alone(checked: Checked) -> None:
    """A mean of scores."""
    rows = ("| Task | Score |", "| A | 50 |", "| B | 30 |", "| C | 40 |", "| Total | 40 |")
    assert {} == checked(_table(*rows))


def test_a_column_of_shares_makes_a_whole(checked: Checked) -> None:
    """Half, three tenths, a fifth."""
    rows = ("| Source | Percentage |", "| Web | 50% |", "| Code | 30% |", "| Books | 20% |")
    assert 1.0 == checked(_table(*rows))["shares of a whole"].computed
