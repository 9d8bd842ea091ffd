"""``mainstem bench canon``: the benchmark of the canon."""

from __future__ import annotations

import json as json_
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from mainstem.cli import context


def canon(
    *,
    data: Path,
    until: date | None = None,
    json: Annotated[bool, Parameter(help="The figures as JSON, with every quarter's.")] = False,
) -> None:
    """Rank all that is known at the start of each quarter by its chance to become canon.

    Canon is what two or more independent groups hold: owners of lists and of repositories, a work's own makers left
    out. Candidates are the works that fewer than two had named when the quarter began; one is relevant when two have
    by the end. The folder is that of `mainstem bench ranking`.

    For example:

    - `mainstem bench canon --data ../shared/evals/ranking`
    - `mainstem bench canon --data ../shared/evals/ranking --until 2026-06-20 --json`

    Parameters
    ----------
    data
        The folder.
    until
        The end; by default the last day on which any list or repository took something in.
    """
    from mainstem.bench import canon as bench
    from mainstem.bench.ranking import made
    from mainstem.bench.ranking_folder import read

    prepared = bench.prepare(read(data), until)
    result = bench.measure(prepared, [made(told) for told in bench.METHODS.values()])
    if json:
        context.write(json_.dumps(result, indent=1))
    else:
        _show(result)


def _show(result: Mapping[str, Any]) -> None:
    console = context.out()
    n_relevant = sum(quarter["n_relevant"] for quarter in result["quarters"].values())
    told = f"{n_relevant} works entered the canon by {result['until']}, after {len(result['quarters'])} quarters' start"
    console.print(told, style="bold")
    console.print(_pooled(result["methods"]), "", _quarters(result["quarters"]), sep="\n")


def _table(*columns: str) -> Any:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for n, column in enumerate(columns):
        table.add_column(column, justify="right" if n else "left", no_wrap=True)
    return table


def _pooled(methods: Mapping[str, Any]) -> Any:
    table = _table("Method", "R@20", "R@50", "95 %", "R@200", "95 %", "AP", "95 %")
    for name, of in methods.items():
        table.add_row(
            name,
            _share(of["recall@20"]),
            *(
                told
                for figure in ("recall@50", "recall@200", "AP")
                for told in (_share(of[figure]), _between(of, figure))
            ),
        )
    return table


def _quarters(quarters: Mapping[str, Any]) -> Any:
    table = _table("Quarter", "Known", "Relevant", "AP by method")
    for start, of in quarters.items():
        told = ", ".join(f"{name} {_share(figures['AP'])}" for name, figures in of["methods"].items())
        table.add_row(start, f"{of['n_candidates']:,}", str(of["n_relevant"]), told)
    return table


def _share(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")


def _between(of: Mapping[str, Any], figure: str) -> str:
    low, high = of[f"{figure}_95"]
    return f"{_share(low)}-{_share(high)}"
