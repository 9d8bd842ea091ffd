"""What all reports say together: training compute over time, tokens a parameter, utilisation, how much is disclosed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from mainstem.model import ReportRead
from mainstem.reports.fields import FIELDS

_MIN_POINTS = 4  # from which on a doubling time has an interval worth telling
_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Point:
    """One report in a plot."""

    report: str
    model: str
    maker: str  # the lab's id; empty where unknown
    day: date
    value: float


@dataclass(frozen=True, slots=True)
class Doubling:
    """In how many months a value doubles, by least squares on its logarithm, with the 95 % interval of the slope.

    ``low`` and ``high`` are months; ``high`` is None where the interval reaches a slope of zero (no growth).
    """

    months: float
    low: float
    high: float | None
    n: int


def released(read: ReportRead) -> date | None:
    """The day, or the first of the month, that the report tells as its release; else when its file was made.

    None where neither is known.
    """
    told = next((one for one in read.disclosures if one.field == "release_date" and not one.is_other), None)
    return (_day(str(told.normalised)) if told else None) or _day(read.made_on)


def _day(told: str) -> date | None:
    """A day of "2025-01-23", and the first of "2025-01"; None for less."""
    try:
        parts = [int(part) for part in told.split("-")]
        return date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1) if len(parts) > 1 else None
    except ValueError:
        return None


def checked(reads: Iterable[ReportRead], check: str) -> list[Point]:
    """What a check came to in each report that has a date, the oldest first ("training compute, 6 N D").

    Of a report with several variants: its first, which is the largest.
    """
    made = []
    for read in reads:
        day = released(read)
        one = next((one for one in read.checks if one.name == check and one.computed > 0), None)
        if day is not None and one is not None:
            made.append(Point(read.name, one.model, read.maker, day, one.computed))
    return sorted(made, key=lambda point: (point.day, point.report))


def disclosed(reads: Iterable[ReportRead]) -> list[Point]:
    """The share of FIELDS for which each report that has a date tells a value of its own, the oldest first."""
    made = [
        Point(read.name, read.family, read.maker, day, 1 - len(read.reticences) / len(FIELDS))
        for read in reads
        if (day := released(read)) is not None
    ]
    return sorted(made, key=lambda point: (point.day, point.report))


def doubling(points: Sequence[Point]) -> Doubling | None:
    """The doubling time of positive values; None for fewer than four, all of one day, or values that do not grow."""
    from scipy.special import stdtrit

    n = len(points)
    years = [point.day.toordinal() / _DAYS_A_YEAR for point in points]
    logs = [math.log2(point.value) for point in points]
    middle = sum(years) / n if n else 0.0
    spread = sum((year - middle) ** 2 for year in years)
    if n < _MIN_POINTS or spread == 0:
        return None
    mean = sum(logs) / n
    slope = sum((year - middle) * (log - mean) for year, log in zip(years, logs, strict=True)) / spread
    if slope <= 0:
        return None
    left = sum((log - mean - slope * (year - middle)) ** 2 for year, log in zip(years, logs, strict=True))
    reach = float(stdtrit(n - 2, 0.975)) * math.sqrt(left / (n - 2) / spread)
    high = 12 / (slope - reach) if slope > reach else None
    return Doubling(12 / slope, 12 / (slope + reach), high, n)
