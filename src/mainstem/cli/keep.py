"""``mainstem doctor|backup|restore``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out, write
from mainstem.cli.watch import watching

_COLOURS = {"ok": "green", "note": "cyan", "warning": "yellow", "error": "red"}


def doctor(
    *,
    sources: Annotated[bool, Parameter(help="Poll every source once and report in Markdown.")] = False,
    offline: Annotated[bool, Parameter(help="Do not look whether the network answers.")] = False,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> int:
    """What is configured, reachable, stale or broken, and what to do about each.

    For example:

    - `mainstem doctor`
    - `mainstem doctor --offline --format json`
    - `mainstem doctor --sources > sources.md`
    """
    if sources:
        with watching() as watch:
            write(mainstem().survey(watch))
        return 0
    from rich.table import Table
    from rich.text import Text

    findings = mainstem().examine(offline=offline)
    if format == "json":
        rows = [{"subject": f.subject, "state": f.state, "what": f.what, "do": f.do} for f in findings]
        write(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for finding in findings:
            told = Text(finding.what)
            if finding.do:
                told.append(f"\n→ {finding.do}", "italic")
            table.add_row(Text(finding.state, style=_COLOURS[finding.state]), finding.subject, told)
        out().print(table)
    return 1 if any(f.state == "error" for f in findings) else 0


def backup(file: Path | None = None, /) -> None:
    """Write everything you have (items, works, marks, notes, plans, overlay, settings) into one file.

    Tokens and passwords in settings.toml are left out.

    For example:

    - `mainstem backup`
    - `mainstem backup ~/mainstem.zip`

    Parameters
    ----------
    file
        Where to; default: mainstem-DATE.zip here.
    """
    app = mainstem()
    written = app.backup(file or Path(f"mainstem-{app.clock():%Y-%m-%d}.zip"))
    out().print(f"Written: {written} ({written.stat().st_size / 1e6:.1f} MB)", markup=False, soft_wrap=True)


def restore(file: Path, /) -> None:
    """Bring back a backup. What is here now is kept beside it first.

    For example:

    - `mainstem restore mainstem-2026-11-22.zip`

    Parameters
    ----------
    file
        A file that `mainstem backup` wrote.
    """
    told = mainstem().restore(file)
    out().print(told, markup=False, soft_wrap=True)
