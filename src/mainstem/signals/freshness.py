"""Freshness: a half at the kind's half-life, so that a paper ages in weeks and a thread in days."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.model import Signal, Work
from mainstem.seams import Known

_DAY_S = 86_400
_NEW = 0.1  # of a half-life: what is younger is as fresh as can be, so that an hour's lead counts nothing


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """``2 ** -(age / half-life)``, at most .93; unknown without a date, or a half-life in the pack."""
    return [_freshness(work, known) for work in works]


def _freshness(work: Work, known: Known) -> Signal:
    half_life_d = known.pack.priors.half_life_d.get(work.kind)
    if work.published_at is None or half_life_d is None:
        return Signal("freshness", None)
    age_d = max(0.0, (known.at - work.published_at).total_seconds() / _DAY_S)
    return Signal("freshness", 0.5 ** max(age_d / half_life_d, _NEW), _age(age_d))


def _age(age_d: float) -> str:
    n_days = int(age_d)
    if n_days == 0:
        return "today"
    return "1 day old" if n_days == 1 else f"{n_days:,} days old"
