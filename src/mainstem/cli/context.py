"""What every command shares: the home that was asked for, the terminal, and how errors are told."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mainstem.errors import MainstemError, PackError

if TYPE_CHECKING:
    from rich.console import Console

    from mainstem.wiring import Mainstem

home: Path | None = None  # set once by the launcher


@cache
def mainstem() -> Mainstem:
    """The program, wired for this home."""
    from mainstem import settings
    from mainstem.wiring import Mainstem

    return Mainstem(settings.load(home))


@cache
def out() -> Console:
    """Standard output; no colour and no markup where it is not a terminal."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


@cache
def err() -> Console:
    """Standard error: progress and notices, so that output can be piped."""
    from rich.console import Console

    return Console(stderr=True, highlight=False)


def say(told: str) -> None:
    """A notice to the person, beside the output."""
    err().print(told, style="dim", markup=False)


def tell_error(error: MainstemError) -> None:
    """One error: what happened to what, and what to do."""
    from rich.text import Text

    others = error.also if isinstance(error, PackError) else ()
    lines = [Text.assemble((f"{e.subject}: ", "bold"), (e.what, "red")) for e in (error, *others)]
    told = Text("\n").join(lines)
    if error.hint:
        told.append(f"\n{error.hint}.", "dim")
    err().print(told)


def write(text: str | bytes) -> None:
    """Machine-readable output as it is: no wrapping, no colour."""
    if isinstance(text, bytes):
        sys.stdout.buffer.write(text)
    else:
        sys.stdout.write(text if text.endswith("\n") else f"{text}\n")
