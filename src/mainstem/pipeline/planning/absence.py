"""Holidays, lighter weeks and the way back: how many minutes a week has, and what was missed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from mainstem.model import Away, Cadence, Plan

_WEEKS = 3  # from the last plan's Monday to this one's: two weeks without any are an absence
_LONG = timedelta(days=9)  # a holiday of at least ten days is one, too
_WEEK = timedelta(weeks=1)


def budget_of(monday: date, cadence: Cadence, away: Sequence[Away]) -> int:
    """The minutes of a week: the budget, or those of a lighter week; less by the share of sittings away."""
    days = [monday + timedelta(days=n) for n in range(7)]
    lighter = [
        one.budget_min for one in away if one.budget_min and one.first <= days[-1] and days[0] <= one.last
    ]
    budget = min([cadence.budget_min, *lighter])
    minutes = {True: 0, False: 0}
    for rule in cadence.sessions:
        for weekday in rule.weekdays:
            minutes[_is_away(days[weekday], away)] += rule.max_min
    whole = minutes[True] + minutes[False]
    return budget if not minutes[True] else budget * minutes[False] // whole


def absent_since(monday: date, past: Sequence[Plan], away: Sequence[Away]) -> date | None:
    """The first day of an absence that ended with the week before, or within this one; None where there was none.

    ``past`` are the plans of earlier weeks, latest first. A first plan ends no absence.
    """
    for one in away:
        if (
            not one.budget_min
            and one.last - one.first >= _LONG
            and monday - _WEEK <= one.last < monday + _WEEK
        ):
            return one.first if one.first < monday else None
    if past and monday - past[0].starts_on >= _WEEKS * _WEEK:
        return past[0].starts_on + _WEEK
    return None


def notices(monday: date, cadence: Cadence, away: Sequence[Away], since: date | None) -> Iterator[str]:
    """What to tell of all this at the head of a plan."""
    budget = budget_of(monday, cadence, away)
    if not budget:
        last = max(one.last for one in away if one.first <= monday + timedelta(days=6) and not one.budget_min)
        yield f"You are away until {last:%-d %B %Y}: nothing is planned."
    elif budget < cadence.budget_min:
        yield f"A lighter week: {budget} of {cadence.budget_min} minutes."
    if since is not None and budget:
        yield f"Welcome back: what was used and talked about since {since:%-d %B} has a slot of its own."


def _is_away(day: date, away: Sequence[Away]) -> bool:
    return any(one.first <= day <= one.last for one in away if not one.budget_min)
