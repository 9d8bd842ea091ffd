"""Charts as numbers: what a template needs to draw one as SVG. No colours, no words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 180, 42, 24, 10


@dataclass(frozen=True, slots=True)
class Steps:
    """A line that holds its value until the next dot."""

    path: str
    dots: Sequence[tuple[float, float]]  # x and y of each point, in order
    years: Sequence[tuple[float, str]]  # x and name of ticks
    values: Sequence[tuple[float, str]]  # y and name of ticks
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def steps(points: Sequence[tuple[datetime, float]], until: datetime, low: float, high: float) -> Steps:
    """The points (oldest first, at least one) up to ``until``; values between ``low`` and ``high``."""
    first = min(points[0][0], until - timedelta(days=90))
    span = max((until - first) / timedelta(days=1), 1.0)

    def x(at: datetime) -> float:
        return round(LEFT + (WIDTH - LEFT - 6) * ((at - first) / timedelta(days=1)) / span, 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (value - low) / (high - low), 1)

    dots = [(x(at), y(value)) for at, value in points]
    path = f"M{dots[0][0]} {y(low)}" + "".join(f"H{dx}V{dy}" for dx, dy in dots) + f"H{x(until)}"
    years = range(first.year + 1, until.year + 1)
    every = max(1, len(years) // 6)
    ticks = [
        (x(datetime(year, 1, 1, tzinfo=UTC)), str(year)) for year in years if (year - until.year) % every == 0
    ]
    marks = [(y(low + (high - low) * part), f"{low + (high - low) * part:.2f}") for part in (0, 0.5, 1)]
    return Steps(path, dots, ticks, marks)


def spark(values: Sequence[float], width: int = 120, height: int = 28) -> str:
    """The ``points`` of a polyline through the values (at least two), the lowest at the bottom."""
    low, high = min(values), max(values)
    step = (width - 4) / (len(values) - 1)
    return " ".join(
        f"{2 + n * step:.1f},{height - 3 - (height - 6) * (value - low) / ((high - low) or 1):.1f}"
        for n, value in enumerate(values)
    )


@dataclass(frozen=True, slots=True)
class Dots:
    """Dots through time: x and y of each point in order, with ticks of years and values."""

    dots: Sequence[tuple[float, float]]
    years: Sequence[tuple[float, str]]
    values: Sequence[tuple[float, str]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM


def dots(points: Sequence[tuple[date, float]], *, is_log: bool) -> Dots:
    """Points (at least one, oldest first; positive where ``is_log``) with room around them."""
    days = [day.toordinal() for day, _ in points]
    first, last = min(days) - 45, max(days) + 45
    heights = [math.log10(value) if is_log else value for _, value in points]
    low, high = (
        (math.floor(min(heights)), math.ceil(max(heights) + 1e-9)) if is_log else (0.0, max(heights) * 1.15)
    )
    high = high if high > low else low + 1

    def x(day: int) -> float:
        return round(LEFT + (WIDTH - LEFT - 6) * (day - first) / (last - first), 1)

    def y(height: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * (height - low) / (high - low), 1)

    years = range(date.fromordinal(first).year, date.fromordinal(last).year + 1)
    marks = [(x(day), str(year)) for year in years if first <= (day := date(year, 1, 1).toordinal()) <= last]
    every = max(1, math.ceil((high - low) / 4)) if is_log else 0
    levels = range(int(low), int(high) + 1, every) if is_log else (0.0, high / 2, high)
    ticks = [(y(level), f"1e{level}" if is_log else f"{level:.2g}") for level in levels]
    return Dots([(x(day), y(height)) for day, height in zip(days, heights, strict=True)], marks, ticks)
