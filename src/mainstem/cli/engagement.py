"""``mainstem engagement``: what you give back, and what you could do next."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated, Literal

from cyclopts import App, Parameter
from rich.table import Table

from mainstem.cli import context
from mainstem.cli.context import mainstem, out, write
from mainstem.errors import UsageError
from mainstem.model import ContributionKind

app = App(name="engagement", help="What you give back: contributions, targets, issues worth taking.")

_Form = Annotated[Literal["text", "json"], Parameter(name="--format", help="text or json.")]


@app.default
def show(*, format: _Form = "text") -> None:  # noqa: A002 - the flag's name
    """Your contributions, and how far you are this month and quarter.

    The targets are the cadence's: `mainstem cadence set slot.contribution.count 2` asks for two a month.

    For example:

    - `mainstem engagement`
    - `mainstem engagement find` (looks on GitHub and the Hub)
    - `mainstem engagement suggest`
    """
    from mainstem.wiring import engagement

    program = mainstem()
    done, targets = engagement.contributions(program), engagement.progress(program)
    if format == "json":
        rows = [{**asdict(one), "at": one.at.isoformat()} for one in done]
        write(
            json.dumps(
                {"contributions": rows, "targets": [asdict(t) for t in targets]}, ensure_ascii=False, indent=1
            )
        )
        return
    for target in targets:
        mark = "✓" if target.done >= target.wanted else "·"
        out().print(f"{mark} {target.kind}: {target.done} of {target.wanted} this {target.every}")
    if not done:
        out().print("\nNo contribution is known yet: `mainstem engagement find`, or `add` one by hand.")
        return
    table = Table("", "Day", "What", "Where", "Title", box=None, pad_edge=False)
    for number, one in enumerate(done, 1):
        where = one.project or ("by hand" if one.origin == "hand" else one.origin)
        table.add_row(str(number), f"{one.at:%Y-%m-%d}", one.kind, where, one.title)
    out().print()
    out().print(table)


@app.command
def add(
    kind: ContributionKind,
    title: str,
    /,
    *,
    on: Annotated[str | None, Parameter(help="The day, as 2026-06-30; today where it is left out.")] = None,
    url: Annotated[str, Parameter(help="Where it can be seen.")] = "",
) -> None:
    """Enter what no service can tell.

    For example:

    - `mainstem engagement add talk "Paged attention, from scratch" --on 2026-06-30`
    - `mainstem engagement add mlperf "Inference v6.0, 8 x H100" --url https://mlcommons.org/`

    Parameters
    ----------
    kind
        talk, post, workshop, benchmark, mlperf, or issue, pull, review, release, discussion.
    title
        What it was.
    """
    from mainstem.cli.week import day_of
    from mainstem.wiring import engagement

    program = mainstem()
    day = day_of(on) or program.clock().astimezone(program.settings.zone).date()
    made = engagement.add(program, kind, title, day, url)
    out().print(f"Entered: {made.kind} of {day}, {made.title}", markup=False)


@app.command
def remove(number: int, /) -> None:
    """Remove a contribution by its number in `mainstem engagement`.

    For example:

    - `mainstem engagement remove 2`

    Parameters
    ----------
    number
        As the list numbers them.
    """
    from mainstem.wiring import engagement

    gone = engagement.remove(mainstem(), number)
    out().print(f"Removed: {gone.kind}, {gone.title}", markup=False)


@app.command
def find(
    *, offline: Annotated[bool, Parameter(help="Only look through what was fetched already.")] = False
) -> None:
    """Look for issues, pull requests, reviews, releases and discussions of yours on GitHub and the Hub.

    Your accounts stand in settings.toml (`github`, `hub`) or in the team. A token allows more requests.

    For example:

    - `mainstem engagement find`
    """
    from mainstem.wiring import engagement

    program = mainstem()
    found = engagement.find(program, None if offline else program.client())
    for one in found.new:
        out().print(f"{one.at:%Y-%m-%d}  {one.kind:<10}  {one.project}: {one.title}", markup=False)
    out().print(f"{len(found.new)} new, {found.n_known} known already.")
    for error in found.failed:
        context.tell_error(error)


@app.command
def suggest(
    *,
    n: Annotated[int, Parameter(help="How many.")] = 5,
    format: _Form = "text",  # noqa: A002 - the flag's name
) -> None:
    """Open issues of the followed libraries that fit what you read and do, the best first, with reasons.

    For example:

    - `mainstem engagement suggest`
    - `mainstem engagement suggest --n 20`
    """
    from mainstem.wiring import engagement

    if n < 1:
        raise UsageError(f"--n {n}", "is too small", "Give a number above 0")
    found = engagement.suggest(mainstem(), n=n)
    if format == "json":
        write(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return
    if not found:
        out().print(
            "No open issue is known here that fits. `mainstem sync` fetches those of the followed libraries."
        )
    for one in found:
        out().print(f"{one.score:.2f}  {one.project}: {one.title}", style="bold", markup=False)
        out().print(f"      {'; '.join(one.reasons)}", style="dim", markup=False)
        out().print(f"      {one.url}", markup=False, soft_wrap=True)
