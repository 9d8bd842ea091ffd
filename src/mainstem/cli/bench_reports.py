"""``mainstem bench reports``: what the extractor of reports reads, held against labelled facts."""

from __future__ import annotations

import json as json_
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from mainstem.cli import context


def reports(
    folder: Path,
    /,
    *,
    json: Annotated[bool, Parameter(help="The figures as JSON.")] = False,
    out: Annotated[Path | None, Parameter(help="Write every disclosure to this file, as JSON lines.")] = None,
) -> None:
    """Read the reports of a folder and hold what they disclose against its labels.

    The folder holds PDFs (or folders of Markdown) and `facts.jsonl`; the labels are read for scoring only.

    For example:

    - `mainstem bench reports ../shared/evals/reports`
    - `mainstem bench reports ../shared/evals/reports --json --out predictions.jsonl`

    Parameters
    ----------
    folder
        The folder of reports with its labels.
    """
    from mainstem.bench import reports as bench
    from mainstem.bench import rows

    result, answers = bench.measure(folder)
    if out is not None:
        rows.write(out, answers)
    if json:
        context.write(json_.dumps(result, indent=1))
    else:
        _show(result)


def _show(result: Mapping[str, Any]) -> None:
    from rich.table import Table

    console = context.out()
    console.print(f"{result['n_predictions']} values told, {result['n_gold']} labelled", style="bold")
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("")
    for column in ("Precision", "Recall", "F1"):
        table.add_column(column, justify="right")
    for name, told in (("By value", "value"), ("With the model", "model")):
        table.add_row(name, *(f"{result[told][figure]:.3f}" for figure in ("precision", "recall", "f1")))
    console.print("", table, "", sep="\n")
    console.print(
        f"Values of other models         {result['misattributed']} ({result['misattributed_share']:.1%})"
    )
    console.print(
        f"Undisclosed fields respected   {result['undisclosed_respected']:.1%} of {result['undisclosed']}"
    )
    console.print(f"Quotes verbatim on their page  {result['quotes_verbatim']:.1%}")
    if claims := result.get("claims"):
        console.print(
            f"Claims: marketing F1           {claims['marketing_f1']:.3f} of {claims['n']} sentences"
        )
        console.print(f"Claims: kinds macro-F1         {claims['kind_macro_f1']:.3f}")
    if checks := result.get("checks"):
        console.print(
            f"Arithmetic checks reproduced   {checks['reproduced']} of {checks['n_gold']}; {checks['n_told']} told"
        )
