"""The landscape: the map of works with its regions, and the sources by shelf."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from mainstem.model import Area, Dot
from mainstem.pipeline.landscape.river import Group
from mainstem.web.api.paging import page
from mainstem.web.api.shapes import Limit, Text
from mainstem.web.reader import Reader
from mainstem.wiring import mapping
from mainstem.wiring.structure import structure

router = APIRouter(tags=["landscape"])


@dataclass(frozen=True, slots=True)
class Regions:
    """How the map of works was laid out, and its regions: those of level 0 first, then the closer ones."""

    method: str
    made_on: date
    n_works: int
    areas: Sequence[Area]


@dataclass(frozen=True, slots=True)
class Dots:
    """Works on the map, a page of them."""

    items: Sequence[Dot]
    next: str | None


@router.get("/landscape")
def landscape(app: Reader) -> Regions:
    """The regions of the map; coordinates run from 0 to 65,535, x to the right and y down."""
    told = app.map.landscape()
    return Regions(told.method, told.made_on, len(told.dots), told.areas)


@router.get("/landscape/works")
def dots(
    app: Reader,
    region: Annotated[Text | None, Query(description="Of one region, by its words.")] = None,
    axis: Annotated[Text | None, Query(description="Of one axis alone, such as library.")] = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> Dots:
    """Works and where they stand, the most used first, then the newest; nothing that stands is ever moved."""
    told = app.map.landscape()
    held = mapping.within(told, region).dots if region else mapping.ordered(told.dots)
    wanted = [dot for dot in held if axis in (None, dot.axis)]
    found, after = page(wanted, lambda dot: dot.work_id, limit, cursor)
    return Dots(found, after)


@router.get("/landscape/sources")
def shelves(app: Reader) -> Sequence[Group]:
    """Every source by shelf: its health, what it published in a year, and how many works of it you read."""
    return structure(app).groups
