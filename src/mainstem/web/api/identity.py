"""What is one work: two made one, one made two, and the history of it."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.web.api.paging import page
from mainstem.web.api.sent import NewMerge, NewSplit
from mainstem.web.api.shapes import Limit, Text
from mainstem.web.api.work_shapes import Change, Changes
from mainstem.web.reader import Curator, Reader
from mainstem.wiring import joining

router = APIRouter(tags=["works"])
_NO_REASON = "said so"


@router.get("/changes")
def changes(app: Reader, work: Text | None = None, limit: Limit = 50, cursor: str | None = None) -> Changes:
    """What was joined and split, the newest first: of one work, or of all."""
    rows = list(enumerate(joining.history(app, work)))[::-1]
    found, after = page(rows, lambda row: f"{row[0]} {row[1].at.isoformat()}", limit, cursor)
    return Changes([Change.of(one) for _, one in found], after)


@router.post("/merges", status_code=201)
def merge(app: Curator, new: NewMerge) -> dict[str, str]:
    """Makes two works one; the name of the one. A split takes it back."""
    return {"work": joining.merge(app, new.work, new.other, new.why or _NO_REASON)}


@router.post("/splits", status_code=201)
def split(app: Curator, new: NewSplit) -> dict[str, str]:
    """Takes a key out of a work, with all that came with it; the name of the new work. A merge takes it back."""
    return {"work": joining.split(app, new.work, new.key, new.why or _NO_REASON)}
