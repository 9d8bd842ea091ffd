"""When something is due again, through the days on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.errors import SettingsError
from mainstem.pipeline.schedule import read

BERLIN = ZoneInfo("Europe/Berlin")
NEW_YORK = ZoneInfo("America/New_York")
ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
)


def _at(told: str) -> datetime:
    return datetime.fromisoformat(told).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("rule", "after", "next_at"),
    [
        ("every 2 h", "2026-11-22T10:00", "2026-11-22T12:00"),
        ("every 30 min", "2026-11-22T10:00", "2026-11-22T10:30"),
        ("daily 06:00", "2026-11-22T10:00", "2026-11-23T05:00"),
        ("Sun 18:00", "2026-11-22T10:00", "2026-11-22T17:00"),
        ("Sun 18:00", "2026-11-22T17:00", "2026-11-29T17:00"),
        ("mon 07:30", "2026-11-22T10:00", "2026-11-23T06:30"),
        ("quarter 18:00", "2026-11-22T10:00", "2026-12-31T17:00"),
        ("quarter 18:00", "2026-06-30T16:00", "2026-09-30T16:00"),
    ],
)
def test_a_rule_names_the_next_moment(rule: str, after: str, next_at: str) -> None:
    """In the reader's zone: Berlin is an hour ahead in winter and two in summer."""
    assert _at(next_at) == read(rule, "test").after(_at(after), BERLIN)


def test_off_is_never() -> None:
    """And says so."""
    rule = read("off", "test")
    assert (True, None) == (rule.never, rule.after(_at("2026-11-22T10:00"), BERLIN))


@pytest.mark.parametrize(
    ("zone", "after", "next_at"),
    [
        (
            BERLIN,
            "2026-03-28T12:00",
            "2026-03-29T01:30",
        ),  # 02:30 is jumped over: 03:30, an hour and a half in
        (BERLIN, "2026-10-24T12:00", "2026-10-25T00:30"),  # 02:30 comes twice: the first
        (BERLIN, "2026-10-25T00:30", "2026-10-26T01:30"),  # and not the second
        (NEW_YORK, "2026-03-07T12:00", "2026-03-08T07:30"),
        (NEW_YORK, "2026-11-01T05:00", "2026-11-01T07:30"),
    ],
)
def test_a_time_that_is_skipped_or_shown_twice_comes_once(zone: ZoneInfo, after: str, next_at: str) -> None:
    """Once a day, on the days on which the clocks change too."""
    assert _at(next_at) == read("daily 02:30", "test").after(_at(after), zone)


@settings(max_examples=40)
@given(
    st.sampled_from(ZONES).map(ZoneInfo),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.times().map(lambda t: f"{t:%H:%M}"),
)
def test_every_day_has_its_one_time(zone: ZoneInfo, day: date, at: str) -> None:
    """In any zone, at any hour, 30 days in a row are 30 runs."""
    rule, moment = read(f"daily {at}", "test"), datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    days = []
    for _ in range(30):
        following = rule.after(moment, zone)
        assert following is not None
        assert timedelta() < following - moment <= timedelta(hours=26)
        moment = following
        days.append((following.astimezone(zone) - timedelta(hours=1)).date())
    assert 30 == len(set(days)) or at < "01:00"


@pytest.mark.parametrize(
    "told", ["", "Mon", "Mon 25:00", "Mon 07:60", "every 0 h", "weekly 07:00", "every h", "Off"]
)
def test_what_is_no_rule_is_named(told: str) -> None:
    """With what it may be."""
    with pytest.raises(SettingsError, match=r"the digest: .* Write one such as: every 2 h"):
        read(told, "the digest")
