"""An audit as Markdown, JSON and SARIF 2.1.0 (docs.oasis-open.org/sarif/sarif/v2.1.0). Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from mainstem import __version__
from mainstem.hub.audit import status
from mainstem.model import CheckpointAudit, HubFinding

SAYS = {
    "allowed": "The licences allow {use} use.",
    "conditions": "The licences allow {use} use on conditions.",
    "forbidden": "The licences forbid {use} use.",
    "unknown": "Whether the licences allow {use} use cannot be told.",
}
_SARIF_LEVEL = {"error": "error", "warning": "warning", "unknown": "warning", "note": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def said(made: CheckpointAudit) -> str:
    """The verdict in a sentence."""
    return SAYS[made.verdict].format(use=made.use)


def md(made: CheckpointAudit) -> str:
    """For a pull request or a page."""
    at = f" at `{made.revision}`" if made.revision else ""
    lines = [f"# Audit of {made.name}", "", f"{made.at:%Y-%m-%d %H:%M} UTC{at}. {said(made)}", ""]
    lines += [f"- {key}: {value}" for key, value in made.facts.items() if value]
    for title, found in (("Findings", made.findings), ("Accepted by the baseline", made.accepted)):
        if found:
            lines += ["", f"## {title}", "", "| Level | About | Found | Rests on |", "|---|---|---|---|"]
            lines += [_row(one) for one in found]
    return "\n".join(lines) + "\n"


def _row(one: HubFinding) -> str:
    rests = f"[{one.rests_on or 'source'}]({one.source})" if one.source.startswith("http") else one.rests_on
    cells = (one.level, f"`{one.subject}`", f"{one.told} (`{one.id}`)", rests)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def as_json(made: CheckpointAudit) -> str:
    """Everything, with the exit status."""
    told = asdict(made) | {"at": made.at.isoformat(), "status": status(made), "said": said(made)}
    for name in ("findings", "accepted"):
        told[name] = [asdict(one) | {"id": one.id} for one in getattr(made, name)]
    return json.dumps(told, ensure_ascii=False, indent=1)


def sarif(made: CheckpointAudit) -> str:
    """For code scanning; accepted findings are suppressed ones."""
    found = (*made.findings, *made.accepted)
    rules = sorted({one.rule for one in found})
    driver = {
        "name": "mainstem audit",
        "version": __version__,
        "rules": [{"id": rule, "shortDescription": {"text": rule.replace("-", " ")}} for rule in rules],
    }
    properties = {
        "checkpoint": made.name,
        "revision": made.revision,
        "use": made.use,
        "verdict": made.verdict,
    }
    results = [_result(one, rules, is_accepted=one in made.accepted) for one in found]
    run = {"tool": {"driver": driver}, "results": results, "properties": properties}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def _result(one: HubFinding, rules: list[str], *, is_accepted: bool) -> dict[str, Any]:
    rests = f" Rests on: {one.rests_on}" if one.rests_on else ""
    place = {"physicalLocation": {"artifactLocation": {"uri": quote(one.subject)}}}
    return {
        "ruleId": one.rule,
        "ruleIndex": rules.index(one.rule),
        "level": _SARIF_LEVEL[one.level],
        "message": {"text": f"{one.subject}: {one.told}.{rests}"},
        "locations": [place],
        "partialFingerprints": {"finding/v1": one.id},
        **({"suppressions": [{"kind": "external"}]} if is_accepted else {}),
    }


FORMATS: Mapping[str, Callable[[CheckpointAudit], str]] = {"md": md, "json": as_json, "sarif": sarif}
