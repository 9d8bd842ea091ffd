"""Settings: what one's weeks hold, days away, follows and mutes, saved searches, and what is learned."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.model import Away
from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring import habits, jobs, searching, wishing

router = APIRouter(include_in_schema=False)
_BACK = "/settings"


@router.get(_BACK)
def settings(request: Request, app: Reader) -> Response:
    """Everything that one chose."""
    cadence = habits.cadence_of(app)
    return page(
        request,
        "settings.html",
        cadence=cadence,
        own=habits.own_values(app),
        away=habits.away_of(app),
        wishes=wishing.standing(app, "follow", "mute", "forget"),
        saved=searching.saved(app),
        tracks=habits.tracks(app),
        duties=jobs.seen_by(app),
        told=app.settings,
        today=app.clock().date(),
        days=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    )


@router.post("/settings/cadence")
def set_cadence(app: Reader, name: Annotated[str, Form()], value: Annotated[str, Form()]) -> Response:
    """One value of the cadence; the next plan knows."""
    habits.set_value(app, name, value)
    return RedirectResponse(_BACK, 303)


@router.post("/settings/reset")
def reset(app: Reader, name: Annotated[str, Form()]) -> Response:
    """The pack's own value again."""
    habits.reset_value(app, name)
    return RedirectResponse(_BACK, 303)


@router.post("/settings/away")
def go_away(
    app: Reader,
    first: Annotated[date, Form()],
    last: Annotated[date, Form()],
    minutes: Annotated[int, Form()] = 0,
) -> Response:
    """Days without reading, or with less of it."""
    habits.go_away(app, Away(first, last, minutes))
    return RedirectResponse(_BACK, 303)


@router.post("/settings/back")
def come_back(app: Reader, first: Annotated[date, Form()]) -> Response:
    """Forgets days away."""
    habits.come_back(app, first)
    return RedirectResponse(_BACK, 303)


@router.post("/settings/tracks")
def track(app: Reader, name: Annotated[str, Form()], start: Annotated[bool, Form()]) -> Response:
    """Begins a course or book, or gives it up."""
    habits.mark_track(app, name, "start" if start else "skip")
    return RedirectResponse(_BACK, 303)
