"""The team: who reads what this week, what is read in common, what is covered, and the reading group's agenda."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeVar

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import UsageError
from mainstem.model import Member
from mainstem.web.reader import Curator, Reader
from mainstem.web.shown import page
from mainstem.wiring import team as wired

router = APIRouter(include_in_schema=False)
T = TypeVar("T")


@router.get("/team")
def team(request: Request, app: Reader) -> Response:
    """Members, this week's cost and coverage, and the agenda."""
    look = app.view()
    return page(
        request,
        "team.html",
        members=wired.members(app),
        report=_planned(lambda: wired.report(app, look)),
        agenda=_planned(lambda: wired.agenda(app, look)),
        roles=app.pack.roles,
        share=wired.share(app),
        title_of=app.title_of,
    )


def _planned(told: Callable[[], T]) -> T | None:
    """What it tells, or None where nobody is in the team or the week is not planned: the page offers both."""
    try:
        return told()
    except UsageError:
        return None


@router.post("/team")
def add(
    app: Curator,
    name: Annotated[str, Form(max_length=80)],
    role: Annotated[str, Form()] = "",
    hours: Annotated[float | None, Form()] = None,
) -> Response:
    """A member, or one with another role."""
    wired.keep(app, Member(" ".join(name.split()), role), hours)
    return RedirectResponse("/team", 303)


@router.post("/team/remove")
def remove(app: Curator, name: Annotated[str, Form()]) -> Response:
    """Takes a member out; what they marked stays."""
    wired.remove(app, name)
    return RedirectResponse("/team", 303)


@router.post("/team/week")
def plan(app: Curator) -> Response:
    """Plans everyone's week together."""
    wired.plan(app, app.view())
    return RedirectResponse("/team", 303)
