"""How fast a list goes out of date: the survival of its rows, from entering it to being overtaken."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from mainstem.model import CanonWork, ReviewRule, Staleness
from mainstem.pipeline.canonlist import entered_on

_YEAR_D = 365.25


def staleness(
    rows: Sequence[CanonWork],
    gone: Sequence[CanonWork],
    ended: Mapping[str, date],
    today: date,
    rule: ReviewRule,
) -> Staleness:
    """What is out of date of ``rows`` today, and the day by which half will be.

    ``ended`` says since when a row is overtaken, by its id; ``gone`` are rows that have left the list, which count
    for the rate. The rate is taken to be constant; there are too few rows for more than that.
    """
    overtaken = sorted(
        ((row.title, ended[row.id]) for row in rows if row.id in ended), key=lambda pair: (pair[1], pair[0])
    )
    n_ended, years = 0, 0.0
    for row in (*rows, *gone):
        entered, end = entered_on(row, rule), ended.get(row.id)
        n_ended += end is not None
        if entered is not None:
            years += max(((end or today) - entered).days, 0) / _YEAR_D
    return Staleness(
        len(rows), tuple(overtaken), n_ended, years, _half_on(len(rows), overtaken, n_ended, years, today)
    )


def _half_on(
    n_rows: int, overtaken: Sequence[tuple[str, date]], n_ended: int, years: float, today: date
) -> date | None:
    """The day by which half the list is overtaken; a past one where it is already."""
    n_half = math.ceil(n_rows / 2)
    if n_rows and len(overtaken) >= n_half:
        return overtaken[n_half - 1][1]
    if not n_ended or not years:
        return None
    in_date = 1 - len(overtaken) / n_rows
    return today + timedelta(days=math.log(2 * in_date) / (n_ended / years) * _YEAR_D)
