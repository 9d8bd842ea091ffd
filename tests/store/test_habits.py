"""What people chose for their weeks, and how long their readings took."""

from __future__ import annotations

from mainstem.model import Reading
from mainstem.store import Store
from tests.store.fakes import DAY, NOON


def test_a_preference_is_replaced_and_dropped(kept: Store) -> None:
    """One value a name and person, of any JSON type."""
    kept.habits.set("me", "cadence.budget_min", "240")
    kept.habits.set("me", "cadence.budget_min", "300")
    kept.habits.set("me", "away.2026-12-21", {"last": "2027-01-03", "budget_min": 0})
    kept.habits.set("you", "cadence.budget_min", "120")
    expected = {"away.2026-12-21": {"last": "2027-01-03", "budget_min": 0}, "cadence.budget_min": "300"}
    assert expected == kept.habits.all("me")
    assert [True, False] == [kept.habits.drop("me", "cadence.budget_min") for _ in range(2)]
    assert {"cadence.budget_min": "120"} == kept.habits.all("you")


def test_readings_come_back_oldest_first(kept: Store) -> None:
    """Each person has their own."""
    later = Reading("me", "web:a", "post", 10.0, 14.5, NOON)
    earlier = Reading("me", "web:b", "paper", 20.0, 31.0, NOON - DAY)
    for one in (later, earlier, Reading("you", "web:a", "post", 10.0, 3.0, NOON)):
        kept.habits.add(one)
    assert [earlier, later] == kept.habits.readings("me")
