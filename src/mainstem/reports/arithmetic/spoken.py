"""A check as people read it: what was computed, what is told, and how far apart they are."""

from __future__ import annotations

from collections.abc import Iterable

from mainstem.model import Check
from mainstem.reports.fields import shown

_ORDER = ("inconsistent", "consistent", "estimate")


def in_order(checks: Iterable[Check]) -> list[Check]:
    """What does not agree first, then what does, then what follows."""
    return sorted(checks, key=lambda one: _ORDER.index(one.verdict))


def arithmetic(check: Check) -> str:
    """The arithmetic and its result, beside the number told: "84B + 10.2T = 10.28T; told: 10.3T"."""
    told = f"; told: {_number(check, check.stated)}" if check.stated is not None else ""
    return f"{check.expression} = {_number(check, check.computed)}{told}"


def _number(check: Check, number: float) -> str:
    """A result as people write it: 23.78T, 18.1 %, 9.41e+23, 811,008."""
    if check.name.startswith(("utilisation", "shares")):
        return f"{100 * number:.4g} %"
    if abs(number) >= 1e15 or 0 < abs(number) < 1e-3:
        return f"{number:.3g}"
    if abs(number) >= 1e9:
        return shown(number)
    if abs(number) >= 1e7:
        return f"{number / 1e6:.4g}M"
    return f"{round(number):,}" if abs(number) >= 1e3 else f"{number:.4g}"
