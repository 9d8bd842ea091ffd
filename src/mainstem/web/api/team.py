"""The team, what its members share, and what the reader gave back to the field."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from mainstem.model import Contribution, ContributionKind, Mark, Member, Suggestion
from mainstem.web.api.paging import page
from mainstem.web.api.shapes import Contributions, Day, Limit, Text
from mainstem.web.reader import Reader, Writer
from mainstem.wiring import engagement, team

router = APIRouter(tags=["team"])


@router.get("/team")
def members(app: Reader) -> list[Member]:
    """Who is in the team, by name."""
    return team.members(app)


@router.get("/team/notes")
def shared_notes(app: Reader) -> list[Mark]:
    """The notes that anyone shared with all, oldest first."""
    return app.store.marks.shared()


@router.get("/contributions")
def contributions(app: Reader, limit: Limit = 50, cursor: str | None = None) -> Contributions:
    """What you gave back to the field, oldest first."""
    rows = list(enumerate(engagement.contributions(app)))
    found, after = page(rows, lambda row: f"{row[0]} {row[1].url}", limit, cursor)
    return Contributions([one for _, one in found], after)


@router.post("/contributions", status_code=201)
def add_contribution(
    app: Writer,
    kind: ContributionKind,
    title: Text,
    on: Day,
    url: Annotated[str, Query(max_length=2000)] = "",
) -> Contribution:
    """Enters a contribution by hand."""
    return engagement.add(app, kind, title, on, url)


@router.delete("/contributions/{number}")
def remove_contribution(app: Writer, number: int) -> Contribution:
    """Removes a contribution by its place in the list, from 1."""
    return engagement.remove(app, number)


@router.get("/suggestions")
def suggestions(app: Reader, n: Annotated[int, Query(ge=1, le=20)] = 5) -> list[Suggestion]:
    """Open issues that you could take, the best first."""
    return engagement.suggest(app, n=n)
