"""Engagement: what one gave back, how far one is, and issues worth taking."""

from __future__ import annotations

from datetime import date
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.model import ContributionKind
from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring import engagement as wired

router = APIRouter(include_in_schema=False)


@router.get("/engagement")
def engagement(request: Request, app: Reader) -> Response:
    """Targets, contributions and suggestions."""
    return page(
        request,
        "engagement.html",
        targets=wired.progress(app),
        done=list(enumerate(wired.contributions(app), 1)),
        suggestions=wired.suggest(app),
        kinds=get_args(ContributionKind),
        today=app.clock().astimezone(app.settings.zone).date(),
    )


@router.post("/engagement")
def add(
    app: Reader,
    kind: Annotated[ContributionKind, Form()],
    title: Annotated[str, Form(max_length=300)],
    on: Annotated[date, Form()],
    url: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Enters what no service can tell."""
    wired.add(app, kind, title, on, url.strip())
    return RedirectResponse("/engagement", 303)


@router.post("/engagement/remove")
def remove(app: Reader, number: Annotated[int, Form()]) -> Response:
    """Removes a contribution by its number."""
    wired.remove(app, number)
    return RedirectResponse("/engagement", 303)
