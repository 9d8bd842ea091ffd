"""What a reader does with a work: read, skip, later, a note; and taking it back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.model import Action
from mainstem.web.pages.week import slots
from mainstem.web.reader import Reader
from mainstem.web.shown import is_piece, page

router = APIRouter(include_in_schema=False)


@router.post("/marks")
def mark(
    request: Request,
    app: Reader,
    work: Annotated[str, Form()],
    action: Annotated[Action, Form()],
    note: Annotated[str, Form(max_length=20_000)] = "",
    back: Annotated[str, Form()] = "/",
) -> Response:
    """Records it, and shows the slot anew."""
    app.mark(work, action, note)
    return _after(request, app, work, back)


@router.post("/marks/undo")
def undo(
    request: Request, app: Reader, work: Annotated[str, Form()] = "", back: Annotated[str, Form()] = "/"
) -> Response:
    """Takes back the last mark."""
    app.undo()
    return _after(request, app, work, back)


def _after(request: Request, app: Reader, work: str, back: str) -> Response:
    if is_piece(request):
        plan = app.stored_plan(app.view())
        slot = next((slot for slot in slots(plan) if slot.work == work), None) if plan else None
        if plan and slot:
            return page(request, "_slot.html", slot=slot, done=app.done(), number=slots(plan).index(slot) + 1)
    return RedirectResponse(_here(back), 303)


def _here(path: str) -> str:
    """A path of this site; anything else leads home."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"
