"""Labs and people: what each did lately."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring.labs import LATELY, doings

router = APIRouter(include_in_schema=False)


@router.get("/labs")
def labs(request: Request, app: Reader) -> Response:
    """Those that one follows first."""
    return page(request, "labs.html", doings=doings(app), days=LATELY.days)
