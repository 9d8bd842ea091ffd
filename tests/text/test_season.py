"""Seasons of venues, and which of their meetings to look for."""

from __future__ import annotations

from datetime import date

import pytest

from mainstem.model import Source
from mainstem.text.season import edition, in_season


def venue(season: int | None) -> Source:
    """A venue whose papers appear in that month."""
    home = "https://venue.example/"
    return Source("v", "V", "conference", "venue", "academic", (), home, "yearly", "", (), season=season)


@pytest.mark.parametrize(
    ("season", "months"),
    [
        (7, {6, 7, 8, 9, 10}),
        (11, {10, 11, 12, 1, 2}),
        (1, {12, 1, 2, 3, 4}),
        (None, set(range(1, 13))),
    ],
)
def test_a_season_is_from_a_month_before_to_three_months_after(season: int | None, months: set[int]) -> None:
    """Over the turn of the year as well; without a month a source is always in season."""
    source = venue(season)
    assert months == {month for month in range(1, 13) if in_season(source, date(2026, month, 15))}


@pytest.mark.parametrize(
    ("season", "today", "year"),
    [
        (11, date(2026, 9, 30), 2025),
        (11, date(2026, 10, 1), 2026),
        (11, date(2027, 2, 1), 2026),
        (5, date(2026, 3, 31), 2025),
        (5, date(2026, 4, 1), 2026),
        (1, date(2026, 11, 30), 2026),
        (1, date(2026, 12, 1), 2027),
        (1, date(2027, 1, 31), 2027),
        (2, date(2026, 12, 31), 2026),
        (2, date(2027, 1, 1), 2027),
    ],
)
def test_the_meeting_to_look_for_is_the_one_whose_season_began_last(
    season: int, today: date, year: int
) -> None:
    """Late proceedings of last year are still followed in spring."""
    assert year == edition(venue(season), today).year


def test_without_a_season_the_day_is_the_day() -> None:
    """Feeds and journals are asked for today."""
    assert date(2026, 6, 12) == edition(venue(None), date(2026, 6, 12))


def test_in_the_year_of_the_meeting_the_day_is_kept() -> None:
    """Only another year is another day."""
    assert date(2026, 6, 12) == edition(venue(6), date(2026, 6, 12))
