"""Findings that somebody accepted, until a day: a TOML file that lies beside the code.

::

    [[accepted]]
    finding = "pickle:training_args.bin"   # as the audit prints it
    until = 2026-12-31
    because = "removed with the next release"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from mainstem.errors import UsageError
from mainstem.model import HubFinding


@dataclass(frozen=True, slots=True)
class Accepted:
    """One line of a baseline; ``finding`` may hold ``*``."""

    finding: str
    until: date
    because: str


def load(file: Path) -> list[Accepted]:
    """The lines of a baseline; raises UsageError naming the entry and the field."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(
            str(file), f"cannot be read as a baseline: {error}", "Correct it, or leave --baseline out"
        ) from error
    return [_accepted(f"{file}: accepted {n}", row) for n, row in enumerate(told.get("accepted", []), 1)]


def _accepted(where: str, row: dict[str, object]) -> Accepted:
    finding, until, because = (row.get(key) for key in ("finding", "until", "because"))
    if not isinstance(finding, str) or ":" not in finding:
        raise UsageError(f"{where}: finding", f"is {finding!r}", "Write RULE:FILE as the audit prints it")
    if isinstance(until, datetime) or not isinstance(until, date):
        raise UsageError(
            f"{where}: until", f"is {until!r}", "Write a day such as 2026-12-31: nothing is accepted for ever"
        )
    if not isinstance(because, str) or not because.strip():
        raise UsageError(f"{where}: because", "is empty", "Say why it is accepted")
    return Accepted(finding, until, because)


def sifted(
    found: Iterable[HubFinding], accepted: Iterable[Accepted], today: date
) -> tuple[list[HubFinding], list[HubFinding]]:
    """What stands, and what is accepted today. A line that ran out accepts nothing and is told as a finding."""
    rows, stands, kept = list(accepted), list[HubFinding](), list[HubFinding]()
    for one in found:
        fitting = [row for row in rows if fnmatchcase(one.id, row.finding)]
        (kept if any(row.until >= today for row in fitting) else stands).append(one)
        stands += [
            HubFinding(
                "baseline-expired", "note", one.subject, f"was accepted until {row.until}: {row.because}"
            )
            for row in fitting
            if all(other.until < today for other in fitting)
        ]
    return stands, kept
