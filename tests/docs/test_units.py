"""The unit files that the documents give away."""

from __future__ import annotations

import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from mainstem.cli import COMMANDS

UNITS = sorted((Path(__file__).parents[2] / "docs" / "how-to" / "units").iterdir())


def _read(unit: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(unit.read_text())
    return parser


def test_a_unit_runs_commands_that_exist() -> None:
    """A renamed command would leave everybody's timer behind."""
    told = [_read(unit) for unit in UNITS]
    commands = [one["Service"]["ExecStart"].split() for one in told if one.has_section("Service")]
    assert {"serve", "tick"} == {words[1] for words in commands}
    assert {"serve", "tick"} <= COMMANDS.keys()


def test_the_timer_starts_the_service_of_its_name() -> None:
    """And catches up on what was missed while the machine was off."""
    [timer] = [unit for unit in UNITS if unit.suffix == ".timer"]
    assert timer.with_suffix(".service") in UNITS
    assert "true" == _read(timer)["Timer"]["Persistent"]


def test_systemd_takes_them(tmp_path: Path) -> None:
    """As its own checker says."""
    checker = shutil.which("systemd-analyze")
    if checker is None:
        pytest.skip("needs systemd-analyze")
    for unit in UNITS:
        text = unit.read_text().replace("%h/.local/bin/mainstem", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    units = [str(tmp_path / unit.name) for unit in UNITS]
    ended = subprocess.run([checker, "--user", "verify", *units], capture_output=True, text=True)
    ours = [line for line in ended.stderr.splitlines() if "mainstem" in line]
    assert [] == ours
