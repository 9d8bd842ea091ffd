"""``mainstem correct``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

from cyclopts import Parameter

from mainstem.cli.context import err, mainstem, out
from mainstem.errors import UsageError
from mainstem.model import Field

if TYPE_CHECKING:
    from mainstem.model import Classification, Work

FIELDS: tuple[Field, ...] = get_args(Field)


def correct(
    work: str | None = None,
    /,
    *said: str,
    undo: Annotated[bool, Parameter(help="Take back the last thing you corrected.")] = False,
    list_: Annotated[bool, Parameter(name="--list", help="What you and others corrected.")] = False,
) -> None:
    """Say what a work is about where the machine is wrong; it learns from it for works that are near.

    For example:

    - `mainstem correct 3 topic=library/kernels`
    - `mainstem correct 2205.14135 axis=library relevance=core`
    - `mainstem correct 2205.14135 sector=academic kind=survey`
    - `mainstem correct --undo`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    said
        One or more of relevance=, axis=, topic=, sector=, kind=. A topic brings its axis. A wrong value lists the
        right ones.
    """
    if list_:
        _list()
    elif undo:
        _undo()
    elif work is None or not said:
        raise UsageError(
            "correct", "needs a work and what is so of it", "For example: mainstem correct 3 axis=library"
        )
    else:
        _correct(work, said)


def _correct(told: str, said: tuple[str, ...]) -> None:
    from mainstem.wiring import classing

    app = mainstem()
    parsed = dict(_parsed(one) for one in said)
    work = app.find(told)
    before = classing.of_work(app, work)
    classing.correct(app, told, parsed)
    _tell(work, before, classing.of_work(app, work))


def _parsed(told: str) -> tuple[Field, str]:
    field, equals, value = told.partition("=")
    if not equals or field not in FIELDS:
        raise UsageError(told, f"is none of {', '.join(f'{name}=' for name in FIELDS)}", "Write field=value")
    return field, value.strip()


def _tell(work: Work, before: Classification | None, now: Classification | None) -> None:
    from rich.text import Text

    out().print(Text(work.title, style="bold"))
    for field in FIELDS:
        value, was = (getattr(made, field, None) or "none" for made in (now, before))
        changed = before is not None and value != was
        line = Text(f"  {field:<10} {value}", style="" if changed else "dim")
        out().print(line.append(f"  (was {was})", "dim") if changed else line)


def _undo() -> None:
    from mainstem.wiring import classing

    app = mainstem()
    undone = app.store.classes.undo(app.settings.person)
    if undone is None:
        err().print("You corrected nothing that could be taken back.")
        return
    err().print(f"Taken back: {undone.field}={undone.value}", markup=False)
    if work := app.store.works.get(undone.work_id):
        _tell(work, None, classing.of_work(app, work))


def _list() -> None:
    from rich.table import Table
    from rich.text import Text

    app = mainstem()
    said = app.store.classes.corrections()
    if not said:
        err().print("Nothing was corrected yet. `mainstem correct WORK topic=...` does.")
        return
    table = Table.grid(padding=(0, 2))
    for one in reversed(said):
        title = Text(app.title_of(one.work_id)).append(f"\n{one.work_id} · {one.person}", "dim")
        table.add_row(Text(f"{one.at:%Y-%m-%d}", "dim"), Text(f"{one.field}={one.value}"), title)
    out().print(table)
