"""``mainstem summary``: what a language model makes of a work, where one is named; and what that has cost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out, say

if TYPE_CHECKING:
    from mainstem.model import Summary


def summary(
    work: str | None = None,
    /,
    *,
    again: Annotated[bool, Parameter(help="Have it written anew.")] = False,
) -> None:
    """A summary of a work by the language model that settings.toml names; without a work, what all of them have cost.

    Off until [summaries] in settings.toml names an endpoint (docs/how-to/summaries.md). What was written is kept and
    marked as machine-made. It is never used for ranking. `mainstem show` has the text's own sentences, without a model.

    For example:

    - `mainstem summary 3` (the third of this week's plan)
    - `mainstem summary 2205.14135 --again`
    - `mainstem summary`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    """
    from mainstem.wiring import summarising

    if work is None:
        _costs()
        return
    made = summarising.make(mainstem(), work, again=again)
    out().print(mainstem().title_of(made.work_id), style="bold", markup=False)
    out().print(made.text, markup=False)
    say(f"{written_by(made)} · {summarising.told_cost(made)}")


def written_by(made: Summary) -> str:
    """Which machine wrote it and when."""
    return f"Written by the language model {made.model} on {made.at:%Y-%m-%d}"


def _costs() -> None:
    from rich.table import Table

    from mainstem.wiring import summarising

    rows = summarising.spent(mainstem())
    if not rows:
        state = "on" if mainstem().settings.summaries else "off"
        say(f"No summary was written yet. Summaries are {state}.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Model", overflow="fold")
    for heading in ("Summaries", "Tokens read", "Written", "Cost"):
        table.add_column(heading, justify="right")
    for row in rows:
        cost = "unknown" if row.cost is None else f"{row.cost:.4f} {row.currency}"
        table.add_row(row.model, f"{row.n:,}", f"{row.n_in:,}", f"{row.n_out:,}", cost)
    out().print(table)
