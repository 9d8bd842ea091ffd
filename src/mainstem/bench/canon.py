"""The benchmark of the canon: at the start of each quarter, which works will two independent groups soon hold?

A group is the owner of a list or repository (one organisation is one voice, however many it has); a work's own group
is left out: a repository that carries its name, or whose owner is among its authors. Candidates are all works known at
the start of the quarter that fewer than two groups had named; one is relevant when two or more have by the end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mainstem.bench.ranking import WARM_UP
from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_past import Past
from mainstem.bench.ranking_seam import Method, Scores, Then
from mainstem.errors import UsageError
from mainstem.model import Pick, Work

METHODS: dict[str, str] = {  # name: module and what makes it
    "ours": "canon_methods:Adoption",
    "citations": "canon_methods:Citations",
    "votes": "ranking_simple:Votes",
}
CUTS = (20, 50, 200)
N_DRAWS = 1000
_SEED = 20261122
_MIN_AHEAD = timedelta(days=60)  # less leaves the second group no time
_MIN_NAME = 4  # letters and digits of a repository's name that tell a work is its own

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Bench:
    """The quarters, the past, and when each work's first two groups took it in."""

    quarters: Sequence[date]
    until: date
    past: Past
    second_at: Mapping[str, date]  # the day of the second group, by work id

    def then(self, quarter: date) -> Then:
        """What existed at the start of a quarter; candidates are what was not yet in two groups."""
        everything = self.past.then(quarter, ())
        asked = {work.id for work in everything.known if self.second_at.get(work.id, quarter) >= quarter}
        return self.past.then(quarter, asked)


def prepare(folder: Folder, until: date | None = None) -> Bench:
    """The benchmark over a folder, to the day ``until`` (by default the last on which anything was taken in)."""
    announced = [date.fromisoformat(row["announced"]) for row in folder.papers if row["announced"]]
    past = Past(folder)
    after_all = past.then(date.max, ())
    picks = [pick for pick in after_all.picks if pick.kind != "daily"]
    if not announced or not picks:
        raise UsageError(
            "labels", "tell of no list or repository that took in a paper", "Give another folder"
        )
    until = until or max(pick.at.date() for pick in picks)
    quarters = list(_quarters(min(announced) + WARM_UP, until - _MIN_AHEAD))
    if not quarters:
        what = "leave no quarter with 60 days before and after its start"
        raise UsageError("papers and labels", what, "Give those of a longer time")
    works = {work.id: work for work in after_all.known}
    return Bench(quarters, until, past, _second(picks, works, until))


def _quarters(first: date, last: date) -> Iterator[date]:
    for year in range(first.year, last.year + 1):
        for month in (1, 4, 7, 10):
            if first <= date(year, month, 1) <= last:
                yield date(year, month, 1)


def _second(picks: Sequence[Pick], works: Mapping[str, Work], until: date) -> dict[str, date]:
    groups: defaultdict[str, dict[str, date]] = defaultdict(dict)
    for pick in picks:  # oldest first
        work = works.get(pick.work_id)
        if work is not None and pick.at.date() <= until and not is_own(work, pick.by):
            groups[work.id].setdefault(group_of(pick.by), pick.at.date())
    return {work: sorted(days.values())[1] for work, days in groups.items() if len(days) > 1}


def group_of(by: str) -> str:
    """Who is behind a list or repository: its owner."""
    return by.partition("/")[0].lower()


def is_own(work: Work, by: str) -> bool:
    """Whether a repository carries the work's name, or its owner wrote the work."""
    owner, _, name = by.partition("/")
    plain = _plain(name)
    carries = len(plain) >= _MIN_NAME and _plain(work.title).startswith(plain)
    return carries or _plain(owner) in map(_plain, work.authors)


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


# --- the figures ------------------------------------------------------------------------------------


def measure(bench: Bench, methods: Sequence[Method]) -> dict[str, Any]:
    """The figures of every method, over all quarters and of each, with 95 % intervals over draws of works.

    Recall is pooled over the relevant works of all quarters, AP a mean of quarters that have any.
    """
    names = [method.name for method in methods]
    orders: dict[str, list[_Order]] = {name: [] for name in names}
    quarters: dict[str, Any] = {}
    place: dict[str, int] = {}  # of each work in a draw, the same in every quarter
    for start in bench.quarters:
        then = bench.then(start)
        relevant = np.array([work.id in bench.second_at for work in then.candidates], bool)
        if not relevant.any():
            continue
        places = np.array([place.setdefault(work.id, len(place)) for work in then.candidates])
        of = {method.name: _Order.by(method.scores(then), places, relevant) for method in methods}
        for name, order in of.items():
            orders[name].append(order)
        quarters[start.isoformat()] = {
            "n_candidates": len(places),
            "n_relevant": int(relevant.sum()),
            "methods": {name: _rounded(_figures([order], np.ones(len(place)))) for name, order in of.items()},
        }
    if not quarters:
        raise UsageError("labels", "bring no work into two groups", "Give another folder")
    return {
        "until": bench.until.isoformat(),
        "methods": {name: _with_intervals(orders[name], len(place)) for name in names},
        "quarters": quarters,
    }


@dataclass(frozen=True, slots=True)
class _Order:
    """A ranking of a quarter's candidates, best first."""

    places: NDArray[np.int64]  # of each candidate in a draw
    relevant: NDArray[np.int64]  # positions of the relevant ones

    @classmethod
    def by(cls, scores: Scores, places: NDArray[np.int64], relevant: Bools) -> _Order:
        """By score, ties by id."""
        order = np.argsort(-scores, kind="stable")
        return cls(places[order], np.flatnonzero(relevant[order]))


def _figures(orders: Sequence[_Order], drawn: NDArray[np.float64]) -> dict[str, float]:
    """``drawn`` says how often each work was drawn: a ranking holds it so many times."""
    hits, n, precisions = dict.fromkeys(CUTS, 0.0), 0.0, []
    for order in orders:
        times = drawn[order.places]
        rank, found = np.cumsum(times)[order.relevant], times[order.relevant]
        n += found.sum()
        for k in CUTS:
            hits[k] += found[rank <= k].sum()
        if found.any():
            precisions.append(float((found * np.cumsum(found) / np.maximum(rank, 1)).sum() / found.sum()))
    return {
        **{f"recall@{k}": float(hits[k] / max(n, 1)) for k in CUTS},
        "AP": float(np.mean(precisions or [0])),
    }


def _with_intervals(orders: Sequence[_Order], n_works: int) -> dict[str, Any]:
    dice = np.random.default_rng(_SEED)  # the same draws for every method
    drawn = [
        _figures(orders, np.bincount(dice.integers(0, n_works, n_works), minlength=n_works).astype(float))
        for _ in range(N_DRAWS)
    ]
    told: dict[str, Any] = {}
    for name, value in _figures(orders, np.ones(n_works)).items():
        told[name] = round(value, 4)
        told[f"{name}_95"] = [
            round(float(q), 4) for q in np.percentile([d[name] for d in drawn], [2.5, 97.5])
        ]
    return told


def _rounded(figures: Mapping[str, float]) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}
