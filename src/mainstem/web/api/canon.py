"""The canon, and the quarterly review of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from mainstem.model import Decision, Review
from mainstem.web.api.paging import page
from mainstem.web.api.sent import NewVerdict
from mainstem.web.api.shapes import QUARTER, Canon, CanonRow, Day, Decisions, Limit, Version
from mainstem.web.reader import Curator, Reader
from mainstem.wiring import reviewing

router = APIRouter(tags=["canon"])


@router.get("/canon")
def canon(
    app: Reader, at: Annotated[Day | None, Query(description="As it stood at the end of a day.")] = None
) -> Canon:
    """The canon in reading order, with what you did with each work."""
    rows, told = reviewing.canon_at(app, at) if at else (app.canon(), "the list in force")
    return Canon([CanonRow(row, action) for row, action in rows], told)


@router.get("/canon/versions")
def versions(app: Reader) -> list[Version]:
    """When the list changed and why, the newest change first."""
    return [Version(one.at, one.because) for one in reviewing.versions(app)]


@router.get("/canon/diff", response_class=Response, responses={200: {"content": {"text/markdown": {}}}})
def diff(app: Reader, earlier: Day, later: Day) -> Response:
    """What changed between the ends of two days, as Markdown."""
    return Response(reviewing.canon_diff(app, earlier, later), media_type="text/markdown")


@router.get("/review")
def review(app: Reader, quarter: Annotated[str | None, Query(pattern=QUARTER)] = None) -> Review:
    """What a quarter says about the canon: proposals with dated evidence; without one, the quarter that runs."""
    return reviewing.review(app, reviewing.moment(app, None, quarter))


@router.get("/review/decisions")
def decisions(app: Reader, limit: Limit = 50, cursor: str | None = None) -> Decisions:
    """The last standing decision on each proposal, oldest first."""
    found, after = page(app.store.reviews.decisions(), _name, limit, cursor)
    return Decisions(found, after)


def _name(one: Decision) -> str:
    return f"{one.quarter} {one.proposal.kind} {one.proposal.key}"


@router.post("/review/decisions", status_code=201)
def decide(app: Curator, new: NewVerdict) -> Decision:
    """Accepts, declines or defers a proposal by its number in the review."""
    made = reviewing.review(app, reviewing.moment(app, None, new.quarter))
    return reviewing.decide(app, made, new.number, new.verdict, new.because)


@router.delete("/review/decisions/last")
def undo_decision(app: Curator) -> Decision | None:
    """Takes back the decision that was made last, by whomever."""
    return reviewing.undo(app)
