"""``mainstem why``: what moved a work, by how much, and what would change it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out, write

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from mainstem.wiring.explaining import Explained

N_PARTS = 12  # words and names shown; all of them as JSON


def why(
    work: str,
    /,
    *,
    at: Annotated[date | None, Parameter(help="As it stood on another day (YYYY-MM-DD).")] = None,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """Why a work stands where it stands: every number that moved it, and what would change it.

    The log-odds add up to the score: 0 is an even chance, +1 is 73 %, -1 is 27 %. It is computed from what is stored,
    so the same day gives the same numbers again.

    For example:

    - `mainstem why 3` (the third of this week's plan)
    - `mainstem why 2205.14135 --at 2026-06-15`
    - `mainstem why 2205.14135 --format json`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    """
    from mainstem.wiring.explaining import explain

    app = mainstem()
    app.load_shipped()
    told = explain(app, work, app.view(at))
    if format == "json":
        write(json.dumps(as_json(told), ensure_ascii=False, indent=1))
        return
    _show(told)


def _show(told: Explained) -> None:
    from rich.text import Text

    ranked, stamp, console = told.ranked, told.stamp, out()
    console.print(Text(ranked.work.title, style=f"bold link {ranked.work.url}"))
    console.print(f"No. {told.place:,} of {told.n_works:,} · score {ranked.score:.3f}\n")
    console.print(_terms(told))
    unknown = [signal.name for signal in ranked.signals if signal.value is None]
    if unknown:
        console.print(Text(f"Unknown, so without weight: {', '.join(unknown)}", style="dim"))
    for line in (*_taste(told), *_what_if(told)):
        console.print(line)
    made = f"\n{stamp.version} · {stamp.made_at:%Y-%m-%d} · inputs {stamp.inputs} · seed {stamp.seed}"
    console.print(Text(made, style="dim"))


def _terms(told: Explained) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for term in told.ranked.terms:
        table.add_row(term.name, f"{term.odds:+.3f}", Text(term.evidence))
    table.add_row("log-odds", Text(f"{told.odds:+.3f}", style="bold"), f"score {told.ranked.score:.3f}")
    return table


def _taste(told: Explained) -> Iterator[Text]:
    from rich.text import Text

    if told.parts:
        yield Text("\nYour taste", style="bold")
    for name, odds in told.parts[:N_PARTS]:
        yield Text(f"  {odds:+.3f}  {name.replace(':', ' ', 1)}")
    rest = told.parts[N_PARTS:]
    if rest:
        yield Text(f"  {sum(odds for _, odds in rest):+.3f}  {len(rest)} more", style="dim")


def _what_if(told: Explained) -> Iterator[Text]:
    from rich.text import Text

    yield Text("\nWhat would change it", style="bold")
    for what_if in told.what_if:
        yield Text(f"  no. {what_if.place:,} ({what_if.score:.3f}) {what_if.what}")
    if not told.what_if:
        yield Text("  Nothing that you did or follow touches it.", style="dim")


def as_json(told: Explained) -> dict[str, object]:
    """The same numbers as a document."""
    stamp = told.stamp
    return {
        "work": told.ranked.work.id,
        "title": told.ranked.work.title,
        "place": told.place,
        "n_works": told.n_works,
        "percentile": told.percentile,
        "score": told.ranked.score,
        "log_odds": told.odds,
        "terms": [{"name": t.name, "log_odds": t.odds, "evidence": t.evidence} for t in told.ranked.terms],
        "unknown": [signal.name for signal in told.ranked.signals if signal.value is None],
        "taste": [{"feature": name, "log_odds": odds} for name, odds in told.parts],
        "what_if": [{"what": w.what, "place": w.place, "score": w.score} for w in told.what_if],
        "ranking": {
            "version": stamp.version,
            "made_at": stamp.made_at.isoformat(),
            "inputs": stamp.inputs,
            "seed": stamp.seed,
        },
    }
