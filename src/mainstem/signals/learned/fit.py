"""Learns a rank model: the parts, and what each is worth, judged on weeks that came after they were learned.

For every Monday so far the parts are learned from what was known then, and rate the works of the week before. What
lists picked of those works later says how much to trust each part: an honest score, since no part saw the picks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from mainstem.model import Pick, Work
from mainstem.signals.learned.examples import ages_d, told_by
from mainstem.signals.learned.logistic import Line, fit
from mainstem.signals.learned.parts import NAMES, Parts, Themes, find_themes, learn
from mainstem.signals.learned.rows import Papers

WEEK = timedelta(weeks=1)
N_WEEKS = 40  # Mondays that the worth of the parts is judged on, at most
_MIN_PICKED = 15  # of their works; with fewer, the prior worth stands
_STRENGTH = 0.1  # inverse of L2
_PRIOR = {"words": 0.8, "themes": 0.5, "titles": 0.3, "authors": 0.4}  # by standard deviation
TITLE_PARTS = ("titles", "authors")
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Week:
    """A Monday's new works, and how each part rated them before anybody could pick them."""

    works: Sequence[Work]
    ratings: Floats  # [work, part]


@dataclass(frozen=True, slots=True)
class Fitted:
    """The parts and what each is worth: log-odds are ``ratings @ worth.adds + worth.base``."""

    parts: Parts
    worth: Line
    title_worth: Line  # of ``TITLE_PARTS``, for works of which there is no text


class Learner:
    """Learns week after week. The works and picks given later must hold those given before."""

    def __init__(self) -> None:
        self.papers = Papers()
        self._weeks: dict[datetime, Week] = {}
        self._themes: dict[tuple[int, int], Themes] = {}
        self._last: Parts | None = None

    def fit(self, works: Sequence[Work], picks: Sequence[Pick], at: datetime) -> tuple[Fitted, Week]:
        """What is learned before ``at``, and how the parts rate the works of the week before it."""
        for monday in _mondays(works, at):
            if monday not in self._weeks:
                self._weeks[monday], _ = self._week(works, picks, monday)
        now, parts = self._week(works, picks, at)
        past = self.past(at)
        self._weeks[at] = now
        names = list(NAMES)
        title_columns = [names.index(name) for name in TITLE_PARTS]
        every = list(range(len(names)))
        return Fitted(parts, _worth(past, picks, at, every), _worth(past, picks, at, title_columns)), now

    def past(self, at: datetime) -> list[Week]:
        """The last weeks before ``at``, oldest first."""
        return [week for monday, week in sorted(self._weeks.items()) if monday < at][-N_WEEKS:]

    def _week(self, works: Sequence[Work], picks: Sequence[Pick], monday: datetime) -> tuple[Week, Parts]:
        before = [pick for pick in picks if pick.at < monday]
        picked = {pick.work_id for pick in before}
        known = [w for w in works if (w.id in picked if w.published_at is None else w.published_at < monday)]
        parts = learn(self.papers, known, before, monday, self._themes_of(known, monday), self._last)
        self._last = parts
        listed = {pick.work_id for pick in before if pick.core}
        new = [
            n
            for n, w in enumerate(known)
            if w.published_at and w.published_at >= monday - WEEK and w.id not in listed
        ]
        fresh = [known[n] for n in new]
        return Week(fresh, parts.of(fresh, np.array(new, np.int64))), parts

    def _themes_of(self, known: Sequence[Work], monday: datetime) -> Themes:
        """Of the Monday's month: found in what was known when it began, whichever Monday comes first."""
        month = monday.year, monday.month
        if month not in self._themes:
            began = monday.replace(day=1)
            old = [work for work in known if work.known_at < began] or known
            self._themes[month] = find_themes(self.papers, old)
        return self._themes[month]


def _mondays(works: Sequence[Work], at: datetime) -> list[datetime]:
    """The last weeks before ``at`` in which anything was announced, but for the first of all, oldest first."""
    n_ago = {
        (at - work.published_at) // WEEK for work in works if work.published_at and work.published_at < at
    }
    return [at - WEEK * n for n in sorted(n_ago - {0, max(n_ago, default=0)}, reverse=True)][-N_WEEKS:]


def _worth(past: Sequence[Week], picks: Sequence[Pick], at: datetime, columns: Sequence[int]) -> Line:
    """What each rating adds, by the picks among the past weeks' works."""
    core = {pick.work_id for pick in picks if pick.core and pick.at < at}
    works = [work for week in past for work in week.works]
    right = np.array([work.id in core for work in works], bool)
    prior = np.array([_PRIOR[NAMES[column]] for column in columns])
    if right.sum() < _MIN_PICKED or right.all():
        return Line(prior, 0.0)
    ratings = np.vstack([week.ratings for week in past])[:, columns]
    mean, spread = ratings.mean(axis=0), ratings.std(axis=0) + 1e-9
    weights = np.where(right, 1.0, told_by(ages_d(works, at)))
    line = fit((ratings - mean) / spread, right, weights, _STRENGTH, rising=True)
    adds = line.adds / spread
    return Line(adds, line.base - float(mean @ adds))
