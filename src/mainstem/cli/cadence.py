"""``mainstem cadence|away``: how your weeks run."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter
from rich.table import Table

from mainstem.cli.context import mainstem, out
from mainstem.errors import UsageError
from mainstem.model import Away, Cadence

if TYPE_CHECKING:
    from mainstem.model import SlotRule

app = App(name="cadence", help="What your weeks hold and when you sit down; change any of it.")


@app.default
def show() -> None:
    """What your weeks hold and when you sit down.

    For example:

    - `mainstem cadence`
    - `mainstem cadence set slot.check.max_min 10`
    - `mainstem cadence set session.evening.weekdays tuesday,thursday`
    - `mainstem cadence reset`
    """
    from mainstem.wiring import habits

    program = mainstem()
    cadence, own = habits.cadence_of(program), habits.own_values(program)
    out().print(f"{cadence.budget_min} minutes a week, in {program.settings.zone}", style="bold")
    out().print(_sessions(cadence))
    out().print(_slots(cadence))
    if own:
        out().print("\nYour own values", style="bold")
        for name, told in own.items():
            out().print(f"  {name} = {told}", markup=False)
    out().print("\nNames to set: `mainstem cadence values`", style="dim")


@app.command
def values(prefix: str = "", /) -> None:
    """Every value by the name under which it can be set.

    For example:

    - `mainstem cadence values slot.check`

    Parameters
    ----------
    prefix
        Only names that begin so.
    """
    from mainstem.pipeline.planning.edit import names_of
    from mainstem.wiring import habits

    for name, told in names_of(habits.cadence_of(mainstem())).items():
        if name.startswith(prefix):
            out().print(f"{name} = {told}", markup=False, soft_wrap=True)


@app.command(name="set")
def set_(name: str, value: str, /) -> None:
    """Put a value of your own in place of the pack's; it holds from the next plan on.

    For example:

    - `mainstem cadence set budget_min 240`
    - `mainstem cadence set slot.deep_paper.count 2`
    - `mainstem cadence set session.monday.start 18:30`
    - `mainstem cadence set session.thursday.weekdays ""` (no sitting on Thursdays)

    Parameters
    ----------
    name
        As `mainstem cadence values` writes it.
    value
        A number, a word, or several with commas.
    """
    from mainstem.wiring import habits

    habits.set_value(mainstem(), name, value)
    out().print(f"{name} = {value}. `mainstem week --replan` plans this week anew.", markup=False)


@app.command
def reset(name: str | None = None, /) -> None:
    """Take back one of your own values, or all.

    For example:

    - `mainstem cadence reset slot.check.max_min`

    Parameters
    ----------
    name
        The value's name; without it all of yours go.
    """
    from mainstem.wiring import habits

    n = habits.reset_value(mainstem(), name)
    out().print(f"Taken back: {n}." if n else "There was no value of yours.")


def _sessions(cadence: Cadence) -> Table:
    from mainstem.pipeline.planning.edit import WEEKDAYS

    table = Table("Sitting", "Days", "At", "Up to", "Holds", box=None, pad_edge=False)
    for rule in cadence.sessions:
        days = " ".join(WEEKDAYS[day][:3] for day in rule.weekdays)
        table.add_row(rule.name, days, f"{rule.start:%H:%M}", f"{rule.max_min} min", ", ".join(rule.holds))
    return table


def _slots(cadence: Cadence) -> Table:
    table = Table("Slot", "How often", "Minutes", box=None, pad_edge=False, title_justify="left")
    for rule in cadence.slots:
        table.add_row(rule.kind, _often(rule), f"{rule.min_min}-{rule.max_min}")
    return table


def _often(rule: SlotRule) -> str:
    if not rule.count:
        return "with the minutes that are left"
    if rule.kind in ("pinned", "track", "followed"):
        return {"pinned": "what you pin", "track": "once you start one", "followed": "once you follow"}[
            rule.kind
        ]
    if rule.each_stream:
        return f"one of each stream a {rule.every}"
    if rule.every == "return":
        return "after an absence"
    due = f", in week {rule.due_week} of it" if rule.every in ("month", "quarter") else ""
    return f"{rule.count} a {rule.every}{due}"


def away(
    first: str | None = None,
    last: str | None = None,
    /,
    *,
    minutes: Annotated[int, Parameter(help="A lighter time of so many minutes a week, instead of none.")] = 0,
    forget: Annotated[str | None, Parameter(help="Forget the days away that begin on this day.")] = None,
) -> None:
    """Say when you do not read, or read less; without days, list them. The first week back catches up.

    For example:

    - `mainstem away 2026-12-21 2027-01-03`
    - `mainstem away 2026-12-07 2026-12-13 --minutes 60` (a lighter week)
    - `mainstem away --forget 2026-12-21`

    Parameters
    ----------
    first
        The first day, as 2026-12-21.
    last
        The last day; the first itself where it is left out.
    """
    from mainstem.wiring import habits

    program = mainstem()
    if forget is not None:
        gone = habits.come_back(program, _day(forget))
        out().print("Forgotten." if gone else "No days away begin then.")
    elif first is not None:
        habits.go_away(program, Away(_day(first), _day(last or first), minutes))
    for one in habits.away_of(program):
        what = f"{one.budget_min} minutes a week" if one.budget_min else "away"
        out().print(f"{one.first} to {one.last}: {what}")
    if first is None and forget is None and not habits.away_of(program):
        out().print("No days away. Say them with `mainstem away FIRST LAST`.")


def _day(told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(told, "is not a date", "Write it as 2026-12-21") from error
