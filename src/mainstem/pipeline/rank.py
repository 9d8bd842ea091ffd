"""Works to a ranking: the signals' evidence added up in log-odds, and told in one line.

What does not depend on the reader is added up once a work (``base``) and held as arrays (``hold``); the reader's part
is learned and added anew with every mark (``renew``), for all works at once.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mainstem.model import Catalogue, Pack, Ranked, Signal, Term, Work
from mainstem.seams import Known, Learned, ReaderSignal, SignalModule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WHY_CHARS = 110
_BETWEEN = " · "
_SURE = 0.001  # no single signal says less than this or more than 1 - this
_PRERELEASE = -3.0  # log-odds: a nightly is hardly ever worth a person's minutes


class LinearRanker:
    """Adds up ``weight * log-odds`` of the signals; an unknown one adds nothing, so it never counts as 0.

    The score is the sum brought back to [0, 1]. ``signals`` are modules by name, ``of_reader`` those that depend on
    the reader; the weights are the pack's. Blocked works and those taken back are left out, and pre-releases sink.
    That a loud source gives way to rarer ones is left to the selection (``planning.select``).
    """

    version = "linear-4"

    def __init__(
        self, signals: Mapping[str, SignalModule], of_reader: Mapping[str, ReaderSignal] | None = None
    ) -> None:
        self._signals = dict(signals)
        self._of_reader = dict(of_reader or {})

    def rank(self, works: Sequence[Work], known: Known) -> list[Ranked]:
        """The works best first, ties by id; every score in [0, 1]."""
        base = self.base(works, known)
        renewed = self.renew(self.hold(base, known.pack), known)
        return [renewed.told(n, base[n]) for n in renewed.order.tolist()]

    def base(self, works: Sequence[Work], known: Known) -> list[Ranked]:
        """The works by id, each with what does not depend on the reader."""
        allowed = sorted(_allowed(works, known.pack), key=lambda work: work.id)
        columns = [module.values(allowed, known) for module in self._signals.values()]
        rows = list(zip(*columns, strict=True)) if columns else [()] * len(allowed)
        canon = _canon_orders(known.pack)
        return [
            _ranked(w, row, known.pack.priors.weights, canon) for w, row in zip(allowed, rows, strict=True)
        ]

    def hold(self, base: Sequence[Ranked], pack: Pack) -> Catalogue:
        """The base as arrays."""
        import numpy as np

        works = [one.work for one in base]
        return Catalogue(
            tuple(work.id for work in works),
            tuple(work.title for work in works),
            tuple(work.source_id for work in works),
            tuple(work.stream for work in works),
            np.array([odds_of(one.terms) for one in base], np.float64),
            {name: module.rows(works, pack) for name, module in self._of_reader.items()} if works else {},
        )

    def renew(self, held: Catalogue, known: Known) -> Renewed:
        """What the reader's part makes of the works that are held."""
        weights = known.pack.priors.weights
        found = [
            Added(name, module.learn(held, known), weights.get(name, 0.0))
            for name, module in self._of_reader.items()
            if held.ids
        ]
        return Renewed(held, tuple(found))


@dataclass(frozen=True, eq=False)
class Added:
    """One signal of the reader over all works, and the log-odds that it adds."""

    name: str
    learned: Learned
    weight: float

    @cached_property
    def odds(self) -> NDArray[np.float64]:
        """What it adds to each work; 0 where it is unknown."""
        import numpy as np

        values = np.clip(self.learned.values, _SURE, 1 - _SURE)
        return np.asarray(np.nan_to_num(self.weight * np.log(values / (1 - values))))

    def signal(self, n: int) -> Signal:
        """The ``n``-th work's."""
        value = float(self.learned.values[n])
        return Signal(self.name, None if math.isnan(value) else value, self.learned.evidence(n))


@dataclass(frozen=True, eq=False)
class Renewed:
    """A catalogue with one reader's part."""

    held: Catalogue
    added: tuple[Added, ...]

    @cached_property
    def odds(self) -> NDArray[np.float64]:
        """The log-odds of each work for this reader."""
        total = self.held.odds.copy()
        for added in self.added:
            total += added.odds
        return total

    @cached_property
    def order(self) -> NDArray[np.int64]:
        """Positions, best first, ties by id."""
        import numpy as np

        return np.argsort(-self.odds, kind="stable")

    def best(self, n: int) -> list[int]:
        """Positions of the ``n`` best of each stream (and of none) and the best of each source, best first.

        So no rare source is buried under loud ones of its stream.
        """
        left = dict.fromkeys(set(self.held.streams), n)
        heard: set[str] = set()
        n_sources = len(set(self.held.sources))
        chosen: list[int] = []
        for position in self.order.tolist():
            if len(heard) == n_sources and not any(left.values()):
                break
            stream, source = self.held.streams[position], self.held.sources[position]
            if left[stream] or source not in heard:
                left[stream] = max(left[stream] - 1, 0)
                heard.add(source)
                chosen.append(position)
        return chosen

    def told(self, n: int, base: Ranked) -> Ranked:
        """The ``n``-th work as this reader sees it."""
        added = [(one.signal(n), float(one.odds[n])) for one in self.added]
        own = [Term(signal.name, odds, signal.evidence) for signal, odds in added if signal.value is not None]
        terms = (*base.terms, *own)
        signals = (*base.signals, *(signal for signal, _ in added))
        return Ranked(base.work, score_of(odds_of(terms)), signals, _why(base.why, own), terms)


def odds_of(terms: Sequence[Term]) -> float:
    """The sum, always in the same order, so that the same terms give the same number to the last bit."""
    return sum(term.odds for term in terms)


def score_of(odds: float) -> float:
    """Log-odds brought back to [0, 1]."""
    return 1 / (1 + math.exp(-odds))


def _allowed(works: Sequence[Work], pack: Pack) -> Iterator[Work]:
    blocked = {entry.key for entry in pack.blocked}
    for work in works:
        if blocked.isdisjoint({work.id, *work.keys}) and not work.taken_back:
            yield work


def _ranked(
    work: Work, signals: tuple[Signal, ...], weights: Mapping[str, float], canon: Mapping[str, str]
) -> Ranked:
    terms = [
        Term(s.name, weights.get(s.name, 0.0) * log_odds(s.value), s.evidence)
        for s in signals
        if s.value is not None
    ]
    place = next((canon[key] for key in (work.id, *work.keys) if key in canon), "")
    notes = [place]
    if work.extra.get("prerelease"):
        terms.append(Term("pre-release", _PRERELEASE, "a pre-release"))
        notes.append("a pre-release")
    why = _line([*notes, *(signal.evidence for signal in signals)])
    return Ranked(work, score_of(odds_of(terms)), signals, why, tuple(terms))


def _why(line: str, own: Sequence[Term]) -> str:
    """The line with what is the reader's own before it, where that moves the work."""
    return _line([*(term.evidence for term in own), *line.split(_BETWEEN)])


def log_odds(value: float) -> float:
    """``ln(v / (1 - v))``, said with care at the ends."""
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
        longer = f"{line}{_BETWEEN}{part}" if line else part
        if part and len(longer) <= _WHY_CHARS:
            line = longer
    return line
