"""What a reader does with a work: read, skip, later, a note; and taking it back."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.model import Action
from mainstem.web.pages.week import names, slots
from mainstem.web.reader import Reader
from mainstem.web.shown import here, is_piece, page

router = APIRouter(include_in_schema=False)


Shape = Literal["slot", "row"]  # how the work stands on the page that asked


@router.post("/marks")
def mark(
    request: Request,
    app: Reader,
    work: Annotated[str, Form()],
    action: Annotated[Action, Form()],
    note: Annotated[str, Form(max_length=20_000)] = "",
    rating: Annotated[int | None, Form(ge=1, le=5)] = None,
    back: Annotated[str, Form()] = "/",
    shape: Annotated[Shape, Form()] = "slot",
) -> Response:
    """Records it, and shows the work anew; a skip that is rated 1 says "not interested"."""
    app.mark(work, action, note.strip(), rating)
    return _after(request, app, work, back, shape)


@router.post("/marks/undo")
def undo(
    request: Request,
    app: Reader,
    work: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "/",
    shape: Annotated[Shape, Form()] = "slot",
) -> Response:
    """Takes back the last mark of a work, or the last of all."""
    app.undo(work or None)
    return _after(request, app, work, back, shape)


def _after(request: Request, app: Reader, work: str, back: str, shape: Shape) -> Response:
    drawn = _piece(request, app, work, back, shape) if is_piece(request) else None
    return drawn or RedirectResponse(here(back), 303)


def _piece(request: Request, app: Reader, work: str, back: str, shape: Shape) -> Response | None:
    done = app.done()
    if shape == "row":
        found = app.store.works.get(work)
        return page(request, "_row.html", work=found, mark=done.get(found.id), back=back) if found else None
    plan = app.stored_plan(app.view())
    slot = next((slot for slot in slots(plan) if work in names(slot)), None) if plan else None
    if not plan or not slot:
        return None
    return page(request, "_slot.html", slot=slot, done=done, number=slots(plan).index(slot) + 1)
