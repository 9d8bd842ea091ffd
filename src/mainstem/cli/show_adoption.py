"""Adoption over time, drawn for ``mainstem show``: a curve by quarter, and the evidence behind every step."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from mainstem.model import Knowledge, Mention, Pack
from mainstem.signals import adoption

if TYPE_CHECKING:
    from rich.console import RenderableType

    from mainstem.signals.adoption import Evidence, Step
    from mainstem.wiring.dossier import Dossier

_BARS = "▁▂▃▄▅▆▇█"
N_STEPS = 12  # the newest are shown; all of them with --format json


def drawn(dossier: Dossier, pack: Pack, at: datetime) -> list[RenderableType]:
    """A heading with the curve, and a line for each step, the newest last; nothing where nobody ever cited."""
    from rich.text import Text

    known = _known(dossier, pack, at)
    quarters, steps = adoption.quarters(dossier.work, known), adoption.history(dossier.work, known)
    if not quarters:
        return []
    curve = "".join(_bar(value) for _, value in quarters)
    head = Text(f"\nAdoption {quarters[-1][1]:.2f}  ", style="bold").append(curve, "cyan")
    head.append(f"  {quarters[0][0]} to {quarters[-1][0]}", "not bold dim")
    lines: list[RenderableType] = [head]
    if len(steps) > N_STEPS:
        lines.append(Text(f"  after {len(steps) - N_STEPS} earlier steps", style="dim"))
    lines += [
        Text(f"  {step.at:%Y-%m-%d}  {step.value:.2f}  {_told(step)}", overflow="ellipsis", no_wrap=True)
        for step in steps[-N_STEPS:]
    ]
    return lines


def _known(dossier: Dossier, pack: Pack, at: datetime) -> Knowledge:
    return Knowledge(at, pack, {dossier.work.id: dossier.mentions})


def _bar(value: float) -> str:
    """From .5 (nobody) to 1."""
    return _BARS[min(len(_BARS) - 1, int((value - 0.5) * 2 * len(_BARS)))]


def _told(step: Step) -> str:
    """Who, what and where; the first of a day by name, the others counted."""
    first = step.evidence[0]
    more = f" and {len(step.evidence) - 1} more" if len(step.evidence) > 1 else ""
    mention = first.mention
    by = mention.by + (f" ({mention.author})" if mention.author else "") + (", own work" if first.own else "")
    verb = "removed from" if first.removed else "cited in"
    where = mention.where if mention.item_id is None else mention.url or mention.where
    return f"{verb} {mention.kind} by {by}: {where}{more}"


def as_json(dossier: Dossier, pack: Pack, at: datetime) -> dict[str, Any] | None:
    """The value by quarter and its steps; None where nobody is known to have cited the work at a day."""
    known = _known(dossier, pack, at)
    quarters = adoption.quarters(dossier.work, known)
    if not quarters:
        return None
    return {
        "value": round(quarters[-1][1], 4),
        "quarters": [{"quarter": name, "value": round(value, 4)} for name, value in quarters],
        "steps": [
            {
                "at": step.at.date().isoformat(),
                "value": round(step.value, 4),
                "evidence": [_evidence_json(one) for one in step.evidence],
            }
            for step in adoption.history(dossier.work, known)
        ],
    }


def _evidence_json(evidence: Evidence) -> dict[str, Any]:
    return mention_json(evidence.mention) | {"own": evidence.own, "removed": evidence.removed}


def mention_json(mention: Mention) -> dict[str, Any]:
    """One mention."""
    return {
        "by": mention.by,
        "kind": mention.kind,
        "where": mention.where,
        "at": mention.at and mention.at.isoformat(),
        "url": mention.url,
        "author": mention.author,
        "role": mention.role,
        "removed_at": mention.removed_at and mention.removed_at.isoformat(),
    }
