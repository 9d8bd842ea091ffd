"""What a work is made of and what stands beside it, for ``mainstem show``: joins with their reason, successors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mainstem.store.merges import Change
    from mainstem.wiring.dossier import Dossier, Kin


def warned(dossier: Dossier) -> list[RenderableType]:
    """Why not to read it, or why so little is known."""
    from rich.text import Text

    lines: list[RenderableType] = [Text(told, style="bold red") for told in dossier.warnings]
    if not dossier.items:
        lines.append(
            Text("Known by others' word alone: no source that is followed told of it.", style="yellow")
        )
    return lines


def drawn(dossier: Dossier) -> list[RenderableType]:
    """What was joined and how to undo it, what it follows, and what follows it."""
    return [*_changes(dossier), *_kin("Follows", dossier.earlier), *_kin("Followed by", dossier.later)]


def _changes(dossier: Dossier) -> list[RenderableType]:
    from rich.text import Text

    if not dossier.changes:
        return []
    lines: list[RenderableType] = [Text("\nJoined and split", style="bold")]
    lines += [Text(f"  {change.at:%Y-%m-%d}  {_told(change)}") for change in dossier.changes]
    if standing := dossier.joined:
        undo = f"mainstem split {dossier.work.id} {standing[-1].other}"
        lines.append(Text(f"  undo the last join:\n    {undo}", style="dim"))
    return lines


def _told(change: Change) -> str:
    by = "by the machine" if change.by == "machine" else f"by {change.by}"
    if change.what == "joined":
        return f"{change.other} joined {change.work} {by}: {change.why}"
    return f"{change.other} split from {change.work} {by}: {change.why}"


def _kin(heading: str, found: Sequence[Kin]) -> list[RenderableType]:
    from rich.text import Text

    if not found:
        return []
    lines = [Text(f"  {kin.title}").append(f"\n    {kin.key} · {kin.why}", "dim") for kin in found]
    return [Text(f"\n{heading}", style="bold"), *lines]


def as_json(dossier: Dossier) -> dict[str, Any]:
    """The same facts."""
    return {
        "warnings": list(dossier.warnings),
        "changes": [
            {
                "what": one.what,
                "work": one.work,
                "other": one.other,
                "why": one.why,
                "by": one.by,
                "at": one.at.isoformat(),
            }
            for one in dossier.changes
        ],
        "follows": [_kin_json(kin) for kin in dossier.earlier],
        "followed_by": [_kin_json(kin) for kin in dossier.later],
    }


def _kin_json(kin: Kin) -> dict[str, str]:
    return {"work": kin.key, "title": kin.title, "why": kin.why}
