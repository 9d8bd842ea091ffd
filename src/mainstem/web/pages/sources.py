"""Sources: how each is doing, bringing one's own by address or OPML, and silencing what is too loud."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from mainstem.errors import MainstemError, UsageError
from mainstem.web.reader import Curator, Reader
from mainstem.web.shown import page
from mainstem.wiring import lists, own

router = APIRouter(include_in_schema=False)
MOST_BYTES = 2 * 2**20  # of an OPML file


@router.get("/sources")
def sources(request: Request, app: Reader, state: str = "", shelf: str = "") -> Response:
    """Every source with its health."""
    return _page(request, app, state, shelf)


def _page(request: Request, app: Reader, state: str = "", shelf: str = "", **told: object) -> Response:
    rows = app.health()
    shown = [row for row in rows if state in ("", row.state) and shelf in ("", row.source.shelf)]
    fault = told.get("fault")
    return page(
        request,
        "sources.html",
        status=fault.http_status if isinstance(fault, MainstemError) else 200,
        rows=shown,
        n_all=len(rows),
        states=Counter(row.state for row in rows).most_common(),
        shelves=Counter(row.source.shelf for row in rows).most_common(),
        state=state,
        shelf=shelf,
        mine=own.own_ids(app),
        **{"fault": None, "added": None, "imported": None, "address": "", **told},
    )


@router.post("/sources")
def add(request: Request, app: Curator, address: Annotated[str, Form(max_length=2000)]) -> Response:
    """Finds out what an address is, polls it once, and follows it; what went wrong is told beside the form."""
    try:
        return _page(request, app, added=own.add(app, address.strip()))
    except MainstemError as error:
        return _page(request, app, fault=error, address=address)


@router.post("/sources/silence")
def silence(app: Curator, source: Annotated[str, Form()], undo: Annotated[bool, Form()] = False) -> Response:
    """Silences a source, or follows it again."""
    own.silence(app, source, undo=undo)
    return RedirectResponse(f"/sources#{source}", 303)


@router.post("/sources/remove")
def remove(app: Curator, source: Annotated[str, Form()]) -> Response:
    """Takes a source of one's own out again."""
    own.remove(app, source)
    return RedirectResponse("/sources", 303)


@router.post("/sources/opml")
def take_opml(request: Request, app: Curator, file: UploadFile) -> Response:
    """Follows the feeds of a list."""
    body = file.file.read(MOST_BYTES + 1)
    try:
        if len(body) > MOST_BYTES:
            raise UsageError(file.filename or "the file", "is larger than 2 MB", "Split the list")
        return _page(request, app, imported=lists.import_opml(app, body, file.filename or "a list"))
    except MainstemError as error:
        return _page(request, app, fault=error)


@router.get("/sources.opml")
def give_opml(app: Reader) -> Response:
    """The feeds that are followed."""
    told = {"content-disposition": 'attachment; filename="mainstem.opml"'}
    return Response(lists.export_opml(app), media_type="text/x-opml; charset=utf-8", headers=told)
