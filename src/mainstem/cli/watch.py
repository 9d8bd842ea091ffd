"""Looking on while the sources are asked: a bar on a terminal, quiet lines in a log."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mainstem.cli.context import err
from mainstem.model import Polled, Taken

if TYPE_CHECKING:
    from rich.progress import Progress

    from mainstem.pipeline.sync import Report, Watch

LINES = 10  # progress lines a run in a log


class _Bar:
    """A progress bar with what came so far."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("Following", total=None, told="")
        self._n_new = self._n_failed = 0

    def started(self, n: int) -> None:
        self._progress.update(self._task, total=n)

    def polled(self, polled: Polled, taken: Taken) -> None:
        self._n_new += taken.n_new
        self._n_failed += polled.error is not None
        told = f"{self._n_new:,} new" + (f", {self._n_failed} failed" if self._n_failed else "")
        self._progress.update(self._task, advance=polled.last, told=told)


class _Lines:
    """About ten lines a run, and one for each failure."""

    def __init__(self) -> None:
        import structlog

        self._log = structlog.wrap_logger(
            structlog.PrintLogger(sys.stderr),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
            ],
        )
        self._n = self._done = self._n_new = 0

    def started(self, n: int) -> None:
        self._n = n
        self._log.info("sync started", polls=n)

    def polled(self, polled: Polled, taken: Taken) -> None:
        self._done += polled.last
        self._n_new += taken.n_new
        if polled.error:
            self._log.warning("poll failed", source=polled.endpoint.source_id, error=polled.error.code)
        if polled.last and self._done % max(self._n // LINES, 1) == 0:
            self._log.info("sync goes on", done=self._done, of=self._n, new=self._n_new)


@contextmanager
def watching() -> Iterator[Watch]:
    """A watch that fits where standard error goes."""
    if not err().is_terminal:
        yield _Lines()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("[dim]{task.fields[told]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=err(), transient=True) as progress:
        yield _Bar(progress)


def tell(report: Report) -> None:
    """The run in one table: new, unchanged, failed and why."""
    from rich.table import Table
    from rich.text import Text

    from mainstem.cli.context import out

    failed = [row for row in report.rows.values() if row.errors]
    new = [row for row in report.rows.values() if row.n_new or row.n_updated]
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    table.add_column("Source", overflow="fold", max_width=34)
    table.add_column("New", justify="right")
    table.add_column("Changed", justify="right")
    table.add_column("What happened", overflow="fold")
    for row in sorted(new, key=lambda r: (-r.n_new, r.source)):
        table.add_row(
            row.source, str(row.n_new), str(row.n_updated), "; ".join(dict.fromkeys(row.warnings))[:160]
        )
    for row in sorted(failed, key=lambda r: r.source):
        told = "; ".join(dict.fromkeys(f"{e.code}: {e.what}" for e in row.errors))
        table.add_row(row.source, "", "", Text(told, style="red"))
    n_quiet = len(report.rows) - len({row.source for row in (*new, *failed)})
    if n_quiet:
        table.add_row(f"{n_quiet} others", "0", "0", "unchanged", style="dim")
    if table.row_count:
        out().print(table)
    out().print(_summary(report, len(failed)), markup=False)


def _summary(report: Report, n_failed: int) -> str:
    rows = report.rows.values()
    if report.offline:
        return "No network: no host could be reached, nothing was changed. Try again when there is one."
    parts = [
        f"{sum(r.n_new for r in rows):,} new",
        f"{sum(r.n_updated for r in rows):,} changed",
        f"{sum(r.n_unchanged for r in rows):,} polls with nothing new",
        f"{n_failed} sources failed" if n_failed else "none failed",
    ]
    if report.n_joined:
        parts.append(f"{report.n_joined:,} joined")
    if report.n_unreached:
        parts.append(f"{report.n_unreached} not reached in time (run `mainstem sync` again)")
    return " · ".join([*parts, f"{report.seconds:.2f} s"])
