"""What the reader did with works."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.model import Mark
from mainstem.web.api.paging import page
from mainstem.web.api.shapes import Limit, Marks, NewMark, Undone
from mainstem.web.reader import Reader, Writer

router = APIRouter(tags=["marks"])


@router.get("/marks")
def marks(app: Reader, limit: Limit = 50, cursor: str | None = None) -> Marks:
    """Your marks that stand, newest first."""
    rows = list(enumerate(app.store.marks.of(app.settings.person)))[::-1]
    found, after = page(rows, _name, limit, cursor)
    return Marks([mark for _, mark in found], after)


def _name(row: tuple[int, Mark]) -> str:
    n, mark = row
    return f"{n} {mark.at.isoformat()}"


@router.post("/marks", status_code=201)
def mark(app: Writer, new: NewMark) -> Mark:
    """Records what you did with a work; nothing is overwritten."""
    return app.mark(new.work, new.action, new.note, new.rating)


@router.delete("/marks/last")
def undo(app: Writer) -> Undone:
    """Takes back the last thing that you marked, followed or muted."""
    gone = app.undo()
    return Undone(mark=gone) if isinstance(gone, Mark) else Undone(wish=gone)
