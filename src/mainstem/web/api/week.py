"""The week: the plan, and planning it anew."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from mainstem import exports
from mainstem.web.api.shapes import Day, Week
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import habits

router = APIRouter(tags=["week"])
_MEDIA = {"json": "application/json", "md": "text/markdown", "ics": "text/calendar"}
_ALL: dict[str, Any] = {kind: {} for kind in _MEDIA.values()}
Format = Literal["json", "md", "ics"]


@router.get("/week")
def this_week(app: Reader, at: Annotated[Day | None, Query(description="Any day of a week.")] = None) -> Week:
    """The week's plan, made where there is none yet, and what you did with its works."""
    look = app.view(at)
    return Week(app.stored_plan(look) or app.plan(look), app.done())


@router.post("/week")
def plan_week(
    app: Writer,
    at: Annotated[Day | None, Query(description="Any day of a week.")] = None,
    budget_min: Annotated[int | None, Query(ge=120, le=300, description="Minutes of this week.")] = None,
) -> Week:
    """Plans the week anew from all that is known by now."""
    return Week(app.plan(app.view(at), budget_min=budget_min), app.done())


@router.get("/week/plan.{form}", response_class=Response, responses={200: {"content": _ALL}})
def export_week(app: Reader, form: Format, at: Day | None = None) -> Response:
    """The week's plan as a file: JSON, Markdown or iCalendar."""
    look = app.view(at)
    plan = app.stored_plan(look) or app.plan(look)
    return Response(exports.TABLE[f"plan_{form}"].write(plan), media_type=_MEDIA[form])


@router.get("/calendar.ics", response_class=Response, responses={200: {"content": {"text/calendar": {}}}})
def calendar(app: Reader, weeks: Annotated[int, Query(ge=1, le=52)] = 4) -> Response:
    """Your weeks and the venues' dates as iCalendar."""
    return Response(habits.calendar(app, weeks), media_type=_MEDIA["ics"])
