"""What runs by itself, and how it ended."""

from __future__ import annotations

from fastapi import APIRouter

from mainstem.web.api.shapes import JobDoc
from mainstem.web.reader import Reader
from mainstem.wiring.jobs import seen_by

router = APIRouter(tags=["jobs"])


@router.get("/jobs")
def jobs(app: Reader) -> list[JobDoc]:
    """Each job that concerns you: when it is due, and how its last run ended."""
    return [JobDoc.of(duty) for duty in seen_by(app)]
