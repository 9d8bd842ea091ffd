"""Which week is planned, and from what."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from mainstem.model import STREAMS
from mainstem.pipeline.week import monday_of, name_of, view

UTC_ZONE = ZoneInfo("UTC")
SNAPSHOT = date(2026, 6, 30)
SUNDAY = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)


def test_a_home_that_fetched_nothing_lives_on_the_snapshot_s_day() -> None:
    """In snapshot mode today is the snapshot's date."""
    look = view(SUNDAY, UTC_ZONE, set(), SNAPSHOT, None)
    assert (SNAPSHOT, date(2026, 6, 29), STREAMS) == (look.at.date(), look.monday, look.snapshot_streams)


def test_a_home_that_fetched_lives_today_and_takes_missing_streams_from_the_snapshot() -> None:
    """One stream fetched is enough to live in the present."""
    look = view(SUNDAY, UTC_ZONE, {"paper", "blog", "community"}, SNAPSHOT, None)
    assert (SUNDAY, ("venue",)) == (look.at, look.snapshot_streams)


def test_the_weekend_plans_the_week_to_come() -> None:
    """On a Sunday nobody wants last week's plan."""
    assert date(2026, 11, 23) == view(SUNDAY, UTC_ZONE, set(STREAMS), SNAPSHOT, None).monday


def test_another_day_is_seen_from_its_end() -> None:
    """--at plans the week that holds the day, from what was known by its end."""
    look = view(SUNDAY, UTC_ZONE, set(), SNAPSHOT, date(2026, 5, 13))
    assert (date(2026, 5, 11), datetime(2026, 5, 13, 23, 59, 59, 999999, UTC)) == (look.monday, look.at)


def test_a_day_to_come_knows_no_more_than_now() -> None:
    """Nobody knows the future."""
    assert SUNDAY == view(SUNDAY, UTC_ZONE, set(STREAMS), SNAPSHOT, date(2027, 1, 4)).at


def test_a_pack_without_snapshot_plans_from_what_was_fetched() -> None:
    """Another field's pack may ship none."""
    assert () == view(SUNDAY, UTC_ZONE, set(), None, None).snapshot_streams


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2026, 6, 30), "2026-W27"), (date(2027, 1, 1), "2026-W53"), (date(2026, 1, 1), "2026-W01")],
)
def test_weeks_are_named_as_iso_names_them(day: date, week: str) -> None:
    """The first of January can belong to the old year's last week."""
    assert week == name_of(monday_of(day))
