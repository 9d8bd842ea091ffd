"""``mainstem read|rate|skip|later|note|file|undo``: what a person did with a work."""

from __future__ import annotations

from typing import Annotated

from cyclopts import Parameter, validators

from mainstem.cli.context import mainstem, out
from mainstem.model import Action, Mark, Wish

_TOLD: dict[Action, str] = {
    "read": "Read",
    "skip": "Skipped, it will not come back",
    "later": "Kept for another week",
    "note": "Noted",
    "share": "Noted for the team",
    "file": "Put into the folder",
}


def read(work: str, /, *, note: str = "") -> None:
    """Say that you read a work, and perhaps what you took from it.

    For example:

    - `mainstem read 3` (the third of this week's plan)
    - `mainstem read 2205.14135 --note "tiling"`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    note
        What you want to remember.
    """
    _mark(work, "read", note)


def rate(
    work: str,
    stars: Annotated[int, Parameter(validator=validators.Number(gte=1, lte=5))],
    /,
    *,
    note: str = "",
) -> None:
    """Say that you read a work, and what it was worth to you: 5 more like it, 3 neither, 1 less like it.

    For example:

    - `mainstem rate 3 5`
    - `mainstem rate 2205.14135 4 --note "tiling"`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    stars
        1 to 5.
    note
        What you want to remember.
    """
    _mark(work, "read", note, rating=stars)


def skip(
    work: str,
    /,
    *,
    not_interested: Annotated[bool, Parameter(help="Less of what is like it, beginning now.")] = False,
    note: str = "",
) -> None:
    """Say that a work is not for you; it does not come back, and what is like it sinks a little.

    A person skips for many reasons, so one skip is a hint and no more. --not-interested is a judgement.

    For example:

    - `mainstem skip 5`
    - `mainstem skip 5 --not-interested`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    note
        Why, if you like.
    """
    marked = _mark(work, "skip", note, rating=1 if not_interested else None)
    if not_interested:
        _tell_less(marked.work_id)


def file(work: str, folder: str, /) -> None:
    """Put a work into a folder of yours; `mainstem follow folder NAME` then brings more like what is in it.

    For example:

    - `mainstem file 2205.14135 kernels`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    folder
        Its name; a new one is made by filing.
    """
    _mark(work, "file", folder)


def later(work: str, /) -> None:
    """Keep a work for another week.

    For example:

    - `mainstem later 2`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    """
    _mark(work, "later", "")


def note(
    work: str,
    text: str,
    /,
    *,
    share: Annotated[bool, Parameter(help="Let your team see it, in `mainstem team agenda`.")] = False,
) -> None:
    """Write a note on a work; notes are kept for ever and are shown by `mainstem show`.

    For example:

    - `mainstem note 2205.14135 "the backward pass recomputes S"`
    - `mainstem note 3 "does it hold for MoE?" --share` (a question for the reading group)

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    text
        The note.
    """
    _mark(work, "share" if share else "note", text)


def undo() -> None:
    """Take back the last thing you marked, filed, followed, muted or forgot. Again takes back the one before.

    For example:

    - `mainstem undo`
    """
    app = mainstem()
    undone = app.undo()
    if undone is None:
        out().print("Nothing to take back.")
    elif isinstance(undone, Wish):
        out().print(f"Taken back: {undone.sense} {undone.kind} {undone.name}", markup=False)
    else:
        out().print(f"Taken back: {undone.action} of {app.title_of(undone.work_id)}", markup=False)


def _tell_less(work_id: str) -> None:
    from mainstem.wiring.learned import less_of

    app = mainstem()
    words = less_of(app, work_id, app.view())
    if words:
        out().print(f"You will see less of: {', '.join(words)}. `mainstem undo` takes it back.", markup=False)


def _mark(told: str, action: Action, note: str, rating: int | None = None) -> Mark:
    app = mainstem()
    mark: Mark = app.mark(told, action, note, rating)
    said = f"Read, {rating} of 5" if action == "read" and rating else _TOLD[action]
    said += f" {note}" if action == "file" else ""
    out().print(f"{said}: {app.title_of(mark.work_id)}", markup=False)
    return mark
