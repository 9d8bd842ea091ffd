"""How fast a list goes out of date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mainstem.pipeline.staleness import staleness
from tests.pipeline.review_fakes import RULE, row

TODAY = date(2026, 1, 1)
ROWS = [row(f"Work {n}", f"arxiv:{n}", entered="2022-01-01") for n in range(4)]


def test_the_date_follows_from_the_rate_of_the_rows() -> None:
    """One of four rows ended after two years: 1 in 14 row-years, and three quarters are in date."""
    stale = staleness(ROWS, [], {"arxiv:1": date(2024, 1, 1)}, TODAY, RULE)
    assert (0.25, 1, pytest.approx(14.0, abs=0.02)) == (stale.value, stale.n_ended, stale.row_years)
    # ln(2 x .75) / (1 / 14) = 5.68 years
    assert stale.half_on is not None
    assert timedelta(days=3) > abs(stale.half_on - (TODAY + timedelta(days=5.68 * 365.25)))


def test_a_list_that_nothing_ever_overtook_has_no_date() -> None:
    """Unknown is not never; nor has an empty list one."""
    nothing, empty = staleness(ROWS, [], {}, TODAY, RULE), staleness([], [], {}, TODAY, RULE)
    assert ((0.0, None), (0.0, None)) == ((nothing.value, nothing.half_on), (empty.value, empty.half_on))


def test_a_list_that_is_half_gone_says_since_when() -> None:
    """The day on which the half was reached, however many went since."""
    ended = {f"arxiv:{n}": date(2024, n + 1, 1) for n in range(3)}
    assert date(2024, 2, 1) == staleness(ROWS, [], ended, TODAY, RULE).half_on


def test_rows_that_left_count_for_the_rate_only() -> None:
    """Taking out what is overtaken makes the list fresh, not the field slow."""
    ended = {"arxiv:1": date(2024, 1, 1)}
    kept = [one for one in ROWS if one.id != "arxiv:1"]
    whole, cleaned = staleness(ROWS, [], ended, TODAY, RULE), staleness(kept, [ROWS[1]], ended, TODAY, RULE)
    assert (0.0, whole.n_ended, whole.row_years) == (cleaned.value, cleaned.n_ended, cleaned.row_years)
