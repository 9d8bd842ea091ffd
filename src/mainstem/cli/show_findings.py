"""Findings about a checkpoint on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from mainstem.cli.context import out

if TYPE_CHECKING:
    from mainstem.model import HubFinding

_STYLE = {"error": "bold red", "unknown": "magenta", "warning": "yellow", "note": "dim"}
_N_NOTES = 12
_N_QUOTE = 300


def show(found: Sequence[HubFinding]) -> None:
    """Each with its level, what it is about, what was found and what that rests on; long lists of notes are cut."""
    from rich.text import Text

    notes = [one for one in found if one.level == "note"]
    for one in [*(one for one in found if one.level != "note"), *notes[:_N_NOTES]]:
        line = Text.assemble((f"{one.level:<8}", _STYLE[one.level]), (one.subject, "bold"), f" {one.told}")
        line.append(f"  [{one.rule}]", "dim")
        out().print(line)
        if one.rests_on and one.rests_on not in one.told:
            out().print(Text(f"        {one.rests_on[:_N_QUOTE]}", "italic"))
        if one.source:
            out().print(Text(f"        {one.source}", "dim"), soft_wrap=True)
    if len(notes) > _N_NOTES:
        out().print(f"and {len(notes) - _N_NOTES} more notes", style="dim")
    if not found:
        out().print("Nothing was found.", style="green")


def size(n: int) -> str:
    """Bytes as people read them."""
    amount = float(n)
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
