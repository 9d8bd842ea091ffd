"""A cadence of one's own."""

from __future__ import annotations

from datetime import time

import pytest

from mainstem.errors import UsageError
from mainstem.pipeline.planning.edit import edited, names_of
from tests.pipeline.planning.fakes import CADENCE


def test_values_take_the_place_of_the_packs() -> None:
    """Numbers, hours and days; a new sitting is added, one without days goes."""
    made = edited(
        CADENCE,
        {
            "budget_min": "240",
            "slot.check.max_min": "12",
            "minutes.paper": "25",
            "session.evening.weekdays": "tuesday, Thursday",
            "session.evening.start": "19:30",
            "session.monday.weekdays": "",
        },
    )
    sessions = {rule.name: rule for rule in made.sessions}
    assert (240, 25.0) == (made.budget_min, made.minutes["paper"])
    assert 12 == next(rule.max_min for rule in made.slots if rule.kind == "check")
    assert ((1, 3), time(19, 30)) == (sessions["evening"].weekdays, sessions["evening"].start)
    assert "monday" not in sessions


@pytest.mark.parametrize(
    ("name", "value", "what"),
    [
        ("slot.nap.count", "1", "no value of the cadence"),
        ("slot.check.colour", "1", "no value of the cadence"),
        ("slot.check.count", "many", "whole number"),
        ("slot.check.every", "hour", "one of day"),
        ("slot.check.max_min", "1", "is above max_min"),
        ("session.monday.weekdays", "someday", "days such as"),
        ("session.monday.start", "late", "an hour such as"),
        ("session.monday.holds", "nap", "is no slot"),
        ("budget_min", "900", "out of range"),
        ("sample.streams", "x", "no value of the cadence"),
    ],
)
def test_what_cannot_be_is_refused_by_name(name: str, value: str, what: str) -> None:
    """The error says what it may be."""
    with pytest.raises(UsageError, match=what):
        edited(CADENCE, {name: value})


def test_every_listed_value_can_be_set_to_itself() -> None:
    """The list of names is the list of what can be edited."""
    assert CADENCE == edited(CADENCE, names_of(CADENCE))
