"""``mainstem landscape``: the map of works, its regions, laid out anew, and as a picture."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from mainstem.cli.context import mainstem, out, say, write
from mainstem.errors import UsageError

if TYPE_CHECKING:
    from mainstem.model import Landscape


def landscape(
    *,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """The regions of the map: the words that stand out, and how many works each holds.

    The map itself, to look at and to walk in, is in the web app: `mainstem serve`, then /landscape.

    For example:

    - `mainstem landscape`
    - `mainstem landscape build`
    - `mainstem landscape export map.svg`
    - `mainstem landscape --format json`
    """
    told = mainstem().map.landscape(say)
    if format == "json":
        write(json.dumps(asdict(told), ensure_ascii=False, default=str))
    else:
        _show(told)


def build() -> None:
    """Lay all works out anew by their neighbours, and name the regions: a few seconds a thousand works.

    Works that come later are placed among those that stand, and move nothing; so once is enough, and once a quarter
    keeps the map tidy. It begins from the map as it is, so that north stays north. Needs the extra `landscape`.

    For example:

    - `mainstem landscape build`
    """
    told = mainstem().map.build(say)
    _show(told)


def export(file: Path, /) -> None:
    """Write the map as a picture: SVG, whose dots lead to the works, or PNG (needs the extra `landscape`).

    For example:

    - `mainstem landscape export map.svg`
    - `mainstem landscape export map.png`

    Parameters
    ----------
    file
        Where to; its ending says which.
    """
    from mainstem.errors import HomeNotWritable
    from mainstem.wiring import mapping

    kind = file.suffix.lower()
    if kind not in (".svg", ".png"):
        raise UsageError(str(file), "is neither SVG nor PNG", "End it with .svg or .png")
    body = mapping.as_svg(mainstem(), "").encode() if kind == ".svg" else mapping.as_png(mainstem())
    try:
        file.write_bytes(body)
    except OSError as error:
        raise HomeNotWritable(str(file), str(error.strerror or error), "Give another file") from error
    out().print(f"Written: {file} ({len(body) / 1e6:.1f} MB)", markup=False, soft_wrap=True)


def _show(told: Landscape) -> None:
    from rich.table import Table

    from mainstem.wiring.mapping import most_used

    how = (
        "by neighbours"
        if told.method == "by neighbours"
        else "at once (`mainstem landscape build` does better)"
    )
    out().print(f"{len(told.dots):,} works, laid out {how} on {told.made_on}", markup=False)
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("region", min_width=30, no_wrap=True)
    table.add_column("works", justify="right")
    table.add_column("most used there", overflow="ellipsis", no_wrap=True)
    for area, best in most_used(told):
        table.add_row(" · ".join(area.terms) or "(unnamed)", f"{area.n_works:,}", best.title if best else "")
    out().print(table)


app = App(name="landscape")
app.default(landscape)
app.command(build)
app.command(export)
