"""Who asks, and all that is kept of them."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.web.api.shapes import Everything, Me, Text
from mainstem.web.reader import Asks, Reader, Writer
from mainstem.wiring import personal

router = APIRouter(tags=["me"])


@router.get("/me")
def me(asks: Asks) -> Me:
    """Who you are here, and what you may do."""
    return Me(asks.app.settings.person, asks.role, sorted(asks.scopes))


@router.get("/me/data")
def export_data(app: Reader) -> Everything:
    """Every row that is kept under your name, by table."""
    told = personal.everything(app)
    return Everything(told.person, told.at, told.tables)


@router.delete("/me/data")
def erase_data(app: Writer, confirm: Text) -> dict[str, int]:
    """Removes every row that is kept under your name, your account among them; ``confirm`` is that name."""
    return personal.erase(app, confirm)
