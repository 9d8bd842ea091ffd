"""Plans are kept as printed."""

from __future__ import annotations

from mainstem.store import Store
from tests.store.fakes import DAY, NOON, plan


def test_a_plan_comes_back_as_it_was_saved(kept: Store) -> None:
    """Every field survives, in its own type."""
    made = plan("2026-W23", "web:a", "web:b")
    kept.plans.save(made)
    assert made == kept.plans.last("me", "2026-W23")
    assert made == kept.plans.newest("me")


def test_the_newest_plan_of_a_week_stands(kept: Store) -> None:
    """Each person and week has its own; what was never planned is None."""
    kept.plans.save(plan("2026-W23", "web:a", at=NOON + DAY))
    kept.plans.save(plan("2026-W23", "web:b"))
    kept.plans.save(plan("2026-W22", "web:c"))
    kept.plans.save(plan("2026-W23", "web:d", person="you"))
    assert plan("2026-W23", "web:b") == kept.plans.last("me", "2026-W23")
    assert plan("2026-W22", "web:c") == kept.plans.newest("me")
    assert None is kept.plans.last("me", "2026-W24")
    assert None is kept.plans.newest("them")


def test_before_gives_the_calendar_weeks_before_latest_first(kept: Store) -> None:
    """Over the turn of a year of 53 weeks; a week without a plan is a gap."""
    for week in ("2026-W50", "2026-W52", "2026-W53", "2026-W53", "2027-W01", "2027-W02"):
        kept.plans.save(plan(week, "web:a"))
    found = kept.plans.before("me", "2027-W02", 4)
    assert ["2027-W01", "2026-W53", "2026-W52"] == [one.week for one in found]
    assert [] == kept.plans.before("me", "2026-W50", 9)
