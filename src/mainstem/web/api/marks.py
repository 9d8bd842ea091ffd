"""What the reader did with works."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.model import Action, Mark
from mainstem.web.api.paging import page
from mainstem.web.api.sent import NewMark
from mainstem.web.api.shapes import Folder, Limit, Marks, Text, Undone
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import habits, wishing

router = APIRouter(tags=["marks"])


@router.get("/marks")
def marks(
    app: Reader,
    work: Text | None = None,
    action: Action | None = None,
    limit: Limit = 50,
    cursor: str | None = None,
) -> Marks:
    """Your marks that stand, newest first: of all works or of one, of every kind or of one (such as note or file)."""
    named = app.find(work).id if work else None
    every = list(enumerate(app.store.marks.of(app.settings.person)))[::-1]
    rows = [row for row in every if named in (None, row[1].work_id) and action in (None, row[1].action)]
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
def undo(app: Writer, work: Text | None = None) -> Undone:
    """Takes back the last thing that you did with a work, or without one that you marked, followed or muted at all."""
    gone = app.undo(app.find(work).id if work else None)
    return Undone(mark=gone) if isinstance(gone, Mark) else Undone(wish=gone)


@router.get("/folders")
def folders(app: Reader) -> list[Folder]:
    """Your folders, by name; a mark with the action file puts a work into the one that its note names."""
    return [Folder(name, n) for name, n in wishing.folders(app).items()]


@router.get("/pins")
def pins(app: Reader) -> list[str]:
    """The ids of the works that wait for your next week, in the order in which you pinned them."""
    return habits.pins(app)
