"""Holidays, lighter weeks, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from mainstem.model import Away, Habits, Plan, Signal
from mainstem.pipeline.planning.absence import absent_since, budget_of
from tests.pipeline.planning.fakes import CADENCE, many, ranked, week
from tests.pipeline.planning.test_plan import slots_of, works_of

MONDAY = date(2026, 6, 29)


def before(weeks: int) -> Plan:
    """An empty plan of so many weeks ago."""
    return week([], week_of=MONDAY - timedelta(weeks=weeks))


def test_a_week_away_is_empty_and_says_until_when() -> None:
    """No sitting, no reading, and no quota that yields without a word."""
    made = week(many(100), habits=Habits(away=(Away(date(2026, 6, 20), date(2026, 7, 19)),)))
    assert ((), 0) == (made.sessions, made.budget_min)
    assert ("You are away until 19 July 2026: nothing is planned.",) == made.notices


def test_days_away_have_no_sitting_and_cost_their_share_of_the_budget() -> None:
    """Monday and Tuesday away: 120 of 255 minutes of sittings are gone, and that share of 180."""
    away = (Away(MONDAY, MONDAY + timedelta(days=1)),)
    made = week(many(300), habits=Habits(away=away))
    assert 180 * 135 // 255 == made.budget_min == budget_of(MONDAY, CADENCE, away)
    assert MONDAY + timedelta(days=2) <= min(session.at.date() for session in made.sessions)


def test_a_lighter_week_keeps_to_its_minutes() -> None:
    """Sixty minutes, though the usual range begins at 120."""
    made = week(many(300), habits=Habits(away=(Away(MONDAY, MONDAY, 60),)))
    assert made.planned_min <= made.budget_min == 60
    assert ("A lighter week: 60 of 180 minutes.",) == made.notices


def test_the_first_week_back_catches_up_by_use() -> None:
    """What is used most of what came out meanwhile is listed first; older and newer works are not."""
    works = [ranked(f"web:meanwhile/{n}", 0.5, source_id=f"blog-{n}", days_old=15 + n) for n in range(4)]
    used = replace(works[3], score=0.3, signals=(Signal("adoption", 0.9),))
    made = week([*works[:3], used, *many(60)], past=(before(4),))
    (slot,) = slots_of(made, "catch_up")
    assert "web:meanwhile/3" == slot.items[0].work
    assert any("Welcome back" in notice for notice in made.notices)


def test_two_weeks_without_a_plan_are_an_absence_and_one_is_none() -> None:
    """So is a holiday of ten days that ended with the week before."""
    assert None is absent_since(MONDAY, [], ())
    assert None is absent_since(MONDAY, [before(2)], ())
    assert MONDAY - timedelta(weeks=2) == absent_since(MONDAY, [before(3)], ())
    holiday = Away(date(2026, 6, 15), date(2026, 6, 27))
    assert date(2026, 6, 15) == absent_since(MONDAY, [before(1)], (holiday,))


def test_what_was_planned_does_not_age_while_away() -> None:
    """Three weeks away let nothing go."""
    works = [ranked("web:a", 0.9, days_old=40)]
    earlier = week(works, week_of=MONDAY - timedelta(weeks=4))
    holiday = Away(MONDAY - timedelta(weeks=3), MONDAY - timedelta(days=1))
    assert "web:a" in works_of(week(works, past=(earlier,), habits=Habits(away=(holiday,))))
    gone = week(works, past=(week(works, week_of=MONDAY - timedelta(weeks=3)),))
    assert ["web:a"] == [told.work for told in gone.let_go]
    assert "web:a" not in works_of(gone)
