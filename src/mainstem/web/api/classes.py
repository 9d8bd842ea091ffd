"""What works are about, and what persons said against it."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.model import Correction
from mainstem.web.api.sent import NewCorrection
from mainstem.web.api.work_shapes import Choices, Class
from mainstem.web.reader import Curator, Reader
from mainstem.wiring import Mainstem, classing

router = APIRouter(tags=["classes"])


@router.get("/corrections/choices")
def choices(app: Reader) -> Choices:
    """What each field of a class may be said to be."""
    return Choices(**classing.choices(app))


@router.get("/corrections")
def corrections(app: Reader) -> list[Correction]:
    """All that anyone said and that stands, oldest first."""
    return app.store.classes.corrections()


@router.post("/corrections", status_code=201)
def correct(app: Curator, new: NewCorrection) -> Class:
    """Says what is so of a work; its class afterwards. Works near to it move too."""
    work = classing.correct(app, new.work, {new.field: new.value})
    return _told(app, work.id)


@router.delete("/corrections/last")
def undo_correction(app: Curator) -> Correction | None:
    """Takes back the last of your corrections that stands."""
    return app.store.classes.undo(app.settings.person)


@router.get("/classes/{key:path}")
def class_of(app: Reader, key: str) -> Class:
    """What a work is about."""
    return _told(app, key)


def _told(app: Mainstem, key: str) -> Class:
    work = app.find(key)
    return Class(work.id, classing.of_work(app, work))
