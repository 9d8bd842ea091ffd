"""The canon: the short list, how far one is through it, what follows what, and what it was on other days."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring import reviewing

router = APIRouter(include_in_schema=False)


@router.get("/canon")
def canon(request: Request, app: Reader, at: date | None = None) -> Response:
    """The list in reading order, as it is or as it stood on a day."""
    rows, told = reviewing.canon_at(app, at) if at else (app.canon(), "")
    return page(
        request,
        "canon.html",
        at=at,
        told=told,
        groups=[(name, list(its)) for name, its in groupby(rows, key=lambda pair: pair[0].group)],
        n=len(rows),
        n_read=sum(mark == "read" for _, mark in rows),
        following=next((row for row, mark in rows if mark not in ("read", "skip")), None),
        versions=reviewing.versions(app),
        today=app.clock().date(),
    )


@router.get("/canon/diff")
def diff(app: Reader, earlier: date, later: date) -> Response:
    """What changed between two days, as Markdown."""
    return PlainTextResponse(
        reviewing.canon_diff(app, earlier, later), media_type="text/markdown; charset=utf-8"
    )
