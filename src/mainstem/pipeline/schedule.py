"""When something is due again: rules as people write them, in a time zone. Pure; the clock is an argument."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mainstem.errors import SettingsError

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FORMS = "every 2 h, every 30 min, daily 06:00, Sun 18:00, quarter 18:00 (its last day), off"
_EVERY = re.compile(r"every (\d{1,3}) ?(h|min)")
_CLOCK = re.compile(r"(\w+) (\d{1,2}):(\d{2})")
_LONGEST_D = 93  # the days between two quarters' ends, and one


@dataclass(frozen=True, slots=True)
class Rule:
    """When a job is due: every so long, or at a time of certain days."""

    told: str
    every: timedelta | None = None
    weekdays: frozenset[int] = frozenset()  # 0 is Monday
    quarter_end: bool = False
    at: time = time()

    @property
    def never(self) -> bool:
        """Whether it is switched off."""
        return self.told == "off"

    def after(self, moment: datetime, zone: ZoneInfo) -> datetime | None:
        """The first time later than ``moment``, in UTC; None where it is switched off.

        A time that the clocks jump over is as long after midnight as it would have been; one that they show
        twice is the first of the two. So every day has its one time.
        """
        if self.never:
            return None
        if self.every is not None:
            return moment.astimezone(UTC) + self.every
        first = moment.astimezone(zone).date()
        days = (first + timedelta(days=n) for n in range(_LONGEST_D))
        times = (datetime.combine(day, self.at, zone).astimezone(UTC) for day in days if self._falls_on(day))
        return next(at for at in times if at > moment)

    def _falls_on(self, day: date) -> bool:
        if self.quarter_end:
            return day.month % 3 == 0 and day.day == monthrange(day.year, day.month)[1]
        return day.weekday() in self.weekdays


def read(told: str, subject: str) -> Rule:
    """The rule that ``told`` spells; raises SettingsError on ``subject``."""
    words = " ".join(told.split())
    if words == "off":
        return Rule("off")
    if (found := _EVERY.fullmatch(words)) and int(found[1]):
        n = int(found[1])
        return Rule(words, every=timedelta(hours=n) if found[2] == "h" else timedelta(minutes=n))
    if (found := _CLOCK.fullmatch(words)) and (rule := _at_clock(words, found)):
        return rule
    raise SettingsError(subject, f"{told!r} is no time for a job", f"Write one such as: {FORMS}")


def _at_clock(words: str, found: re.Match[str]) -> Rule | None:
    hour, minute = int(found[2]), int(found[3])
    if hour > 23 or minute > 59:
        return None
    at = time(hour, minute)
    if found[1] == "daily":
        return Rule(words, weekdays=frozenset(range(7)), at=at)
    if found[1] == "quarter":
        return Rule(words, quarter_end=True, at=at)
    day = found[1].title()
    return Rule(words, weekdays=frozenset({DAYS.index(day)}), at=at) if day in DAYS else None
