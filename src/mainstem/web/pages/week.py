"""This week: what to read, when, how long, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from mainstem.model import Action, Plan, Slot
from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring.habits import calendar, pins

router = APIRouter(include_in_schema=False)
N_WEEKS = 8  # of the past that the calendar keeps


@router.get("/")
def week(request: Request, app: Reader, at: date | None = None) -> Response:
    """The week's plan, made on first sight."""
    look = app.view(at)
    plan = app.stored_plan(look) or app.plan(look)
    done, after = app.done(), plan.starts_on + timedelta(weeks=1)
    return page(
        request,
        "week.html",
        plan=plan,
        done=done,
        read_min=read_min(plan, done),
        pins=[(work, app.title_of(work)) for work in pins(app)],
        before=plan.starts_on - timedelta(weeks=1),
        after=after if after <= app.view().at.date() else None,
    )


@router.post("/plan")
def replan(app: Reader) -> Response:
    """Makes this week's plan anew."""
    app.plan(app.view())
    return RedirectResponse("/", 303)


@router.get("/calendar.ics")
def calendar_file(app: Reader) -> Response:
    """The person's weeks and the venues' dates, to subscribe to."""
    return Response(calendar(app, N_WEEKS), media_type="text/calendar; charset=utf-8")


def read_min(plan: Plan, done: Mapping[str, Action]) -> int:
    """Minutes of the plan whose reading is done."""
    return sum(slot.minutes for slot in slots(plan) if is_done(slot, done))


def slots(plan: Plan) -> list[Slot]:
    """Every slot of a plan, in its order."""
    return [slot for session in plan.sessions for slot in session.slots]


def is_done(slot: Slot, done: Mapping[str, Action]) -> bool:
    """Whether a slot was read; a bundle is when all of its parts were."""
    return all(done.get(work) == "read" for work in names(slot))


def names(slot: Slot) -> list[str]:
    """The works of a slot: its parts', or its own."""
    return [part.work for part in slot.items] or [slot.work]
