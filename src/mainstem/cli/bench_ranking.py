"""``mainstem bench ranking``: the time-travel benchmark against every peer's method."""

from __future__ import annotations

import json as json_
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from mainstem.cli import context
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.bench.ranking import Bench, Rankings

_SKIM = "to skim for 80 %"
_SHOWN = ("recall@5", "recall@10", "recall@20", "recall@50", "AP", "nDCG@20", _SKIM)
_KEY = ("recall@20", "AP", _SKIM)


def ranking(
    *,
    data: Path,
    weeks: tuple[str, str] | None = None,
    history: Path | None = None,
    without: Annotated[tuple[str, ...], Parameter(consume_multiple=True)] = (),
    methods: str | None = None,
    out: Path | None = None,
    json: Annotated[bool, Parameter(help="The figures as JSON, with every week's.")] = False,
) -> None:
    """Rank every week's new papers from what existed on its Monday, and see what curators later took in.

    A folder holds papers.jsonl.gz (id, title, abstract, authors, categories, announced, role), labels.jsonl.gz
    (list, id, added, n_in_commit, ai_assisted, core) and signals.jsonl.gz (kind, source, id, date, history). The
    candidates of Monday w were announced in the seven days before; one is relevant when a core list takes it in on w
    or later; what a core list had before w is left out. Nothing dated w or later is shown to any method, and nothing
    that ships with the program was learned by the ranker measured here: it is fitted anew each Monday.

    For example:

    - `mainstem bench ranking --data evals/ranking`
    - `mainstem bench ranking --data evals/ranking --weeks 2025-10-06 2025-12-29 --methods ours,newest`
    - `mainstem bench ranking --data new --history evals/ranking --out rankings.csv`

    Parameters
    ----------
    data
        The folder.
    weeks
        The first and the last Monday; by default all with 60 days of papers before them.
    history
        A second folder, whose papers, labels and signals are known too; none of its papers is ranked, and none of its
        labels decides what is relevant.
    without
        Lists to withhold: no method sees their labels, nor the signals from their repositories. What it ranks is then
        held against all core lists (theirs among them), and once more against the withheld lists alone, where a
        candidate is a paper that they do not have yet.
    methods
        Names with commas between; by default all. Differences are of the first to each of the others.
    out
        Write the first method's rankings to this CSV file (week,id,score; .gz packs it), each other method's beside it
        with its name added.
    """
    from mainstem.bench import ranking as bench
    from mainstem.bench.ranking_folder import read

    prepared = bench.prepare(
        read(data),
        history=read(history) if history else None,
        without=without,
        weeks=_mondays(weeks) if weeks else None,
    )
    names = [name.strip() for name in methods.split(",")] if methods else list(bench.METHODS)
    rankings = _ranked(prepared, names)
    if out is not None:
        for n, (name, scores) in enumerate(rankings.items()):
            bench.write(_beside(out, name) if n else out, scores)
    result = bench.document(prepared, rankings)
    if json:
        context.write(json_.dumps(result, indent=1))
    else:
        _show(result)


def _mondays(told: Sequence[str]) -> tuple[date, date]:
    days = []
    for day in told:
        try:
            days.append(date.fromisoformat(day))
        except ValueError as error:
            raise UsageError(day, "is no day", "Write YYYY-MM-DD") from error
        if days[-1].weekday():
            raise UsageError(day, "is no Monday", "Name the Mondays of the first and the last week")
    if days[0] > days[1]:
        raise UsageError(f"{told[0]} {told[1]}", "ends before it begins", "Name the earlier Monday first")
    return days[0], days[1]


def _beside(file: Path, name: str) -> Path:
    stem, _, ends = file.name.partition(".")
    return file.with_name(f"{stem}-{name}.{ends}" if ends else f"{stem}-{name}")


def _ranked(prepared: Bench, names: Sequence[str]) -> Rankings:
    """Every method's rankings, with a bar while they are made."""
    from rich.progress import Progress

    from mainstem.bench.ranking import make, rank

    made = [make(name) for name in names]
    found: Rankings = {name: {} for name in names}
    with Progress(console=context.err(), transient=True) as progress:
        task = progress.add_task("", total=len(prepared.weeks) * len(made))
        for week, name, scores in rank(prepared, made):
            found[name][week] = scores
            progress.update(task, advance=1, description=f"{week} {name}")
    return found


# --- as tables --------------------------------------------------------------------------------------


def _show(result: Mapping[str, Any]) -> None:
    console = context.out()
    told = f"{result['n_weeks']} Mondays from {result['from']} to {result['to']}, {result['n_papers']:,} new papers"
    console.print(told, style="bold")
    for truth in result["truths"]:
        weeks = f"{truth['n_relevant']} of them relevant, in {truth['n_weeks']} weeks"
        console.print(f"\nHeld against {truth['name']}: {weeks}")
        console.print(_figures(truth), "", _intervals(truth), sep="\n")
        if truth["minus"]:
            console.print("", _differences(truth), sep="\n")
        console.print("", _weeks(truth), sep="\n")


def _table(title: str, columns: Sequence[str]) -> Any:
    from rich.table import Table

    table = Table(
        box=None, pad_edge=False, header_style="bold", title=title, title_justify="left", title_style="dim"
    )
    for n, column in enumerate(columns):
        table.add_column(column, justify="right" if n else "left", no_wrap=True)
    return table


def _figures(truth: Mapping[str, Any]) -> Any:
    table = _table("", ["Method", "R@5", "R@10", "R@20", "R@50", "AP", "nDCG@20", "80 % after"])
    for name, of in truth["methods"].items():
        table.add_row(name, *(_told(figure, of[figure]) for figure in _SHOWN))
    return table


def _intervals(truth: Mapping[str, Any]) -> Any:
    table = _table("95 % intervals over weeks", ["Method", "R@20", "AP", "80 % after"])
    for name, of in truth["methods"].items():
        table.add_row(name, *(_between(figure, of) for figure in _KEY))
    return table


def _differences(truth: Mapping[str, Any]) -> Any:
    first = next(iter(truth["methods"]))
    table = _table(
        f"{first} minus the others, paired", ["Method", "R@20", "95 %", "AP", "95 %", "80 % after"]
    )
    for name, of in truth["minus"].items():
        recall, ap = ((_told(k, of[k], "+"), _between(k, of, "+")) for k in ("recall@20", "AP"))
        table.add_row(name, *recall, *ap, _told(_SKIM, of[_SKIM], "+"))
    return table


def _weeks(truth: Mapping[str, Any]) -> Any:
    first = next(iter(truth["methods"]))
    table = _table(f"{first}, week by week", ["Monday", "Relevant", "R@20", "AP", "80 % after"])
    for week, of in truth["weeks"].items():
        table.add_row(
            week, str(of[first]["n_relevant"]), *(_told(figure, of[first][figure]) for figure in _KEY)
        )
    return table


def _told(figure: str, value: float, sign: str = "") -> str:
    """A share as .508, a number of papers as 52."""
    return f"{value:{sign}.0f}" if figure == _SKIM else f"{value:{sign}.3f}".replace("0.", ".", 1)


def _between(figure: str, of: Mapping[str, Any], sign: str = "") -> str:
    low, high = of[f"{figure}_95"]
    return f"{_told(figure, low, sign)} to {_told(figure, high, sign)}"
