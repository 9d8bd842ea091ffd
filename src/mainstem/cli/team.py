"""``mainstem team``: several people, one store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import App, Parameter

from mainstem.cli import context
from mainstem.cli.context import mainstem, out, write
from mainstem.model import Member

if TYPE_CHECKING:
    from mainstem.pipeline.week import View
    from mainstem.wiring import Mainstem

app = App(name="team", help="Several people: who reads what, what all read, and what it costs.")

_Hours = Annotated[float | None, Parameter(help="Hours a week, 2 to 5.")]
_Role = Annotated[str | None, Parameter(help="A role of the pack: `mainstem team roles` lists them.")]
_Days = Annotated[str | None, Parameter(help="Weekdays of the long sittings: monday,thursday.")]
_Zone = Annotated[str | None, Parameter(help="Time zone, such as Europe/Berlin.")]
_Interest = Annotated[
    list[str] | None,
    Parameter(help="A topic, an axis or a word; may be repeated.", negative=()),
]
_Hardware = Annotated[
    list[str] | None, Parameter(help="What they can reproduce on: H100; may be repeated.", negative=())
]
_Account = Annotated[str | None, Parameter(help="Their account, so that contributions are found.")]
_Form = Annotated[Literal["text", "md", "json"], Parameter(name="--format", help="text, md or json.")]
_Week = Annotated[str | None, Parameter(help="The week of another day (YYYY-MM-DD).")]


@app.default
def show() -> None:
    """Who is in the team, with their roles, hours and interests.

    Each person reads with `person = "NAME"` in their settings.toml and the team's `database_url`.

    For example:

    - `mainstem team`
    - `mainstem team add river --role tech-lead --hours 3`
    - `mainstem team week`
    """
    from mainstem.cli.show_team import members
    from mainstem.wiring import team

    program = mainstem()
    team_members = team.members(program)
    if not team_members:
        out().print(
            "Nobody yet. `mainstem team add NAME --role ROLE`; `mainstem team roles` lists the roles."
        )
        return
    out().print(members(program, team_members))
    out().print(
        f"\n{team.share(program):.0%} of everyone's minutes are read in common (`mainstem team share 0.3` changes it).",
        style="dim",
    )


@app.command
def roles() -> None:
    """The roles that the pack has templates for.

    For example:

    - `mainstem team roles`
    """
    from mainstem.cli.show_team import roles_table

    out().print(roles_table(mainstem().pack.roles))


@app.command
def add(
    name: str,
    /,
    *,
    role: _Role = None,
    hours: _Hours = None,
    days: _Days = None,
    zone: _Zone = None,
    interest: _Interest = None,
    github: _Account = None,
    hub: _Account = None,
    hardware: _Hardware = None,
) -> None:
    """Add a person to the team.

    For example:

    - `mainstem team add river --role tech-lead --hours 3`
    - `mainstem team add delta --role training-engineer --zone Europe/Berlin --github ACCOUNT`
    - `mainstem team add brook --interest library/kv-cache --interest fp8 --days tuesday,friday`

    Parameters
    ----------
    name
        What they go by; the `person` of their settings.toml.
    """
    from mainstem.errors import UsageError
    from mainstem.wiring import team

    if any(one.name == name for one in team.members(mainstem())):
        raise UsageError(name, "is in the team already", f"`mainstem team edit {name}` changes them")
    _keep(Member(name), role, hours, days, zone, interest, github, hub, hardware)


@app.command
def edit(
    name: str,
    /,
    *,
    role: _Role = None,
    hours: _Hours = None,
    days: _Days = None,
    zone: _Zone = None,
    interest: _Interest = None,
    github: _Account = None,
    hub: _Account = None,
    hardware: _Hardware = None,
) -> None:
    """Change what is known of a member; what is not named stays. Interests and hardware are replaced whole.

    For example:

    - `mainstem team edit river --hours 4`
    - `mainstem team edit delta --role "" --interest platform`

    Parameters
    ----------
    name
        The member's name.
    """
    from mainstem.wiring import team

    _keep(team.member(mainstem(), name), role, hours, days, zone, interest, github, hub, hardware)


def _keep(
    one: Member,
    role: str | None,
    hours: float | None,
    days: str | None,
    zone: str | None,
    interest: list[str] | None,
    github: str | None,
    hub: str | None,
    hardware: list[str] | None,
) -> None:
    from mainstem.cli.show_team import members
    from mainstem.wiring import team

    told: dict[str, Any] = {"role": role, "zone": zone, "github": github, "hub": hub}
    told |= {"interests": interest and tuple(interest), "hardware": hardware and tuple(hardware)}
    changed = {name: value for name, value in told.items() if value is not None}
    kept = team.keep(mainstem(), replace(one, **changed), hours, days or "")
    out().print(members(mainstem(), [kept]))


@app.command
def remove(name: str, /) -> None:
    """Take a person out of the team; their marks, notes and plans stay.

    For example:

    - `mainstem team remove river`

    Parameters
    ----------
    name
        The member's name.
    """
    from mainstem.wiring import team

    gone = team.remove(mainstem(), name)
    out().print(f"{gone.name} is no longer in the team; what they read and wrote is kept.", markup=False)


@app.command
def share(part: float | None = None, /) -> None:
    """How much of everyone's minutes is read in common; with a number, agree on another share.

    For example:

    - `mainstem team share`
    - `mainstem team share 0.3`

    Parameters
    ----------
    part
        From 0 (nothing) to 1 (everything).
    """
    from mainstem.wiring import team

    if part is not None:
        team.set_share(mainstem(), part)
    out().print(f"{team.share(mainstem()):.0%} of everyone's minutes are read in common.")


@app.command
def week(*, at: _Week = None, format: _Form = "text") -> None:  # noqa: A002 - the flag's name
    """Plan everyone's week: one plan a person, a share read in common, and else as much of the field as can be.

    Each plan is kept as that person's; `mainstem week` then shows them theirs. Run again, it plans anew.

    For example:

    - `mainstem team week`
    - `mainstem team week --format md > week.md`
    """
    from mainstem.cli import show_team
    from mainstem.wiring import team

    program = mainstem()
    look = _look(program, at)
    if context.err().is_terminal:
        with context.err().status("Planning ...") as status:
            made = team.plan(program, look, say=lambda told: status.update(f"{told} ..."))
    else:
        made = team.plan(program, look)
    if format == "text":
        show_team.week(made, out())
    else:
        write({"md": show_team.week_md, "json": show_team.week_json}[format](made))


@app.command
def agenda(*, at: _Week = None, format: _Form = "text") -> None:  # noqa: A002 - as above
    """What the reading group talks about: what is read in common, who has it when, shared notes and questions.

    A shared note that ends with a question mark is a question.

    For example:

    - `mainstem note 2205.14135 "does it hold for MoE?" --share`
    - `mainstem team agenda`
    - `mainstem team agenda --format md > agenda.md`
    """
    from mainstem.cli import show_team
    from mainstem.wiring import team

    program = mainstem()
    made = team.agenda(program, _look(program, at))
    if format == "json":
        write(show_team.agenda_json(made, program.title_of))
    elif format == "md":
        write(show_team.agenda_md(made, program.title_of))
    else:
        from rich.markdown import Markdown

        out().print(Markdown(show_team.agenda_md(made, program.title_of)))


@app.command
def report(*, at: _Week = None, format: _Form = "text") -> None:  # noqa: A002 - as above
    """What a planned week of the team covers, and what it costs in hours a person.

    For example:

    - `mainstem team report`
    - `mainstem team report --at 2026-06-22 --format json`
    """
    from mainstem.cli import show_team
    from mainstem.wiring import team

    program = mainstem()
    made = team.report(program, _look(program, at))
    if format == "text":
        show_team.report(made, out())
    else:
        write({"md": show_team.report_md, "json": show_team.report_json}[format](made))


def _look(program: Mainstem, at: str | None) -> View:
    from mainstem.cli.week import day_of

    program.load_shipped()
    return program.view(day_of(at))
