"""``mainstem start|done|pace|pin|unpin|tracks|calendar``: what you do with your weeks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from mainstem.cli.context import mainstem, out, write

tracks_app = App(name="tracks", help="Courses and books, unit by unit, in your weeks.")


def start(work: str, /) -> None:
    """Say that you begin to read a work; `done` then knows how long it took.

    For example:

    - `mainstem start 3`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    """
    app = mainstem()
    mark = app.mark(work, "start")
    out().print(
        f"Started: {app.title_of(mark.work_id)}. `mainstem done {work}` when it is read.", markup=False
    )


def done(
    work: str,
    /,
    *,
    minutes: Annotated[int | None, Parameter(help="How long it took; else since `mainstem start`.")] = None,
    note: str = "",
) -> None:
    """Say that you read a work, and how long it took: the estimates learn your pace.

    For example:

    - `mainstem done 3`
    - `mainstem done 3 --minutes 75 --note "tiling"`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    note
        What you want to remember.
    """
    from mainstem.errors import UsageError
    from mainstem.pipeline.planning.pace import LONGEST_MIN
    from mainstem.wiring import habits

    if minutes is not None and not 1 <= minutes <= LONGEST_MIN:
        raise UsageError(f"--minutes {minutes}", "is out of range", f"Give 1 to {LONGEST_MIN}")
    app = mainstem()
    told = habits.done(app, work, minutes, note)
    out().print(f"Read: {app.title_of(told.mark.work_id)}", markup=False)
    if told.reading is None:
        out().print("How long it took is not known: give --minutes, or `mainstem start` first.", style="dim")
    else:
        reading = told.reading
        out().print(f"{reading.minutes:.0f} min, {reading.estimate_min:.0f} estimated for a {reading.kind}.")


def pace() -> None:
    """How long your readings took against the estimates, and how far those were off.

    For example:

    - `mainstem pace`
    """
    from mainstem.wiring import habits

    rows = habits.accuracy(mainstem())
    if not rows:
        out().print("No readings with minutes yet: `mainstem start WORK`, then `mainstem done WORK`.")
        return
    table = Table(box=None, pad_edge=False)
    table.add_column("Kind")
    for name in ("Readings", "Your pace", "Median error", "With your pace"):
        table.add_column(name, justify="right")
    for row in rows:
        kind = row.kind.replace("_", " ") or "all"
        table.add_row(kind, str(row.n), f"× {row.factor:.2f}", f"{row.plain:.0%}", f"{row.paced:.0%}")
    out().print(table)
    out().print(
        "The error is |estimate - minutes| / minutes; with your pace, each reading is estimated from those before it.",
        style="dim",
    )


def pin(work: str | None = None, /) -> None:
    """Put a work into the next plan, whatever its rank, until you read or unpin it; without one, list the pins.

    For example:

    - `mainstem pin 2205.14135`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    """
    from mainstem.wiring import habits

    app = mainstem()
    if work is not None:
        mark = app.mark(work, "pin")
        out().print(f"Pinned: {app.title_of(mark.work_id)}", markup=False)
        return
    pinned = habits.pins(app)
    for name in pinned:
        out().print(f"{name}  {app.title_of(name)}", markup=False, soft_wrap=True)
    if not pinned:
        out().print("Nothing is pinned. `mainstem pin WORK` puts one into your next week.")


def unpin(work: str, /) -> None:
    """Take a pin away.

    For example:

    - `mainstem unpin 2205.14135`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    """
    app = mainstem()
    mark = app.mark(work, "unpin")
    out().print(f"Not pinned: {app.title_of(mark.work_id)}", markup=False)


@tracks_app.default
def list_tracks() -> None:
    """Courses and books that can be read unit by unit, and how far you are.

    For example:

    - `mainstem tracks`
    - `mainstem tracks start course-cs336`
    - `mainstem read track:course-cs336/1` when the first unit is done
    """
    from mainstem.wiring import habits

    table = Table(box=None, pad_edge=False)
    for name, justify in (("Track", "left"), ("Units", "right"), ("Hours", "right"), ("", "left")):
        table.add_column(name, justify=justify)  # type: ignore[arg-type]
    for one in habits.tracks(mainstem()):
        state = "in your weeks" if one.started else ""
        name = f"{one.source.id}\n  {one.source.name}"
        done = f"{one.n_done} of {len(one.source.units)}"
        table.add_row(name, done, f"{one.done_min / 60:.1f} of {one.minutes / 60:.1f}", state)
    out().print(table)


@tracks_app.command(name="show")
def show_track(track: str, /) -> None:
    """The units of a course or book.

    For example:

    - `mainstem tracks show book-jax-scaling`

    Parameters
    ----------
    track
        Its id, as `mainstem tracks` writes it.
    """
    from mainstem.wiring import habits

    found = habits.track(mainstem(), track)
    out().print(f"{found.source.name} · {found.source.home}", style="bold", markup=False)
    for n, (unit, done_) in enumerate(zip(found.source.units, found.done, strict=True), start=1):
        tick = "✓" if done_ else " "
        out().print(f"{tick} {n:2} {unit.minutes:3} min  {unit.title}", markup=False)


@tracks_app.command(name="start")
def start_track(track: str, /) -> None:
    """Take a course or book into your weeks: one unit a week.

    For example:

    - `mainstem tracks start course-cs336`

    Parameters
    ----------
    track
        Its id, as `mainstem tracks` writes it.
    """
    from mainstem.wiring import habits

    found = habits.mark_track(mainstem(), track, "start")
    out().print(f"In your weeks: {found.source.name}, {len(found.source.units)} units.", markup=False)
    out().print("`mainstem week --replan` plans this week anew.", style="dim")


@tracks_app.command(name="stop")
def stop_track(track: str, /) -> None:
    """Take a course or book out of your weeks; what is done stays done.

    For example:

    - `mainstem tracks stop course-cs336`

    Parameters
    ----------
    track
        Its id, as `mainstem tracks` writes it.
    """
    from mainstem.wiring import habits

    found = habits.mark_track(mainstem(), track, "skip")
    out().print(f"Out of your weeks: {found.source.name}", markup=False)


def calendar(
    *,
    weeks: Annotated[int, Parameter(help="How many earlier weeks are in it.")] = 8,
    file: Annotated[
        Path | None, Parameter(name=["--out"], help="Write it there instead of to the output.")
    ] = None,
) -> None:
    """Your weeks and the venues' dates as one iCalendar file; import it again and events are updated.

    For example:

    - `mainstem calendar --out reading.ics`

    Parameters
    ----------
    weeks
        Of the past.
    """
    from mainstem.errors import HomeNotWritable
    from mainstem.wiring import habits

    told = habits.calendar(mainstem(), weeks)
    if file is None:
        write(told)
        sys.stdout.flush()
        return
    try:
        file.write_bytes(told)
    except OSError as error:
        raise HomeNotWritable(
            str(file), f"cannot be written ({error.strerror})", "Choose another place"
        ) from error
    out().print(f"Written: {file}", markup=False)
