"""Checks as people read them."""

from __future__ import annotations

import pytest

from mainstem.model import Agreement, Check
from mainstem.reports.arithmetic import spoken


def _check(name: str, computed: float, stated: float | None, verdict: Agreement = "estimate") -> Check:
    return Check("Brook-2", name, "a + b", computed, stated, verdict)


@pytest.mark.parametrize(
    ("check", "told"),
    [
        (_check("tokens of the schedule", 2.3784e13, 2.5e13), "a + b = 23.78T; told: 25T"),
        (_check("training compute, 6 N D", 9.408e23, None), "a + b = 9.41e+23"),
        (_check("utilisation implied", 0.18141, None), "a + b = 18.14 %"),
        (_check("shares of a whole", 1.0, 1.0), "a + b = 100 %; told: 100 %"),
        (_check("parts against the total", 925_000, 1_000_000), "a + b = 925,000; told: 1,000,000"),
        (_check("batch × length", 18_874_368, 18_000_000), "a + b = 18.87M; told: 18M"),
        (_check("GPU-hours against Brook-1", 4.2033, 4.0), "a + b = 4.203; told: 4"),
        (_check("parts against the total", 0, 0), "a + b = 0; told: 0"),
    ],
)
def test_numbers_are_told_as_people_write_them(check: Check, told: str) -> None:
    """Large ones with a letter, shares in percent, compute as a power of ten."""
    assert told == spoken.arithmetic(check)


def test_what_does_not_agree_comes_first() -> None:
    """Then what does, then what only follows."""
    checks = [_check(one, 1, None, one) for one in ("estimate", "consistent", "inconsistent")]  # type: ignore[arg-type]
    assert ["inconsistent", "consistent", "estimate"] == [one.verdict for one in spoken.in_order(checks)]
