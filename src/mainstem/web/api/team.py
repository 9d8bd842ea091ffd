"""The team, what its members share, and what the reader gave back to the field."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query

from mainstem.model import Contribution, ContributionKind, Mark, Member, Plan, Role, Suggestion
from mainstem.pipeline.engage import Target
from mainstem.web.api.paging import page
from mainstem.web.api.sent import NewMember
from mainstem.web.api.shapes import Contributions, Day, Limit, Text
from mainstem.web.reader import Curator, Reader, Writer
from mainstem.wiring import engagement, team

router = APIRouter(tags=["team"])


@router.get("/team")
def members(app: Reader) -> list[Member]:
    """Who is in the team, by name."""
    return team.members(app)


@router.put("/team/members/{name}")
def keep_member(
    app: Curator, name: Annotated[str, Path(min_length=1, max_length=80)], new: NewMember
) -> Member:
    """Adds somebody to the team, or changes who they are in it."""
    told = Member(name, new.role, tuple(new.interests), new.zone, new.github, new.hub, tuple(new.hardware))
    return team.keep(app, told, new.hours, new.days)


@router.delete("/team/members/{name}")
def remove_member(app: Curator, name: Text) -> Member:
    """Takes somebody out of the team; what they marked stays."""
    return team.remove(app, name)


@router.get("/team/roles")
def roles(app: Reader) -> list[Role]:
    """The roles of the pack: what the weeks of their members hold beside the cadence."""
    return list(app.pack.roles)


@router.get("/team/share")
def share(app: Reader) -> float:
    """The share of everyone's minutes that is read in common, in [0, 1]."""
    return team.share(app)


@router.put("/team/share")
def set_share(app: Curator, value: Annotated[float, Query(ge=0, le=1)]) -> float:
    """Agrees on another share."""
    team.set_share(app, value)
    return value


@router.post("/team/week")
def plan_team(app: Curator, at: Day | None = None) -> team.TeamReport:
    """Plans everyone's week together, and keeps each plan as that person's."""
    look = app.view(at)
    team.plan(app, look)
    return team.report(app, look)


@router.get("/team/week")
def team_week(app: Reader, at: Day | None = None) -> list[Plan]:
    """The plans of the week, one a member; an error where none was made."""
    return team.plans_of(app, app.view(at))


@router.get("/team/report")
def report(app: Reader, at: Day | None = None) -> team.TeamReport:
    """What the team's week costs and covers."""
    return team.report(app, app.view(at))


@router.get("/team/agenda")
def agenda(app: Reader, at: Day | None = None) -> team.Agenda:
    """What the reading group talks about: what all read, when, and what was said of it."""
    return team.agenda(app, app.view(at))


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


@router.get("/targets")
def targets(app: Reader) -> list[Target]:
    """What you want to give back this month and quarter, and how much of it is done."""
    return engagement.progress(app)


@router.get("/suggestions")
def suggestions(app: Reader, n: Annotated[int, Query(ge=1, le=20)] = 5) -> list[Suggestion]:
    """Open issues that you could take, the best first."""
    return engagement.suggest(app, n=n)
