"""What the reader's weeks hold: their own values of the cadence, and days away."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body
from pydantic import Field

from mainstem.model import Away
from mainstem.web.api.shapes import Cadence, Day, Text
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import Mainstem, habits

router = APIRouter(tags=["habits"])
Value = Annotated[str, Field(max_length=500)]


@router.get("/cadence")
def cadence(app: Reader) -> Cadence:
    """What your weeks hold and when you sit down: the pack's, with your own values."""
    return _told(app)


@router.put("/cadence/own/{name}")
def set_value(app: Writer, name: Text, value: Annotated[Value, Body()]) -> Cadence:
    """Puts a value in place of the pack's; names are as ``mainstem cadence`` tells them."""
    habits.set_value(app, name, value)
    return _told(app)


@router.delete("/cadence/own/{name}")
def reset_value(app: Writer, name: Text) -> Cadence:
    """Goes back to the pack's value."""
    habits.reset_value(app, name)
    return _told(app)


def _told(app: Mainstem) -> Cadence:
    return Cadence.of(habits.cadence_of(app), habits.own_values(app))


@router.get("/away")
def away(app: Reader) -> list[Away]:
    """Your days away and lighter weeks."""
    return habits.away_of(app)


@router.put("/away/{first}")
def go_away(
    app: Writer, first: Day, last: Day, budget_min: Annotated[int, Field(ge=0, le=10_000)] = 0
) -> list[Away]:
    """Keeps days away (0 minutes) or a lighter week."""
    habits.go_away(app, Away(first, last, budget_min))
    return habits.away_of(app)


@router.delete("/away/{first}")
def come_back(app: Writer, first: Day) -> list[Away]:
    """Forgets the days away that begin on a day."""
    habits.come_back(app, first)
    return habits.away_of(app)
