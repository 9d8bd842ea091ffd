"""How far estimated minutes are off for made-up readers, before and after: ``python -m scripts.simulate_pace``.

A reader takes so many times the estimate, by kind, and a reading scatters around that (log-normal). No estimate is
tested here against how long real works take: that needs real readings (``mainstem pace`` tells those of a person).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from statistics import median

from mainstem.model import Reading
from mainstem.pipeline.planning.pace import pace_of

_START = datetime(2026, 1, 5, tzinfo=UTC)
_KINDS = {
    "paper": 20.0,
    "post": 10.0,
    "deep_paper": 60.0,
    "release": 5.0,
}  # minutes estimated, as in the cadence
_WEEKS = (6, 6, 2, 4)  # readings of each kind of a month


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody made up: minutes taken for one estimated, by kind ("" for the others), and their scatter."""

    name: str
    pace: Mapping[str, float]
    scatter: float  # standard deviation of the logarithm


READERS = (
    Reader("as estimated", {"": 1.0}, 0.25),
    Reader("twice as slow", {"": 2.0}, 0.25),
    Reader("twice as fast", {"": 0.5}, 0.25),
    Reader(
        "slow with papers, fast with posts", {"": 1.0, "paper": 1.8, "deep_paper": 1.5, "post": 0.6}, 0.25
    ),
    Reader("noisy, as estimated", {"": 1.0}, 0.8),
    Reader("noisy and slow", {"": 2.0}, 0.8),
)


@dataclass(frozen=True, slots=True)
class Reached:
    """Medians of |estimate - minutes| / minutes over the second month's readings of many runs."""

    reader: str
    plain: float  # without any pace
    after: float  # with the pace of the first month
    known: float  # were the reader's pace known: what their scatter leaves


def readings(reader: Reader, random: Random, n_months: int) -> list[Reading]:
    """What the reader read, in order: 18 readings a month, of each kind about as many as a week holds."""
    kinds = [kind for kind, n in zip(_KINDS, _WEEKS, strict=True) for _ in range(n)]
    made: list[Reading] = []
    for _ in range(n_months):
        random.shuffle(kinds)
        for kind in kinds:
            took = _KINDS[kind] * _true(reader, kind) * math.exp(random.gauss(0, reader.scatter))
            at = _START + timedelta(days=len(made))
            made.append(Reading("me", f"web:{len(made)}", kind, _KINDS[kind], took, at))
    return made


def reached(reader: Reader, n_runs: int = 50, seed: int = 0) -> Reached:
    """The errors of one reader over so many runs."""
    random = Random(seed)  # noqa: S311 - made-up readers, no secrets
    errors: list[tuple[float, float, float]] = []
    n = sum(_WEEKS)
    for _ in range(n_runs):
        made = readings(reader, random, 2)
        pace = pace_of(made[:n])
        errors += [
            (_error(1.0, one), _error(pace[one.kind], one), _error(_true(reader, one.kind), one))
            for one in made[n:]
        ]
    plain, after, known = (median(column) for column in zip(*errors, strict=True))
    return Reached(reader.name, plain, after, known)


def _true(reader: Reader, kind: str) -> float:
    return reader.pace.get(kind, reader.pace[""])


def _error(factor: float, one: Reading) -> float:
    return abs(one.estimate_min * factor - one.minutes) / one.minutes


if __name__ == "__main__":
    for reader in READERS:
        got = reached(reader)
        print(f"{got.reader:<36} plain {got.plain:.2f}  after {got.after:.2f}  known {got.known:.2f}")
