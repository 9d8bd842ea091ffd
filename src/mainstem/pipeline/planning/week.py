"""The frame of a week: its dates, its sittings, and what falls due in it.

A week is an ISO week, Monday to Sunday. It belongs to the month and the quarter of its Thursday, as an ISO
week belongs to the year of its Thursday.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from mainstem.model import STREAMS, Away, Cadence, Plan, SlotRule, Stream
from mainstem.pipeline.week import monday_of, name_of


@dataclass(frozen=True, slots=True)
class Sitting:
    """One dated place of the week that slots are put into."""

    at: datetime  # in the reader's zone
    max_min: int
    holds: frozenset[str]  # slot kinds
    name: str = ""  # of its rule


@dataclass(frozen=True, slots=True)
class Week:
    """An ISO week and the sittings that the cadence gives it, in order of time."""

    label: str  # "2026-W27"
    starts_on: date  # its Monday
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True)
class Quota:
    """What the week wants of one slot kind."""

    rule: SlotRule
    wanted: int
    streams: tuple[Stream, ...] = ()  # if any: the quota is one slot from each of them, whatever its kind

    @property
    def kind(self) -> str:
        """The slot kind."""
        return self.rule.kind


def monday_from(label: str) -> date:
    """The Monday of a labelled week; raises ValueError for anything else."""
    year, _, week = label.partition("-W")
    return date.fromisocalendar(int(year), int(week), 1)


def week_with(day: date, cadence: Cadence, zone: tzinfo, away: Sequence[Away] = ()) -> Week:
    """The week that contains ``day``, with the cadence's sittings dated in the reader's ``zone``.

    Days on which the reader is away have no sittings.
    """
    monday = monday_of(day)
    gone = [one for one in away if not one.budget_min]
    sittings = [
        Sitting(
            datetime.combine(monday + timedelta(days=weekday), rule.start, zone),
            rule.max_min,
            frozenset(rule.holds),
            rule.name,
        )
        for rule in cadence.sessions
        for weekday in rule.weekdays
        if not any(one.first <= monday + timedelta(days=weekday) <= one.last for one in gone)
    ]
    return Week(name_of(monday), monday, tuple(sorted(sittings, key=lambda s: (s.at, s.max_min))))


def quotas_of(week: Week, cadence: Cadence, past: Sequence[Plan]) -> tuple[Quota, ...]:
    """What this week wants, in the cadence's order of priority; a rule of count 0 only fills and has none."""
    quotas = [_quota(rule, week, past) for rule in cadence.slots if rule.count]
    return tuple(quota for quota in quotas if quota.wanted)


def period_of(every: str, monday: date) -> tuple[int, int]:
    """The year and the month (or quarter) that the week of ``monday`` belongs to."""
    thursday = monday + timedelta(days=3)
    month = thursday.month
    return thursday.year, month if every == "month" else (month + 2) // 3


def _quota(rule: SlotRule, week: Week, past: Sequence[Plan]) -> Quota:
    if rule.each_stream:
        streams = tuple(s for s in STREAMS if not rule.streams or s in rule.streams)
        return Quota(rule, len(streams), streams)
    if rule.every == "day":
        days = {sitting.at.date() for sitting in week.sittings if rule.kind in sitting.holds}
        return Quota(rule, rule.count * max(1, len(days)))
    if rule.every in ("week", "return"):
        return Quota(rule, rule.count)
    return Quota(rule, rule.count if _is_due(rule, week.starts_on, past) else 0)


def _is_due(rule: SlotRule, monday: date, past: Sequence[Plan]) -> bool:
    """In its own week of the period, and after it for as long as it yielded there and was not made up for."""
    period = period_of(rule.every, monday)
    if _week_in_period(rule.every, monday) == rule.due_week:
        return True
    same = [p for p in past if period_of(rule.every, p.starts_on) == period and p.starts_on < monday]
    had = any(slot.kind == rule.kind for plan in same for sitting in plan.sessions for slot in sitting.slots)
    return not had and any(told.kind == rule.kind for plan in same for told in plan.yielded)


def _week_in_period(every: str, monday: date) -> int:
    """Which week of its month or quarter this is, from 1."""
    period, number = period_of(every, monday), 1
    while period_of(every, monday - timedelta(weeks=number)) == period:
        number += 1
    return number
