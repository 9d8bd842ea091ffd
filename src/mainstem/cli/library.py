"""``mainstem import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out
from mainstem.cli.own import read_bytes

if TYPE_CHECKING:
    from mainstem.wiring.library import Line, Outcome

_COLOURS = {"known": "green", "new": "cyan", "marked before": "dim", "left out": "yellow"}


def import_library(
    file: Path,
    /,
    *,
    as_: Annotated[
        Literal["read", "later"],
        Parameter(
            name="--as", help="read: you know them, and what is like them is for you; later: you mean to."
        ),
    ] = "read",
    folder: Annotated[str, Parameter(help="Put them into this folder, too, which can be followed.")] = "",
    all: Annotated[bool, Parameter(help="Show every reference, not only what was left out.")] = False,  # noqa: A002 - the flag's name
) -> None:
    """Take in a library: what you have read teaches the ranking, what you mean to read waits for its week.

    BibTeX, Zotero (CSL JSON, Better BibTeX JSON, or the API's answer), or a list with an arXiv id, DOI or link
    a line. Imported twice, nothing is marked twice.

    For example:

    - `mainstem import library.bib`
    - `mainstem import zotero.json --as later`
    - `mainstem import ids.txt --all`
    - `mainstem import kernels.bib --as later --folder kernels`

    Parameters
    ----------
    file
        The library.
    """
    from mainstem.wiring.library import import_library as take_in

    lines = take_in(mainstem(), read_bytes(file), file.name, as_, folder)
    _tell(lines, show_all=all)


def _tell(lines: list[Line], *, show_all: bool) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        if show_all or line.outcome == "left out":
            shown = Text(line.reference.title or line.reference.name)
            shown.append(f"\n{line.why or line.work_id}", "dim")
            table.add_row(Text(line.outcome, style=_COLOURS[line.outcome]), shown)
    if table.row_count:
        out().print(table)
    told = [f"{n} {outcome}" for outcome in _ORDER if (n := sum(line.outcome == outcome for line in lines))]
    out().print(f"{len(lines)} references: {', '.join(told)}", style="bold", markup=False)


_ORDER: tuple[Outcome, ...] = ("known", "new", "marked before", "left out")
