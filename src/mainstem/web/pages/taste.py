"""What was learned about the reader: listed with what it stems from, forgotten word by word, and erased."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from mainstem.errors import UsageError
from mainstem.web.reader import Reader
from mainstem.web.shown import page
from mainstem.wiring import learned

router = APIRouter(include_in_schema=False)
_BACK = "/taste"
N_EACH = 12  # words, authors, labs and sources


@router.get(_BACK)
def taste(request: Request, app: Reader) -> Response:
    """The strongest of each kind, and the marks behind them."""
    return _shown(request, app)


def _shown(request: Request, app: Reader, fault: UsageError | None = None) -> Response:
    app.load_shipped()
    told = learned.portrait(app, app.view(), N_EACH)
    return page(
        request,
        "taste.html",
        status=fault.http_status if fault else 200,
        told=told,
        person=app.settings.person,
        forgotten=[wish for wish in told.wishes if wish.sense == "forget"],
        titles={mark.work_id: app.title_of(mark.work_id) for mark in told.marks},
        fault=fault,
    )


@router.post("/taste/forget")
def forget(
    app: Reader,
    name: Annotated[str, Form(max_length=200)],
    sense: Annotated[Literal["forget", "remember"], Form()] = "forget",
) -> Response:
    """Learns nothing from a word, author, lab or source any more, or again."""
    (learned.forget if sense == "forget" else learned.remember)(app, name)
    return RedirectResponse(_BACK, 303)


@router.post("/taste/erase")
def erase(request: Request, app: Reader, confirm: Annotated[str, Form(max_length=64)]) -> Response:
    """Removes every mark, note, folder, follow and mute; the name must be told with it."""
    if confirm.strip() != app.settings.person:
        fault = UsageError("erase", "nothing was erased", f"Write {app.settings.person} to erase it")
        return _shown(request, app, fault)
    learned.erase(app)
    return RedirectResponse(_BACK, 303)
