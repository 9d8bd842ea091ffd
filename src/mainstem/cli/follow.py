"""``mainstem sync|sources``; what belongs to ``sources`` beside its list is in ``own``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import App, Parameter

from mainstem.cli import own
from mainstem.cli.context import mainstem, out, say, write
from mainstem.cli.watch import tell, watching

if TYPE_CHECKING:
    from mainstem.wiring.health import Health


def sync(
    *names: str,
    all: Annotated[bool, Parameter(help="Ask every source now, due or not.")] = False,  # noqa: A002 - the flag's name
    limit: Annotated[float | None, Parameter(help="The longest it may take, in seconds.")] = None,
) -> int:
    """Ask the sources for what is new: those that are due, or the ones named.

    Unchanged sources cost a few bytes; a run that is stopped or killed goes on where it ended.

    For example:

    - `mainstem sync`
    - `mainstem sync blog-vllm lab-openai --all`
    - `mainstem sync --limit 120`

    Parameters
    ----------
    names
        Ids of sources; none means all.
    """
    app = mainstem()
    due = app.due(names, all_now=all)
    if not due:
        say("Nothing is due. `--all` asks all the same; `mainstem sources` says when each is next.")
        return 0
    with watching() as watch:
        report = app.sync(due, watch, limit_s=limit)
    tell(report)
    return 4 if report.offline else 0


def sources(
    *,
    shelf: Annotated[
        str | None, Parameter(help="Only this shelf: venue, paper, blog, community, ...")
    ] = None,
    failing: Annotated[bool, Parameter(help="Only sources that have trouble.")] = False,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> None:
    """The sources of the pack and their health.

    For example:

    - `mainstem sources`
    - `mainstem sources --shelf blog`
    - `mainstem sources --failing`
    - `mainstem sources --format json`
    """
    rows = [
        row
        for row in mainstem().health()
        if (shelf is None or row.source.shelf == shelf)
        and (not failing or row.state in ("failing", "silent"))
    ]
    if format == "json":
        write(json.dumps([row.as_json() for row in rows], ensure_ascii=False, indent=1))
        return
    _table(rows)


sources_app = App(name="sources")
sources_app.default(sources)
for _command in (own.add, own.remove, own.silence, own.export):
    sources_app.command(_command)
sources_app.command(own.import_, name="import")


_PLAIN = frozenset({"not yet asked", "silenced"})
_COLOURS = {"fine": "green", "failing": "red", "silent": "yellow", "not yet asked": "cyan"}


def _table(rows: list[Health]) -> None:
    """A line a source, and its remark below it where something wants a person."""
    from rich.text import Text

    width = max((len(row.source.id) for row in rows), default=0)
    out().print(Text(f"{'Source':<{width}}  {'Health':<16} {'Items':>6}  Last new", style="bold"))
    for row in rows:
        last = f"{row.last_changed_at:%Y-%m-%d}" if row.last_changed_at else ""
        line = Text.assemble(
            f"{row.source.id:<{width}}  ",
            (f"{row.state:<16}", _COLOURS.get(row.state, "dim")),
            f" {row.n_items or '':>6}  {last}",
        )
        out().print(line, no_wrap=True, overflow="ellipsis")
        if row.remark and row.state not in _PLAIN:
            out().print(Text(f"  {row.remark}", style="dim"), no_wrap=True, overflow="ellipsis")
    states = [row.state for row in rows]
    told = ", ".join(f"{states.count(s)} {s}" for s in dict.fromkeys(sorted(states)))
    out().print(Text(f"{len(rows)} sources: {told}", style="bold"))
