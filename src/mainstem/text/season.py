"""When a yearly venue has something new, and which of its meetings to look for."""

from __future__ import annotations

from datetime import date

from mainstem.model import Source

BEFORE = 1  # months before its own in which a venue is in season: early lists of accepted papers
AFTER = 3  # and after it: proceedings that come late, tables of contents that follow them


def in_season(source: Source, today: date) -> bool:
    """From one month before the month in which its papers appear to three months after it.

    A source that names no such month is always in season.
    """
    if source.season is None:
        return True
    return (today.month - source.season + BEFORE) % 12 <= BEFORE + AFTER


def edition(source: Source, today: date) -> date:
    """The day to fill into addresses (``{YYYY}``): ``today`` from the beginning of this year's season.

    Before it, the last day of the year before: of a venue whose papers appear in November, the meeting to
    look for in spring is last year's. In December the season of a January venue is that of the year to come.
    """
    if source.season is None:
        return today
    month = today.month + BEFORE
    if month > 12 and source.season == 1:
        return date(today.year + 1, 1, 1)
    return today if month >= source.season else date(today.year - 1, 12, 31)
