"""One work: everything known about it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from mainstem.web.reader import Reader
from mainstem.web.shown import page

router = APIRouter(include_in_schema=False)


@router.get("/works/{key:path}")
def work(request: Request, app: Reader, key: str) -> Response:
    """The page of a work."""
    dossier = app.dossier(key)
    return page(request, "work.html", dossier=dossier, work=dossier.work)
