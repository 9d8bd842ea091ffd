"""The team: who reads what this week, what is read in common, what is covered, and the reading group's agenda."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import UsageError
from mainstem.model import Member
from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring import team as wired

router = APIRouter(include_in_schema=False)


@router.get("/team")
def team(request: Request, app: Reader) -> Response:
    """Members, this week's cost and coverage, and the agenda."""
    look, members = app.view(), wired.members(app)
    try:
        report, agenda = wired.report(app, look), wired.agenda(app, look)
    except UsageError:  # nobody, or not planned yet: the page says so and offers it
        report = agenda = None
    shown = {"members": members, "report": report, "agenda": agenda, "roles": app.pack.roles}
    return page(request, "team.html", share=wired.share(app), title_of=app.title_of, **shown)


@router.post("/team")
def add(
    app: Reader,
    name: Annotated[str, Form(max_length=80)],
    role: Annotated[str, Form()] = "",
    hours: Annotated[float | None, Form()] = None,
) -> Response:
    """A member, or one with another role."""
    wired.keep(app, Member(" ".join(name.split()), role), hours)
    return RedirectResponse("/team", 303)


@router.post("/team/remove")
def remove(app: Reader, name: Annotated[str, Form()]) -> Response:
    """Takes a member out; what they marked stays."""
    wired.remove(app, name)
    return RedirectResponse("/team", 303)


@router.post("/team/week")
def plan(app: Reader) -> Response:
    """Plans everyone's week together."""
    wired.plan(app, app.view())
    return RedirectResponse("/team", 303)
