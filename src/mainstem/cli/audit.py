"""``mainstem audit``: a checkpoint looked through before it is used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli.context import mainstem, out, say, tell_error, write
from mainstem.cli.show_findings import show, size
from mainstem.errors import MainstemError, UsageError
from mainstem.model import Purpose

if TYPE_CHECKING:
    from mainstem.model import CheckpointAudit
    from mainstem.wiring.auditing import Watched

_COULD_NOT_TELL = 2
_STYLE = {
    "allowed": "bold green",
    "conditions": "bold yellow",
    "forbidden": "bold red",
    "unknown": "bold magenta",
}


def audit(
    target: str = "",
    /,
    *,
    use: Annotated[
        Purpose, Parameter(help="What you want it for; internal: nothing is given out.")
    ] = "commercial",
    full: Annotated[bool, Parameter(help="Fetch every byte and hash it.")] = False,
    offline: Annotated[bool, Parameter(help="From the Hub's cache alone.")] = False,
    baseline: Annotated[
        Path | None, Parameter(help="A TOML file of accepted findings, each until a day.")
    ] = None,
    models_in_use: Annotated[
        bool, Parameter(help="All of `models_in_use` in settings.toml, for changes.")
    ] = False,
    format: Annotated[  # noqa: A002 - the flag's name
        Literal["text", "md", "json", "sarif"], Parameter(help="text, md, json or sarif.")
    ] = "text",
) -> int:
    """Look a checkpoint through before you use it: licences, hashes, pickles, code, headers against claims.

    Weights are read by their headers alone unless --full. Exit status 0: clean; 1: something was found; 2: it
    could not be told. What somebody accepts stands in a baseline, one `[[accepted]]` each with `finding`, `until`
    and `because`.

    For example:

    - `mainstem audit deepseek-ai/DeepSeek-V3 --use commercial`
    - `mainstem audit Qwen/Qwen3-8B@main --use internal --full`
    - `mainstem audit ./checkpoint --format sarif > audit.sarif`
    - `mainstem audit --models-in-use`

    Parameters
    ----------
    target
        OWNER/NAME on the Hub, OWNER/NAME@REVISION, or a folder.
    """
    from mainstem.hub.audit import status
    from mainstem.hub.formats import FORMATS
    from mainstem.wiring import auditing

    if bool(target) == models_in_use:
        raise UsageError(
            "audit", "wants a checkpoint or --models-in-use", "Name one: `mainstem audit OWNER/NAME`"
        )
    try:
        if models_in_use:
            return _tell_watched(auditing.in_use(mainstem(), use, say))
        wanted = auditing.Wanted(target, use, full=full, offline=offline, baseline=baseline)
        made = auditing.audit(mainstem(), wanted, say)
    except MainstemError as error:
        tell_error(error)
        return _COULD_NOT_TELL
    if format == "text":
        _tell(made)
    else:
        write(FORMATS[format](made))
    return status(made)


def _tell(made: CheckpointAudit) -> None:
    from mainstem.hub.formats import said

    at = f" at {made.revision[:12]}" if made.revision else ""
    out().print(f"{made.name}{at}", style="bold", markup=False)
    out().print(said(made), style=_STYLE[made.verdict])
    facts = made.facts
    out().print(
        f"licence {made.licence or 'not told'} · {len(made.files)} files, {size(int(facts['bytes']))}"
    )
    if facts["parameters"]:
        out().print(f"{facts['parameters']} parameters ({facts['dtypes']}) in {facts['shards']} file(s)")
    if facts["beneath"]:
        out().print(facts["beneath"].replace("; ", "\n"), markup=False)
    out().print(f"{facts['hashed']} files hashed · reproduction: {facts['reproduction']}\n", style="dim")
    show(made.findings)
    if made.accepted:
        out().print(f"\n{len(made.accepted)} accepted by the baseline", style="dim")


def _tell_watched(watched: Watched) -> int:
    """The news of the models in use; 1 where there are any, 2 where one could not be asked."""
    for made in watched.audits:
        n = sum(one.level in ("error", "warning") for one in made.findings)
        out().print(
            f"{made.name} at {made.revision[:12]}: {n} findings, licence verdict {made.verdict}", markup=False
        )
    for one in watched.news:
        out().print(one.title, style="bold yellow", markup=False)
        out().print(f"  {one.told}", markup=False)
    for name in watched.unknown:
        say(f"{name}: write it as OWNER/NAME in `models_in_use` to have its repository watched")
    for error in watched.failed:
        tell_error(error)
    if not watched.news:
        out().print("Nothing changed at the models in use.", style="green")
    return _COULD_NOT_TELL if watched.failed else 1 if watched.news else 0
