"""Dates, wishes and names as feeds write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.connectors.entries import author, moment, wish_h

NOON = datetime(2026, 6, 9, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-09T12:00:00Z",
        "2026-06-09T14:00:00+02:00",
        "2026-06-09T12:00:00.000Z",
        "2026-06-09 12:00:00 +0000",
        "2026-06-09T12:00:00",
        "Tue, 09 Jun 2026 12:00:00 GMT",
        "Tue, 9 Jun 2026 08:00:00 EDT",
        "09 June 2026 12:00 +0000",
        " Tue, 09 Jun 2026 12:00:00 -0000 ",
    ],
)
def test_dates_become_utc(text: str) -> None:
    """Both standards, any zone; no zone means UTC."""
    assert moment(text) == NOON


@pytest.mark.parametrize(
    "text", ["", "someday", "2026-13-40", "Tue, 99 Foo 2026", "1718000000", "0000-00-00T00:00:00Z"]
)
def test_what_is_no_date_is_unknown(text: str) -> None:
    """A date that cannot be read is None, never now."""
    assert moment(text) is None


@settings(deadline=None)  # a busy machine is no fault
@given(st.text(max_size=40))
def test_dates_never_raise(text: str) -> None:
    """Any text is a moment in UTC or nothing."""
    read = moment(text)
    assert read is None or read.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("ttl", "period", "frequency", "hours"),
    [
        ("120", "", "", 2.0),
        ("", "daily", "", 24.0),
        ("", "hourly", "2", 0.5),
        ("60", "daily", "2", 12.0),
        ("999999", "", "", 168.0),
        ("0", "", "", None),
        ("soon", "often", "x", None),
    ],
)
def test_the_longest_wish_counts(ttl: str, period: str, frequency: str, hours: float | None) -> None:
    """ttl in minutes, updatePeriod by updateFrequency; a week at most; nonsense is no wish."""
    assert wish_h(ttl, period, frequency) == hours


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A. Author", "A. Author"),
        ("a@example.org (A. Author)", "A. Author"),
        ("A. Author <a@example.org>", "A. Author"),
        ("A. Author (a@example.org)", "A. Author"),
        ("@handle", "@handle"),
        ("a@example.org", ""),
    ],
)
def test_authors_are_names(text: str, name: str) -> None:
    """Mail addresses are taken off; an address alone names nobody."""
    assert author(text) == name
