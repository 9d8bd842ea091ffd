"""Baselines: a line says what, until when and why, or it is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mainstem.errors import UsageError
from mainstem.hub.baseline import Accepted, load

WHOLE = '[[accepted]]\nfinding = "pickle:a.bin"\nuntil = 2026-12-31\nbecause = "goes with 2.0"\n'


def test_a_baseline_is_read(tmp_path: Path) -> None:
    """One line each."""
    (tmp_path / "b.toml").write_text(WHOLE)
    assert [Accepted("pickle:a.bin", date(2026, 12, 31), "goes with 2.0")] == load(tmp_path / "b.toml")


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("2026-12-31", '"soon"', "until"),
        ('"goes with 2.0"', '""', "because"),
        ('"pickle:a.bin"', '"pickle"', "finding"),
        ("until = 2026-12-31\n", "", "until"),
        ("[[accepted]]", "[[accepted", "baseline"),
    ],
)
def test_what_is_missing_is_named(tmp_path: Path, old: str, new: str, field: str) -> None:
    """Nothing is accepted for ever, or without a reason."""
    (tmp_path / "b.toml").write_text(WHOLE.replace(old, new))
    with pytest.raises(UsageError, match=field):
        load(tmp_path / "b.toml")
