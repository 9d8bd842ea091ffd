"""Works to a ranking: the signals' evidence added up in log-odds, and told in one line."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mainstem.model import Pack, Ranked, Signal, Work
from mainstem.seams import Known, SignalModule

_WHY_CHARS = 110
_SURE = 0.001  # no single signal says less than this or more than 1 - this
_PRERELEASE = -3.0  # log-odds: a nightly is hardly ever worth a person's minutes


class LinearRanker:
    """Adds up ``weight * log-odds`` of the signals; an unknown one adds nothing, so it never counts as 0.

    The score is the sum brought back to [0, 1]. ``signals`` are modules by name, the weights are the pack's.
    Blocked and withdrawn works are left out, and pre-releases sink. That a loud source gives way to rarer ones is
    left to the selection (``planning.select``).
    """

    version = "linear-2"

    def __init__(self, signals: Mapping[str, SignalModule]) -> None:
        self._signals = dict(signals)

    def rank(self, works: Sequence[Work], known: Known) -> list[Ranked]:
        """The works best first, ties by id; every score in [0, 1]."""
        allowed = sorted(_allowed(works, known.pack), key=lambda work: work.id)
        columns = [module.values(allowed, known) for module in self._signals.values()]
        rows = list(zip(*columns, strict=True)) if columns else [()] * len(allowed)
        canon = _canon_orders(known.pack)
        sums = [_sum(w, row, known.pack.priors.weights, canon) for w, row in zip(allowed, rows, strict=True)]
        return [draft.ranked() for draft in sorted(sums, key=_Sum.best_first)]


def _allowed(works: Sequence[Work], pack: Pack) -> Iterator[Work]:
    blocked = {entry.key for entry in pack.blocked}
    for work in works:
        if blocked.isdisjoint({work.id, *work.keys}) and not work.extra.get("withdrawn"):
            yield work


@dataclass(frozen=True, slots=True)
class _Sum:
    """A work with its log-odds so far, and what to tell of it before the signals' evidence."""

    work: Work
    signals: tuple[Signal, ...]
    odds: float
    notes: tuple[str, ...] = ()

    def best_first(self) -> tuple[float, str]:
        """Sorting key: highest log-odds first, ties by id."""
        return -self.odds, self.work.id

    def plus(self, odds: float, note: str) -> _Sum:
        """With one more term."""
        return replace(self, odds=self.odds + odds, notes=(*self.notes, note))

    def ranked(self) -> Ranked:
        """The score, and the line as far as it fits."""
        why = _line([*self.notes, *(signal.evidence for signal in self.signals)])
        return Ranked(self.work, 1 / (1 + math.exp(-self.odds)), self.signals, why)


def _sum(
    work: Work, signals: tuple[Signal, ...], weights: Mapping[str, float], canon: Mapping[str, str]
) -> _Sum:
    odds = sum(weights.get(s.name, 0.0) * _log_odds(s.value) for s in signals if s.value is not None)
    place = next((canon[key] for key in (work.id, *work.keys) if key in canon), None)
    draft = _Sum(work, signals, odds, (place,) if place else ())
    return draft.plus(_PRERELEASE, "a pre-release") if work.extra.get("prerelease") else draft


def _log_odds(value: float) -> float:
    sure = min(max(value, _SURE), 1 - _SURE)
    return math.log(sure / (1 - sure))


def _canon_orders(pack: Pack) -> dict[str, str]:
    """What to say of the works of the canon, by every key."""
    return {
        key: f"canon no. {work.order:g}"
        for work in pack.canon
        if work.order
        for key in (work.key, *work.aliases)
    }


def _line(parts: Sequence[str]) -> str:
    line = ""
    for part in parts:
        longer = f"{line} · {part}" if line else part
        if part and len(longer) <= _WHY_CHARS:
            line = longer
    return line
