"""``mainstem bench identity|same-work|classification FILE``, and the benchmarks over folders."""

from __future__ import annotations

import json as json_
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter

from mainstem.bench import module_of
from mainstem.cli import context
from mainstem.cli.bench_canon import canon
from mainstem.cli.bench_ranking import ranking
from mainstem.cli.bench_reports import reports
from mainstem.errors import UsageError

app = App(name="bench", help_format="markdown")
app.command(ranking)
app.command(canon)
app.command(reports)


@app.default
def bench(
    measure: Literal["identity", "same-work", "classification"],
    file: Path,
    /,
    *,
    json: Annotated[bool, Parameter(help="The figures as JSON.")] = False,
    out: Annotated[
        Path | None, Parameter(help="Write every row's answer to this file, as JSON lines.")
    ] = None,
    cross_validate: Annotated[
        bool,
        Parameter(help="Train on four fifths of the file and answer the rest, five times (classification)."),
    ] = False,
) -> None:
    """Measure how good a part is on labelled rows; the labels are read for scoring only.

    For example:

    - `mainstem bench identity urls.jsonl`
    - `mainstem bench classification classification.jsonl --json --out predictions.jsonl`

    Parameters
    ----------
    measure
        What is measured.
    file
        The labelled rows, one JSON object a line.
    """
    from mainstem.bench import rows

    module = import_module(module_of(measure))
    labelled = rows.read(file, module.FIELDS)
    answers = _answers(module, measure, labelled, cross_validate)
    result = module.score(labelled, answers)
    if out is not None:
        rows.write(out, answers)
    if json:
        context.write(json_.dumps(result, indent=1))
    else:
        _show(measure, result)


def _answers(module: Any, measure: str, labelled: list[Any], cross_validate: bool) -> list[Any]:
    if not cross_validate:
        return list(module.predict(labelled))
    if not hasattr(module, "cross_validate"):
        raise UsageError(
            measure, "learns nothing, so there is nothing to cross-validate", "Leave the flag out"
        )
    context.say("Training five times takes a few minutes.")
    return list(module.cross_validate(labelled))


def _show(measure: str, result: Mapping[str, Any]) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold", title=measure, title_justify="left")
    table.add_column("Figure")
    table.add_column("", justify="right")
    table.add_column("95 % interval", style="dim")
    for name, value, interval in figures(result):
        table.add_row(name, value, interval)
    context.out().print(table)
    if n := result.get("n_learned"):
        told = f"{n} of these works taught the part that is measured: only --cross-validate says how it does on others."
        context.out().print(f"[yellow]{told}[/yellow]")


def figures(result: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str, str]]:
    """Every number of a result, however deep: its name, itself, and its interval where it has one."""
    for name, value in result.items():
        if isinstance(value, Mapping):
            yield from figures(value, f"{before}{name} ")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            low_high = result.get(f"{name}_95")
            interval = f"{low_high[0]:.3f} to {low_high[1]:.3f}" if low_high else ""
            yield f"{before}{name}", str(value) if isinstance(value, int) else f"{value:.3f}", interval
