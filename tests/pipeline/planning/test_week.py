"""The frame of a week."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta

import pytest

from mainstem.model import Plan, Session, Slot, Yielded
from mainstem.pipeline.planning.week import period_of, quotas_of, week_with
from tests.pipeline.planning.fakes import CADENCE, NOW

MONDAY = date(2026, 6, 29)  # its Thursday is 2026-07-02: the first week of July and of the third quarter


def wanted(day: date, *past: Plan) -> dict[str, int]:
    """What the week with ``day`` wants of each kind."""
    return {quota.kind: quota.wanted for quota in quotas_of(week_with(day, CADENCE, UTC), CADENCE, past)}


def past_plan(monday: date, *, had: str = "", yielded: str = "") -> Plan:
    """A plan that had a slot of one kind, or in which it yielded."""
    slots = (Slot(had, 30, None, None, "", "", f"task:{had}", ""),) if had else ()
    told = (Yielded(yielded, 1, 0, "no minutes left"),) if yielded else ()
    return Plan("me", "", monday, NOW, 180, (Session(NOW, slots),), yielded=told)


def test_sittings_are_the_cadences_in_order_of_time() -> None:
    """Seven sittings from Monday to Friday, the short one of Monday before the long one."""
    sittings = week_with(MONDAY, CADENCE, UTC).sittings
    assert [15, 90, 15, 15, 15, 90, 15] == [sitting.max_min for sitting in sittings]
    assert "2026-06-29T08:40:00+00:00" == sittings[0].at.isoformat()


def test_every_week_wants_the_weekly_and_daily_kinds() -> None:
    """One deep paper, four streams, one newsletter scan, and a check and a skim on each of five days."""
    begun = {
        "pinned": 1,
        "common": 1,
        "catch_up": 1,
        "track": 1,
        "followed": 1,
    }  # dropped where there is none
    expected = begun | {"deep_paper": 1, "sample": 4, "newsletter": 1, "check": 5, "skim": 5}
    assert expected == wanted(MONDAY)


@pytest.mark.parametrize(
    ("kind", "weeks"),
    [("contribution", 1), ("survey", 3), ("talk", 8)],  # due weeks 2, 4 and 9, counted from 1
)
def test_monthly_and_quarterly_kinds_fall_in_their_week(kind: str, weeks: int) -> None:
    """A kind is wanted in its due week of the month or quarter, and neither before nor after."""
    due = [n for n in range(9) if kind in wanted(MONDAY + timedelta(weeks=n))]
    assert weeks in due
    assert {weeks - 1, weeks + 1}.isdisjoint(due)


def test_what_yielded_when_it_was_due_comes_again() -> None:
    """A contribution that yielded is wanted in the next week of the same month, until it was had."""
    due = MONDAY + timedelta(weeks=1)
    yielded = past_plan(due, yielded="contribution")
    made_up = past_plan(due + timedelta(weeks=1), had="contribution")
    assert "contribution" in wanted(due + timedelta(weeks=1), yielded)
    assert "contribution" not in wanted(due + timedelta(weeks=2), yielded, made_up)
    assert "contribution" not in wanted(due + timedelta(weeks=4), yielded)  # August has its own


def test_week_belongs_to_the_month_of_its_thursday() -> None:
    """The week from 29 June is July's and the third quarter's, that from 28 December 2026 December's."""
    assert ((2026, 7), (2026, 3)) == (period_of("month", MONDAY), period_of("quarter", MONDAY))
    assert (2026, 12) == period_of("month", date(2026, 12, 28))


def test_days_without_a_sitting_want_nothing() -> None:
    """A cadence with weekday sittings on two days wants two checks."""
    rules = tuple(replace(rule, weekdays=rule.weekdays[:2]) for rule in CADENCE.sessions)
    cadence = replace(CADENCE, sessions=rules)
    quotas = quotas_of(week_with(MONDAY, cadence, UTC), cadence, ())
    assert [2] == [quota.wanted for quota in quotas if quota.kind == "check"]
