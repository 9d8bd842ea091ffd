"""``mainstem models``: all models of all reports side by side."""

from __future__ import annotations

import json as json_
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from mainstem.cli.context import mainstem, out, say, write

if TYPE_CHECKING:
    from mainstem.reports.compare import Row
    from mainstem.reports.epoch import Second

app = App(name="models", help_format="markdown")


@app.default
def models(
    *names: str,
    field: Annotated[tuple[str, ...], Parameter(help="Columns, such as n_layers; repeatable.")] = (),
    where: Annotated[tuple[str, ...], Parameter(help="Only models for which this holds: n_layers>=40.")] = (),
    sort: Annotated[str | None, Parameter(help="By this field, largest first.")] = None,
    epoch: Annotated[
        Path | None, Parameter(help="Epoch AI's notable_ai_models.csv: kept, and shown beside ours.")
    ] = None,
    csv: Annotated[bool, Parameter(help="All fields as CSV.")] = False,
    json: Annotated[bool, Parameter(help="All fields as JSON, with quotes and pages.")] = False,
) -> None:
    """The models of all reports that were read, side by side.

    For example:

    - `mainstem models`
    - `mainstem models --field n_layers --field hidden_size --sort n_layers`
    - `mainstem models --where "total_parameters>=100B" --csv`
    - `mainstem models diff deepseek-coder-v2 "dots.llm1"`
    - `mainstem models --epoch notable_ai_models.csv`

    Parameters
    ----------
    names
        Only models whose name, report or lab holds one of these words.
    """
    from mainstem.wiring import modelling

    program = mainstem()
    if epoch is not None:
        _tell_epoch(modelling.keep_epoch(program, epoch))
        return
    made = modelling.rows(modelling.reads(program), where, sort, names)
    if json:
        write(json_.dumps([modelling.as_json(row) for row in made], ensure_ascii=False, indent=1))
    elif csv:
        write(modelling.as_csv(made))
    else:
        _tell(made, field or modelling.DEFAULT)


@app.command
def diff(one: str, other: str, /) -> None:
    """Where two models differ, or only one is told of.

    For example: `mainstem models diff deepseek-coder-v2 "dots.llm1"`

    Parameters
    ----------
    one
        A model, as `mainstem models` lists it.
    other
        Another one.
    """
    from rich.table import Table

    from mainstem.reports.compare import differences
    from mainstem.reports.fields import label
    from mainstem.wiring import modelling

    pair = modelling.pair(mainstem(), one, other)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("", pair[0].model, pair[1].model):
        table.add_column(column, overflow="fold")
    for field, left, right in differences(*pair):
        table.add_row(label(field), left or "-", right or "-")
    out().print(table)


@app.command
def trends() -> None:
    """What all reports say together: training compute over time, utilisation, how much is disclosed.

    For example: `mainstem models trends`
    """
    from mainstem.wiring import modelling

    console = out()
    for plot in modelling.plots(modelling.reads(mainstem())):
        console.print(f"{plot.title} ({plot.unit})", style="bold", markup=False)
        for point in plot.points:
            console.print(
                f"  {point.day:%Y-%m}  {point.value:9.3g}  {point.model}", markup=False, highlight=False
            )
        if not plot.points:
            console.print("  no report tells this with a date", style="dim")
        if (fit := plot.doubling) is not None:
            high = f"{fit.high:.1f}" if fit.high is not None else "unbounded"
            console.print(
                f"  doubles in {fit.months:.1f} months (95 %: {fit.low:.1f} to {high}, n = {fit.n})"
            )


def _tell(made: Sequence[Row], fields: tuple[str, ...]) -> None:
    from rich.table import Table

    from mainstem.reports.fields import label

    if not made:
        say("No model to show: `mainstem report add FILE|URL|WORK` reads a report.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Model", overflow="fold")
    for field in fields:
        table.add_column(label(field), justify="right", overflow="fold")
    for row in made:
        table.add_row(row.model, *(row.text(field) or "-" for field in fields))
    out().print(table)


def _tell_epoch(found: Sequence[Second]) -> None:
    from rich.table import Table

    from mainstem.reports.epoch import CREDIT
    from mainstem.reports.fields import label, shown

    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("Model", "Field", "Read here", "Epoch AI", ""):
        table.add_column(
            column, justify="right" if column in ("Read here", "Epoch AI") else "left", overflow="fold"
        )
    for one in found:
        agrees = "agrees" if one.agrees else "differs"
        table.add_row(one.model, label(one.field), shown(one.ours), shown(one.theirs), agrees)
    out().print(table)
    say(f"Second source: {CREDIT}.")
