"""Which week is meant, and from what it is planned: decisions without I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mainstem.model import STREAMS, Origin, Stream

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class View:
    """The moment that a plan knows, the Monday of its week, and where each stream comes from."""

    at: datetime
    monday: date
    origins: Mapping[Stream | None, Origin]

    @property
    def snapshot_streams(self) -> tuple[Stream, ...]:
        """The streams that come from the shipped snapshot."""
        return tuple(s for s in STREAMS if self.origins[s] == "snapshot")


def view(
    now: datetime, zone: ZoneInfo, fetched: set[Stream], snapshot: date | None, asked: date | None
) -> View:
    """What ``mainstem week`` looks at.

    Streams of which nothing was ever fetched come from the snapshot; where that is all of them, today is
    the snapshot's day. ``asked`` is any other day: its week is planned from what was known at its end.
    Without it, Saturday and Sunday plan the week to come.
    """
    origins: dict[Stream | None, Origin] = {s: "fetched" if s in fetched else "snapshot" for s in STREAMS}
    origins[None] = "fetched"
    if snapshot is None:
        origins = dict.fromkeys(origins, "fetched")
    today = now.astimezone(zone).date()
    if asked is not None:
        return View(min(now, _end_of(asked)) if asked <= today else now, monday_of(asked), origins)
    if snapshot and not fetched:
        return View(_end_of(snapshot), monday_of(snapshot), origins)
    ahead = timedelta(days=2) if today.weekday() >= SATURDAY else timedelta()
    return View(now, monday_of(today + ahead), origins)


def monday_of(day: date) -> date:
    """The Monday of the ISO week that holds ``day``."""
    return day - timedelta(days=day.weekday())


def name_of(monday: date) -> str:
    """The ISO week of a Monday, such as ``2026-W27``."""
    year, week, _ = monday.isocalendar()
    return f"{year}-W{week:02}"


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)
