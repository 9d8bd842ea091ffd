"""``mainstem backfill``."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from cyclopts import Parameter

from mainstem.cli.context import err, mainstem, out
from mainstem.cli.watch import tell, watching
from mainstem.errors import UsageError


def backfill(
    *,
    since: Annotated[str, Parameter(help="First day (YYYY-MM-DD).")],
    until: Annotated[str | None, Parameter(help="Last day; default: yesterday.")] = None,
    group: Annotated[str, Parameter(help="arXiv's set.")] = "cs",
    limit: Annotated[float | None, Parameter(help="The longest it may take, in seconds.")] = None,
    yes: Annotated[bool, Parameter(help="Do not ask whether to begin.")] = False,
) -> int:
    """Fetch arXiv's records of the past. What it costs is told first; a stopped run goes on where it ended.

    For example:

    - `mainstem backfill --since 2026-01-01`
    - `mainstem backfill --since 2026-06-01 --until 2026-06-30 --limit 600 --yes`
    """
    from mainstem.wiring.backfill import wanted, yesterday

    app = mainstem()
    last = _day("--until", until) if until else yesterday(app.clock().date())
    fill = wanted(_day("--since", since), last, group)
    out().print(fill.cost(), markup=False, soft_wrap=True)
    if not yes and not _agreed():
        out().print("Nothing was fetched. `--yes` begins without asking.")
        return 1
    with watching() as watch:
        report = app.backfill(fill, watch, limit_s=limit)
    tell(report)
    if report.n_unreached:
        out().print("Stopped before its end: the same command goes on from here.")
    return 4 if report.offline else 0


def _agreed() -> bool:
    """Whether the person says yes; a program that is not asked on a terminal has not."""
    return err().is_terminal and err().input("Begin? [y/N] ").strip().lower() in ("y", "yes")


def _day(name: str, told: str) -> date:
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise UsageError(f"{name} {told}", "is not a date", "Write it as 2026-06-30") from error
