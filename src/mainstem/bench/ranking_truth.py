"""Whose picks count as right, and the ranks that a ranking gives them."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from mainstem.bench.ranking_folder import CANDIDATE, Folder
from mainstem.bench.ranking_past import work_id
from mainstem.bench.rows import Row

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Truth:
    """The first day on which a list that counts took in each work; a work that it has by a Monday is no candidate."""

    name: str
    added_on: Mapping[str, date]

    def is_open(self, work: str, week: date) -> bool:
        """Whether no list that counts had the work before ``week``."""
        return self.added_on.get(work, week) >= week

    def ranks(self, week: date, announced: Collection[str], scores: Mapping[str, float]) -> list[int]:
        """The places, from 1, of the works that are picked on ``week`` or later; works without a score rank last."""
        candidates = [work for work in announced if self.is_open(work, week)]
        candidates.sort(key=lambda work: (-scores.get(work, -math.inf), work))
        return [place for place, work in enumerate(candidates, 1) if work in self.added_on]


def truths(folder: Folder, withheld: Collection[str]) -> list[Truth]:
    """All core lists of a folder, and the withheld lists alone where there are any."""
    found = [_truth("all core lists", folder, lambda row: bool(row["core"]))]
    if withheld:
        found.append(_truth(", ".join(sorted(withheld)), folder, lambda row: row["list"] in withheld))
    return found


def _truth(name: str, folder: Folder, counts: Callable[[Row], bool]) -> Truth:
    added: dict[str, date] = {}
    for row in filter(counts, folder.labels):
        work, day = work_id(row["id"]), date.fromisoformat(row["added"])
        added[work] = min(day, added.get(work, day))
    return Truth(name, added)


def announced_in(folder: Folder, weeks: Sequence[date]) -> dict[date, list[str]]:
    """The candidates that were announced in the seven days before each of the ``weeks``."""
    days: dict[date, list[str]] = {}
    for row in folder.papers:
        if row["role"] == CANDIDATE:
            days.setdefault(date.fromisoformat(row["announced"]), []).append(work_id(row["id"]))
    return {
        week: [w for n in range(7, 0, -1) for w in days.get(week - timedelta(days=n), ())] for week in weeks
    }


def mondays(first: date, last: date) -> Iterator[date]:
    """``first`` and every seventh day after it, up to ``last``."""
    while first <= last:
        yield first
        first += WEEK
