"""``mainstem cite``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated, Literal

from cyclopts import Parameter

from mainstem.cli.context import err, mainstem, out, say, write
from mainstem.errors import UsageError
from mainstem.model import Citation, Work

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mainstem.wiring.citing import Cited, Failed

N_TOP, N_CHANGES = 10, 10  # works and changes that are shown; all of them with --format json


def cite(
    repository: str | None = None,
    /,
    *,
    watched: Annotated[bool, Parameter(help="Walk every repository on the pack's watch list.")] = False,
    since: Annotated[date | None, Parameter(help="Show what began or ended since this day.")] = None,
    name: Annotated[str | None, Parameter(help="What it goes by, where the clone does not say.")] = None,
    offline: Annotated[bool, Parameter(help="Read what is here; fetch nothing.")] = False,
    again: Annotated[bool, Parameter(help="Read the whole history once more.")] = False,
    format: Annotated[Literal["text", "json"], Parameter(help="text or json.")] = "text",  # noqa: A002 - the flag's name
) -> int:
    """Find out which works a repository's lines cite: since when, where, by whom, and until when.

    The history is walked once, and only what is new after that. What it finds counts as use in every ranking.

    For example:

    - `mainstem cite huggingface/trl`
    - `mainstem cite ~/src/Megatron-LM --since 2026-01-01`
    - `mainstem cite --watched`

    Parameters
    ----------
    repository
        A folder with a clone, an https address, or owner/name on GitHub.
    """
    from mainstem.wiring import citing

    if (repository is None) != watched:
        raise UsageError(
            "cite", "takes one repository, or --watched", "Give a folder, an address or owner/name"
        )
    app = mainstem()
    if repository is None:
        found = list(citing.watched(app, offline=offline, say=say))
    else:
        found = [citing.cite(app, repository, name=name, offline=offline, again=again, say=say)]
    walked = [each for each in found if not isinstance(each, citing.Failed)]
    works = app.store.works.of(c.key for cited in walked for c in cited.citations)
    if format == "json":
        write(json.dumps([_json(each, works, since) for each in found], ensure_ascii=False, indent=1))
    else:
        _show(found, walked, works, since)
    return 0 if walked or not found else 4


# --- text -------------------------------------------------------------------------------------------


def _show(
    found: Sequence[Cited | Failed], walked: Sequence[Cited], works: dict[str, Work], since: date | None
) -> None:
    out().print(_overview(found, since))
    changes = [(cited, *_changes(cited, since)) for cited in walked]
    if len(walked) == 1:
        out().print(_top(walked[0], works))
    begun = [(cited.walk.repository, c) for cited, begun, _ in changes for c in begun]
    ended = [(cited.walk.repository, c) for cited, _, ended in changes for c in ended]
    _tell("New", begun, works, lambda c: c.first_at)
    _tell("Removed", ended, works, lambda c: c.removed_at or c.first_at)
    for cited in walked:
        for warning in cited.walk.warnings:
            err().print(f"{cited.walk.repository}: {warning}", style="yellow", markup=False)
        if cited.rewritten:
            say(f"{cited.walk.repository}: its history had been rewritten, so all of it was read again")


def _overview(found: Iterable[Cited | Failed], since: date | None) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    from mainstem.wiring.citing import Failed

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Repository", no_wrap=True)
    for heading in ("Commits", "Works", "Present", "Removed", "New"):
        table.add_column(heading, justify="right")
    table.add_column("", overflow="ellipsis", no_wrap=True, ratio=1)
    for each in found:
        if isinstance(each, Failed):
            table.add_row(each.repository, *[""] * 5, Text(each.error.what, style="red"))
            continue
        begun, _ = _changes(each, since)
        present = {c.key for c in each.citations if c.n_lines}
        gone = {c.key for c in each.citations} - present
        numbers = (
            each.walk.n_commits,
            len(present | gone),
            len(present),
            len(gone),
            len({c.key for c in begun}),
        )
        read = f"{each.n_new_commits:,} commits read" if each.n_new_commits else "nothing new"
        table.add_row(each.walk.repository, *(f"{n:,}" for n in numbers), Text(read, style="dim"))
    return table


def _changes(cited: Cited, since: date | None) -> tuple[list[Citation], list[Citation]]:
    """What began and what ended: since a day, or else since the last walk."""
    if since is None:
        return list(cited.begun), list(cited.ended)
    start = datetime(since.year, since.month, since.day, tzinfo=UTC)
    return (
        [c for c in cited.citations if c.first_at >= start],
        [c for c in cited.citations if c.removed_at and c.removed_at >= start],
    )


def _top(cited: Cited, works: dict[str, Work]) -> RenderableType:
    """The works that stand in most files, and since when."""
    from rich.table import Table
    from rich.text import Text

    files: dict[str, list[Citation]] = {}
    for citation in cited.citations:
        if citation.n_lines:
            files.setdefault(citation.key, []).append(citation)
    table = Table(box=None, pad_edge=False, header_style="bold", title="\nMost cited", title_justify="left")
    table.add_column("Files", justify="right")
    table.add_column("Since", no_wrap=True)
    table.add_column("Work", overflow="ellipsis", no_wrap=True)
    for key, its in sorted(files.items(), key=lambda pair: (-len(pair[1]), pair[1][0].first_at, pair[0]))[
        :N_TOP
    ]:
        table.add_row(str(len(its)), f"{its[0].first_at:%Y-%m-%d}", Text(_title(key, works)))
    return table


def _tell(
    heading: str,
    rows: list[tuple[str, Citation]],
    works: dict[str, Work],
    when: Callable[[Citation], datetime],
) -> None:
    """The newest changes by repository and work, newest first."""
    from rich.text import Text

    if not rows:
        return
    of_work: dict[tuple[str, str], list[Citation]] = {}
    for repository, citation in sorted(rows, key=lambda row: (when(row[1]), row[0], row[1].path)):
        of_work.setdefault((repository, citation.key), []).append(citation)
    out().print(Text(f"\n{heading}: {len(of_work):,}", style="bold"))
    newest = sorted(of_work.items(), key=lambda pair: (when(pair[1][0]), pair[0]), reverse=True)
    for (repository, key), its in newest[:N_CHANGES]:
        more = f" and {len(its) - 1} more" if len(its) > 1 else ""
        facts = (its[0].place, its[0].path + more, its[0].author, repository)
        told = Text(f"  {when(its[0]):%Y-%m-%d}  ").append(_title(key, works))
        out().print(told.append("\n    " + " · ".join(facts), "dim"), overflow="ellipsis", no_wrap=True)
    if len(of_work) > N_CHANGES:
        out().print(f"  and {len(of_work) - N_CHANGES:,} more", style="dim")


def _title(key: str, works: dict[str, Work]) -> str:
    return f"{works[key].title} ({key})" if key in works else key


# --- JSON -------------------------------------------------------------------------------------------


def _json(each: Cited | Failed, works: dict[str, Work], since: date | None) -> dict[str, object]:
    from mainstem.wiring.citing import Failed

    if isinstance(each, Failed):
        return {"repository": each.repository, "error": each.error.code, "message": str(each.error)}
    begun, ended = _changes(each, since)
    shown = each.citations if since is None else list(dict.fromkeys([*begun, *ended]))
    walk = {name: v.isoformat() if isinstance(v, datetime) else v for name, v in asdict(each.walk).items()}
    return walk | {
        "n_new_commits": each.n_new_commits,
        "rewritten": each.rewritten,
        "n_works": len({c.key for c in each.citations}),
        "n_present": len({c.key for c in each.citations if c.n_lines}),
        "citations": [_citation(c, works) for c in shown],
    }


def _citation(citation: Citation, works: dict[str, Work]) -> dict[str, object]:
    told = {name: value for name, value in asdict(citation).items() if name != "key"}
    dates = {name: at and at.isoformat() for name, at in told.items() if name.endswith("_at")}
    work = works.get(citation.key)
    named = {"work": work.id if work else citation.key, "title": work and work.title, "kind": citation.kind}
    return named | told | dates
