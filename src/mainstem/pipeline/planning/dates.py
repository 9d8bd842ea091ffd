"""Dates of the pack's venues that a reader should have in the calendar: deadlines of papers, meetings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from mainstem.model import Dated, Pack, Source

AHEAD = timedelta(days=120)  # a call for papers opens about three months before its deadline
_MEETING = re.compile(r"(?<!was )(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d), ([^;()]+)")


def dates(pack: Pack, today: date) -> tuple[Dated, ...]:
    """What is due or takes place from ``today`` on within four months, in order of time.

    A venue that tells a month only, or no date of the next meeting, has none.
    """
    venues = [source for source in pack.sources if not source.silenced and not source.ended]
    found = [dated for source in venues for dated in (*_deadlines(source), *_meetings(source))]
    ahead = (one for one in found if today <= (one.last or one.at.date()) and one.at.date() <= today + AHEAD)
    return tuple(sorted(ahead, key=lambda one: (one.at, one.id)))


def _deadlines(source: Source) -> Iterator[Dated]:
    for row in source.deadlines:
        name = f"{source.id}/{row.call}/{row.what}".casefold().replace(" ", "-")
        yield Dated(name, f"{row.call}: {row.what} due", row.at, source.home)


def _meetings(source: Source) -> Iterator[Dated]:
    for first, last, place in _MEETING.findall(source.next or ""):
        at = datetime.combine(date.fromisoformat(first), time(), UTC)
        title = f"{source.name.partition(' (')[0]}, {place.strip()}"
        yield Dated(f"{source.id}/{first[:4]}", title, at, source.home, last=date.fromisoformat(last))
