"""``mainstem jobs|tick``: what runs by itself, and the same from cron or a systemd timer."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

from cyclopts import App, Parameter

from mainstem.cli.context import err, mainstem, out, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from mainstem.model import JobState
    from mainstem.wiring.jobs import Duty, Ran

app = App(name="jobs")
_COLOURS = {"ok": "green", "failed": "red", "cut off": "red", "running": "cyan"}


@app.default
def jobs() -> None:
    """What runs by itself: when, when next, and how the last run ended.

    `mainstem serve` runs what is due while it is open. Without it, have cron or a systemd timer call `mainstem tick`
    (docs/how-to/run-by-itself.md). Other times stand in settings.toml, in the reader's time zone:
    `jobs = ["sync every 30 min", "digest Mon 06:30", "review off"]`

    For example:

    - `mainstem jobs`
    - `mainstem jobs run plan`
    """
    from mainstem.wiring.jobs import duties

    found = duties(mainstem())
    _table(found)
    say(f"Times of day are of {mainstem().settings.zone}. `mainstem tick` runs what is due.")


@app.command
def run(
    name: str,
    /,
    *,
    person: Annotated[str | None, Parameter(help="Of a job for each reader, only this one's.")] = None,
) -> int:
    """Run a job now, due or not.

    For example:

    - `mainstem jobs run plan`
    - `mainstem jobs run digest --person river`

    Parameters
    ----------
    name
        As `mainstem jobs` writes it.
    """
    from mainstem.wiring import jobs as wired

    with ends_on_signals():
        return _tell(wired.run(mainstem(), name, person))


def tick() -> int:
    """Run what is due and end: for cron, or a systemd timer. Says nothing where nothing is due.

    What was missed is caught up once. Two that run at the same time never do the same job.

    For example:

    - `mainstem tick`
    - `*/15 * * * * mainstem tick` (a line of `crontab -e`)
    """
    from mainstem.wiring import jobs as wired

    with ends_on_signals():
        return _tell(wired.tick(mainstem()))


def _tell(ran: Iterable[Ran]) -> int:
    code = 0
    for one in ran:
        if one.error:
            code = 1
            err().print(f"{_name(one)}: {one.error}", style="red", markup=False)
        else:
            out().print(f"{_name(one)}: {one.note}", markup=False)
    return code


@contextmanager
def ends_on_signals() -> Iterator[None]:
    """SIGTERM, and SIGINT where whoever started us ignored it, end a job as Ctrl-C does: what is finished is kept."""
    kinds = (signal.SIGINT, signal.SIGTERM)
    before = {kind: signal.signal(kind, signal.default_int_handler) for kind in kinds}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def _table(found: list[Duty]) -> None:
    """A line a job, and below it what the last run did, or why it failed."""
    from rich.text import Text

    width = max(len(_name(duty.state)) for duty in found)
    head = f"{'Job':<{width}}  {'When':<13}  {'Next':<16}  {'Last':<16}  State"
    out().print(Text(head, style="bold"))
    for duty in found:
        last = _moment(duty.state.ended_at or duty.state.started_at, duty)
        line = f"{_name(duty.state):<{width}}  {duty.rule.told:<13}  {_next(duty):<16}  {last:<16}  "
        out().print(Text.assemble(line, (duty.status, _COLOURS.get(duty.status, "dim"))))
        if told := duty.state.error or duty.state.note:
            out().print(Text(f"  {told}", style="red" if duty.state.error else "dim"))


def _name(state: JobState | Ran) -> str:
    return f"{state.name} ({state.person})" if state.person else state.name


def _next(duty: Duty) -> str:
    due = duty.due_at
    return "now" if due is not None and due <= duty.now else _moment(due, duty)


def _moment(at: datetime | None, duty: Duty) -> str:
    return duty.local(at).strftime("%a %d %b %H:%M") if at else "-"
