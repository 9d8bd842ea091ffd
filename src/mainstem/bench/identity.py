"""How often a URL comes to the canonical key that it must have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from mainstem.bench.intervals import share
from mainstem.bench.rows import Row
from mainstem.text.identity import key_of

FIELDS = ("url", "canonical")


def predict(rows: Sequence[Row]) -> list[Row]:
    """The key of every row's ``url`` (None where there is none)."""
    return [{"url": row["url"], "key": key_of(row["url"])} for row in rows]


def score(rows: Sequence[Row], answers: Sequence[Row]) -> dict[str, Any]:
    """``exact``: the share of keys that equal ``canonical``."""
    right = [answer["key"] == row["canonical"] for row, answer in zip(rows, answers, strict=True)]
    exact, exact_95 = share(right)
    return {"n": len(rows), "exact": exact, "exact_95": exact_95}
