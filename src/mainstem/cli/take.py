"""``mainstem export``, ``site`` and ``links``: files to take away, and addresses to subscribe to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from mainstem.cli.context import mainstem, out, say
from mainstem.errors import HomeNotWritable


def export(
    format: str,  # noqa: A002 - what it is called
    /,
    *,
    of: Annotated[
        str, Parameter(help="week, canon, or a search such as `topic:kernels` or `saved:mine`.")
    ] = "week",
    file: Annotated[
        Path | None, Parameter(name=["--out"], help="Write it there instead of to the output.")
    ] = None,
) -> None:
    """Write the week, the canon or what a search finds as a file.

    The week as md, html, json and ics; any list as atom, jsonfeed, bibtex, csl, html and md. The sources you follow
    are written by `mainstem sources export`, all weeks as a calendar by `mainstem calendar`.

    For example:

    - `mainstem export html --out week.html`
    - `mainstem export bibtex --of canon --out canon.bib`
    - `mainstem export jsonfeed --of "topic:kernels after:2026"`

    Parameters
    ----------
    format
        md, html, json, ics, atom, jsonfeed, bibtex or csl.
    """
    from mainstem.wiring import exporting

    told = exporting.export(mainstem(), format, of).data
    if file is None:
        sys.stdout.buffer.write(told)
        sys.stdout.flush()
        return
    try:
        file.write_bytes(told)
    except OSError as error:
        raise HomeNotWritable(
            str(file), f"cannot be written ({error.strerror})", "Choose another place"
        ) from error
    out().print(f"Written: {file}", markup=False, soft_wrap=True)


def site(
    folder: Path,
    /,
    *,
    address: Annotated[str, Parameter(help="Where it will be reached; feeds then name themselves.")] = "",
) -> None:
    """Write your week and the canon as a site of plain files, to host anywhere or open from the disk.

    Pages without script and with relative links, feeds, a calendar, BibTeX and CSL. Written again, files are replaced,
    and earlier weeks stay. What was not made by it is left alone.

    For example:

    - `mainstem site public`
    - `mainstem site public --address https://reading.example`

    Parameters
    ----------
    folder
        Where to; it is made where it is not there.
    """
    from mainstem.wiring import site as sites

    written = sites.write(mainstem(), folder, address)
    out().print(f"Written: {len(written)} files. Open {folder / 'index.html'}", markup=False, soft_wrap=True)


links = App(
    name="links",
    help="Addresses that open without signing in, for calendars and feed readers.",
)


@links.default
def show() -> None:
    """Your addresses, by what you made them for.

    For example:

    - `mainstem links`
    - `mainstem links add phone`
    """
    from mainstem.wiring import linking

    mine = linking.mine(mainstem())
    if not mine:
        out().print("No addresses. `mainstem links add phone` makes one, to subscribe to.")
        return
    table = Table(box=None, pad_edge=False)
    for name in ("id", "for", "since"):
        table.add_column(name, overflow="fold")
    for one in mine:
        table.add_row(one.id, one.name, f"{one.at:%Y-%m-%d}")
    out().print(table)


@links.command
def add(name: str, /) -> None:
    """Make an address; it is printed once and not kept. `mainstem serve` answers it.

    For example:

    - `mainstem links add phone`

    Parameters
    ----------
    name
        What it is for, so that you know which to take back.
    """
    from mainstem.wiring import linking

    app = mainstem()
    _, secret = linking.add(app, name)
    base = app.settings.public_url.rstrip("/") or "http://127.0.0.1:8765"
    for feed in linking.FEEDS:
        out().print(f"{base}/out/{secret}/{feed}", markup=False, soft_wrap=True)
    out().print(f"{base}/out/{secret}/search/NAME.atom", markup=False, soft_wrap=True)
    say(
        "Whoever has it can read your weeks. It is not shown again; `mainstem links remove ID` takes it back."
    )
    if not app.settings.public_url:
        say(
            "This machine's own address: set public_url in settings.toml where others reach `mainstem serve`."
        )


@links.command
def remove(link: str, /) -> None:
    """Take an address back; it opens nothing from now on.

    For example:

    - `mainstem links remove 0a1b2c3d`

    Parameters
    ----------
    link
        Its id, as `mainstem links` lists it.
    """
    from mainstem.wiring import linking

    linking.drop(mainstem(), link)
    out().print(f"{link} opens nothing any more.", markup=False)
