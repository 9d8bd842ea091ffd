"""The reader's own pace: what their readings took against what was estimated, and how good the estimates are. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from mainstem.model import Reading

# A kind's pace leans on the reader's pace over all kinds as if that had been seen this many times; so does that
# one on the plain estimate. Three: a few readings steer, one odd afternoon does not.
_AS_IF = 3.0
_MOST = (
    4.0  # a pace is drawn into a quarter to four times the estimate: beyond that something else was measured
)
LONGEST_MIN = 240  # from start to done; above it the clock ran on without a reader


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How far estimates were from the minutes that readings took: medians of the relative error."""

    kind: str  # "" for all
    n: int
    plain: float  # without the reader's pace
    paced: float  # each with the pace learned from the readings before it
    factor: float  # minutes taken for one estimated, as learned by now


def pace_of(readings: Iterable[Reading]) -> dict[str, float]:
    """Minutes taken for one estimated, by kind and over all (""); nothing where nothing was read."""
    logs: defaultdict[str, list[float]] = defaultdict(list)
    for reading in readings:
        logs[reading.kind].append(_log_ratio(reading))
    if not logs:
        return {}
    everything = [value for values in logs.values() for value in values]
    over_all = math.fsum(everything) / (len(everything) + _AS_IF)
    by_kind = {
        kind: (math.fsum(values) + _AS_IF * over_all) / (len(values) + _AS_IF)
        for kind, values in logs.items()
    }
    return {kind: round(math.exp(value), 4) for kind, value in {"": over_all, **by_kind}.items()}


def accuracy(readings: Sequence[Reading]) -> list[Accuracy]:
    """Over all readings and by kind, most read first; empty where nothing was read. Oldest first in."""
    errors: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for n, reading in enumerate(readings):
        pace = pace_of(readings[:n])
        factor = pace.get(reading.kind, pace.get("", 1.0))
        error = _error(reading.estimate_min, reading), _error(reading.estimate_min * factor, reading)
        for kind in ("", reading.kind):
            errors[kind].append(error)
    learned = pace_of(readings)
    told = [
        Accuracy(kind, len(rows), median(a for a, _ in rows), median(b for _, b in rows), learned[kind])
        for kind, rows in errors.items()
    ]
    return sorted(told, key=lambda one: (one.kind != "", -one.n, one.kind))


def _log_ratio(reading: Reading) -> float:
    ratio = reading.minutes / reading.estimate_min
    return math.log(min(max(ratio, 1 / _MOST), _MOST))


def _error(estimate_min: float, reading: Reading) -> float:
    return abs(estimate_min - reading.minutes) / reading.minutes
