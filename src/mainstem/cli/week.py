"""``mainstem week``: the main job."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli import context
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.model import Plan
    from mainstem.pipeline.week import View
    from mainstem.wiring import Mainstem

Format = Literal["text", "md", "html", "json", "ics"]


def week(
    *,
    at: Annotated[
        str | None, Parameter(help="Plan the week of another day (YYYY-MM-DD) from what was known then.")
    ] = None,
    budget: Annotated[int | None, Parameter(help="Minutes for this week, 120 to 300.")] = None,
    replan: Annotated[
        bool, Parameter(help="Make the week's plan anew; the earlier one is kept as history.")
    ] = False,
    offline: Annotated[bool, Parameter(help="Never touch the network.")] = False,
    format: Annotated[Format, Parameter(help="text (for the terminal), md, html, json or ics.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """What to read this week: when, how many minutes each, and why.

    The first run looks at the sources for at most a minute; streams that could not be reached come from
    the snapshot that ships with the pack, and the plan says so. Later runs show the stored plan.

    For example:

    - `mainstem week`
    - `mainstem week --budget 240 --replan`
    - `mainstem week --format md > week.md`
    - `mainstem week --at 2026-06-15 --offline`
    """
    app = context.mainstem()
    asked = day_of(at)
    _check(budget)
    if not offline and app.never_synced():
        _first_look(app)
    look = app.view(asked)
    plan = None if replan else app.stored_plan(look)
    if plan is None or (budget is not None and budget != plan.budget_min):
        plan = _make(app, look, budget)
    _show(app, plan, format)


def day_of(told: str | None) -> date | None:
    """The day that ``--at`` names, if any; raises UsageError."""
    if told is None:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(f"--at {told}", "is not a date", "Write it as 2026-06-30") from error


def _check(budget: int | None) -> None:
    if budget is not None and not 120 <= budget <= 300:
        raise UsageError(f"--budget {budget}", "is out of range", "Give minutes a week from 120 to 300")


def _first_look(app: Mainstem) -> None:
    """A home that never synced does so first, for at most a minute."""
    from mainstem.cli.watch import watching

    limit_s = app.settings.first_sync_s
    context.say(f"First run: asking the sources for at most {limit_s} seconds (--offline leaves this out).")
    with watching() as watch:
        report = app.sync(app.due(), watch, limit_s=limit_s)
    if report.offline:
        context.say("No network: the plan comes from the snapshot.")
    elif report.n_unreached:
        context.say(f"{report.n_unreached} sources are left for the next `mainstem sync`.")


def _make(app: Mainstem, look: View, budget: int | None) -> Plan:
    if not context.err().is_terminal:
        return app.plan(look, budget_min=budget)
    with context.err().status("Planning ...") as status:
        return app.plan(look, budget_min=budget, say=lambda told: status.update(f"{told} ..."))


def _show(app: Mainstem, plan: Plan, format: Format) -> None:  # noqa: A002 - as above
    if format == "text":
        from mainstem.cli.show_week import show

        show(plan, app.done(), context.out())
    else:
        from mainstem.exports import TABLE

        name = TABLE.name_for(format)
        context.write(TABLE[name or format].write(plan))
