"""What a person meets first: help, errors, and a start that imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mainstem.cli import COMMANDS
from tests.cli.conftest import Run

HEAVY = ("sqlalchemy", "numpy", "sklearn", "scipy", "httpx2", "pydantic", "feedparser", "alembic")


def test_help_imports_nothing_heavy() -> None:
    """Asking for help costs a parser and nothing else."""
    code = (
        "import sys\nfrom mainstem.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == ended.stderr.strip()


def test_help_lists_every_command(run: Run) -> None:
    """Nothing is hidden."""
    told = run("--help").out
    assert [] == [name for name in COMMANDS if f" {name} " not in told]


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "pack"])
def test_every_command_shows_an_example(run: Run, name: str) -> None:
    """--help says how it is used."""
    told = run(name, "--help")
    assert (0, True) == (told.code, f"mainstem {name}" in told.out.split("For example:")[-1])


def test_an_unknown_command_is_named_with_a_suggestion(run: Run) -> None:
    """A slip of the finger costs one line."""
    ended = run("weak")
    assert (2, True, True) == (ended.code, "weak" in ended.err, "week" in ended.err)


def test_a_wrong_setting_ends_the_command_with_its_name(run: Run, home: Path) -> None:
    """The edge maps our errors to words and an exit code."""
    home.mkdir()
    (home / "settings.toml").write_text('pack = "no-such-pack"\n')
    ended = run("sources")
    assert (3, True) == (ended.code, "no-such-pack" in ended.err)


def test_the_program_runs_as_a_module() -> None:
    """``python -m mainstem`` is the console script."""
    ended = subprocess.run(
        [sys.executable, "-m", "mainstem", "--version"], capture_output=True, text=True, check=True
    )
    assert "0.1.0" == ended.stdout.strip()
