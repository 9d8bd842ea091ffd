"""The parts of the model as they stood on one Monday: three lines over words, and the authors met.

- words: what was picked against what was not, by title, text, categories and facts
- themes: the same, seen through words that stand together: 300 directions, found anew each month
- titles: the same, by title and categories alone, which is all that some works have
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mainstem.model import Pick, Work
from mainstem.signals.learned.authors import best_met, met
from mainstem.signals.learned.examples import Examples, examples
from mainstem.signals.learned.logistic import Line, fit
from mainstem.signals.learned.rows import ALL, TITLES, Ids, Papers, Rows

NAMES = ("words", "themes", "titles", "authors")
_STRENGTH = 2.0  # inverse of L2
_THEMES_STRENGTH = 5.0
_N_THEMES = 300
_N_FOR_THEMES = 12_000  # newest works that themes are found in: more only take longer


@dataclass(frozen=True, slots=True)
class Wide:
    """A line over columns by their numbers."""

    ids: Ids
    line: Line

    def over(self, ids: Ids) -> Line:
        """The same over other columns; those it has not learned add nothing."""
        place = np.minimum(np.searchsorted(self.ids, ids), max(len(self.ids) - 1, 0))
        known = self.ids[place] == ids if len(self.ids) else np.zeros(len(ids), bool)
        return Line(np.where(known, self.line.adds[place] if len(self.ids) else 0.0, 0.0), self.line.base)


@dataclass(frozen=True, slots=True)
class Themes:
    """Directions in the space of columns: float32 [column, theme]."""

    ids: Ids
    directions: NDArray[np.float32]

    def over(self, ids: Ids) -> NDArray[np.float32]:
        """The same over other columns."""
        place = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.asarray(self.directions[place] * (self.ids[place] == ids)[:, None], np.float32)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything learned from what was known before a moment."""

    words: Wide
    themes: Wide
    titles: Wide
    authors: Mapping[str, float]
    rows: Rows  # of the known works
    title_rows: Rows

    def of(self, works: Sequence[Work], places: NDArray[np.int64]) -> NDArray[np.float64]:
        """One row a known work, which stands at that place of the rows: [work, part]."""
        all_of, titles = self.rows.matrix[places], self.title_rows.matrix[places]
        return np.column_stack(
            [
                self.words.line.of(all_of),
                self.themes.line.of(all_of),
                self.titles.line.of(titles),
                best_met(works, self.authors),
            ]
        )


def find_themes(papers: Papers, works: Sequence[Work]) -> Themes:
    """The directions along which the newest works differ most."""
    from sklearn.utils.extmath import randomized_svd  # only when something is learned

    newest = sorted(works, key=lambda work: (work.known_at, work.id))[-_N_FOR_THEMES:]
    rows = papers.rows(newest, ALL)
    n = min(_N_THEMES, *rows.matrix.shape)
    _, _, directions = randomized_svd(rows.matrix, n, n_iter=2, random_state=0)
    return Themes(rows.ids, np.ascontiguousarray(directions.T, np.float32))


def learn(
    papers: Papers,
    works: Sequence[Work],
    picks: Sequence[Pick],
    at: datetime,
    themes: Themes,
    last: Parts | None,
) -> Parts:
    """The parts from what is known before ``at``; ``last`` is where the fits begin."""
    told = examples(works, picks, at)
    rows, titles = papers.rows(works, ALL), papers.rows(works, TITLES)
    return Parts(
        _line(rows, told, last.words if last else None),
        _through(rows, told, themes),
        _line(titles, told, last.titles if last else None),
        met(works, picks),
        rows,
        titles,
    )


def _line(rows: Rows, told: Examples, start: Wide | None) -> Wide:
    used = np.flatnonzero(told.weights > 0)
    first = start.over(rows.ids) if start else None
    return Wide(rows.ids, fit(rows.matrix[used], told.right[used], told.weights[used], _STRENGTH, first))


def _through(rows: Rows, told: Examples, themes: Themes) -> Wide:
    """A line over themes, as a line over columns."""
    from scipy.sparse.linalg import aslinearoperator

    used = np.flatnonzero(told.weights > 0)
    directions = themes.over(rows.ids)
    seen: Any = aslinearoperator(rows.matrix[used]) @ aslinearoperator(directions)
    line = fit(seen, told.right[used], told.weights[used], _THEMES_STRENGTH)
    return Wide(rows.ids, Line((directions @ line.adds.astype(np.float32)).astype(np.float64), line.base))
