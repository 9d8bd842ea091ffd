"""``mainstem read|skip|later|note|undo``: what a person did with a work."""

from __future__ import annotations

from mainstem.cli.context import mainstem, out
from mainstem.model import Action, Mark

_TOLD: dict[Action, str] = {
    "read": "Read",
    "skip": "Skipped, it will not come back",
    "later": "Kept for another week",
    "note": "Noted",
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


def skip(work: str, /, *, note: str = "") -> None:
    """Say that a work is not for you; it does not come back, and what is like it sinks.

    For example:

    - `mainstem skip 5`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    note
        Why, if you like.
    """
    _mark(work, "skip", note)


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


def note(work: str, text: str, /) -> None:
    """Write a note on a work; notes are kept for ever and are shown by `mainstem show`.

    For example:

    - `mainstem note 2205.14135 "the backward pass recomputes S"`

    Parameters
    ----------
    work
        A number of this week's plan, an arXiv id, a link, or a work's id.
    text
        The note.
    """
    _mark(work, "note", text)


def undo() -> None:
    """Take back your last read, skip, later or note. Again takes back the one before.

    For example:

    - `mainstem undo`
    """
    app = mainstem()
    mark = app.undo()
    if mark is None:
        out().print("Nothing to take back.")
    else:
        out().print(f"Taken back: {mark.action} of {app.title_of(mark.work_id)}", markup=False)


def _mark(told: str, action: Action, note: str) -> None:
    app = mainstem()
    mark: Mark = app.mark(told, action, note)
    out().print(f"{_TOLD[action]}: {app.title_of(mark.work_id)}", markup=False)
