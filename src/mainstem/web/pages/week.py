"""This week: what to read, when, how long, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from mainstem.model import Action, Plan, Slot
from mainstem.web.reader import Reader
from mainstem.web.shown import page

router = APIRouter()


@router.get("/", include_in_schema=False)
def week(request: Request, app: Reader, at: date | None = None) -> Response:
    """The week's plan, made on first sight."""
    look = app.view(at)
    plan = app.stored_plan(look) or app.plan(look)
    done = app.done()
    return page(
        request, "week.html", plan=plan, done=done, read_min=read_min(plan, done), today=look.at.date()
    )


def read_min(plan: Plan, done: Mapping[str, Action]) -> int:
    """Minutes of the plan whose reading is done."""
    return sum(slot.minutes for slot in slots(plan) if is_done(slot, done))


def slots(plan: Plan) -> list[Slot]:
    """Every slot of a plan, in its order."""
    return [slot for session in plan.sessions for slot in session.slots]


def is_done(slot: Slot, done: Mapping[str, Action]) -> bool:
    """Whether a slot was read; a bundle is when all of its parts were."""
    works = [part.work for part in slot.items] or [slot.work]
    return all(done.get(work) == "read" for work in works)
