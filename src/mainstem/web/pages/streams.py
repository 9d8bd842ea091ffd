"""Streams: everything that came, newest first; filters, the query language, and saved searches."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import UsageError
from mainstem.text.query import FIELDS, composed
from mainstem.web.reader import Reader
from mainstem.web.shown import address, page
from mainstem.wiring import searching

router = APIRouter(include_in_schema=False)
N_SHOWN = 40  # works a page
_CHOSEN = ("stream", "axis", "topic", "sector", "source", "is")


@router.get("/streams")
def streams(request: Request, app: Reader, q: str = "", at: int = 1) -> Response:
    """Works that meet the query and the chosen filters."""
    chosen = {field: request.query_params.get(field, "") for field in _CHOSEN}
    typed, at, fault, hits = composed(q, chosen), max(1, min(at, 10_000)), None, []
    try:
        hits = app.search(typed, N_SHOWN + 1, (at - 1) * N_SHOWN)
    except UsageError as error:
        fault = error
    return page(
        request,
        "streams.html",
        status=fault.http_status if fault else 200,
        q=q,
        typed=typed,
        chosen=chosen,
        at=at,
        fault=fault,
        works=[hit.work for hit in hits[:N_SHOWN]],
        later=address("/streams", {"q": q, **chosen, "at": str(at + 1)}) if len(hits) > N_SHOWN else None,
        earlier=address("/streams", {"q": q, **chosen, "at": str(at - 1)}) if at > 1 else None,
        here=address("/streams", {"q": q, **chosen, "at": str(at) if at > 1 else ""}),
        choices=searching.choices(app),
        saved=searching.saved(app),
        fields=FIELDS,
        done=app.done(),
    )


@router.post("/searches")
def save(app: Reader, name: Annotated[str, Form()], query: Annotated[str, Form()]) -> Response:
    """Keeps a search by name, and asks it."""
    kept = searching.save(app, name, query)
    return RedirectResponse(address("/streams", {"q": kept.query}), 303)


@router.post("/searches/forget")
def forget(app: Reader, name: Annotated[str, Form()]) -> Response:
    """Removes a saved search."""
    searching.forget(app, name)
    return RedirectResponse("/streams", 303)
