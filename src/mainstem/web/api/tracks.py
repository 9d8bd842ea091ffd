"""Courses and books, unit by unit; and how long readings took."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.model import Mark
from mainstem.pipeline.planning.pace import Accuracy
from mainstem.web.api.sent import NewReading
from mainstem.web.api.shapes import Text, Track, TrackUnit
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import habits

router = APIRouter(tags=["habits"])


@router.get("/tracks")
def tracks(app: Reader) -> list[Track]:
    """The courses and books that can be read unit by unit, and how far you are."""
    return [_told(one) for one in habits.tracks(app)]


@router.put("/tracks/{name}")
def begin_track(app: Writer, name: Text) -> Track:
    """Takes a course or book into your weeks: one unit a week. A unit is marked as ``track:NAME/NUMBER``."""
    return _told(habits.mark_track(app, name, "start"))


@router.delete("/tracks/{name}")
def leave_track(app: Writer, name: Text) -> Track:
    """Takes it out of your weeks; what is done stays done."""
    return _told(habits.mark_track(app, name, "skip"))


@router.get("/pace")
def pace(app: Reader) -> list[Accuracy]:
    """How far the estimates were off from how long your readings took, by kind; the first is over all."""
    return list(habits.accuracy(app))


@router.post("/readings", status_code=201)
def add_reading(app: Writer, new: NewReading) -> Mark:
    """Marks a work as read and keeps how long that took: the estimates learn your pace."""
    return habits.done(app, new.work, new.minutes, new.note).mark


def _told(one: habits.Track) -> Track:
    units = [
        TrackUnit(unit.title, unit.minutes, unit.url, done)
        for unit, done in zip(one.source.units, one.done, strict=True)
    ]
    return Track(one.source.id, one.source.name, one.source.home, one.started, units)
