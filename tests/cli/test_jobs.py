"""``mainstem jobs`` and ``mainstem tick``."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from mainstem.cli.jobs import ends_on_signals
from tests.cli.conftest import Run

OFF = 'timezone = "Europe/Berlin"\njobs = ["sync off", "plan off", "digest off", "review off"]\n'


def test_the_table_tells_when_what_runs(run: Run, home: Path) -> None:
    """In 80 columns, with the times that were chosen."""
    home.mkdir()
    (home / "settings.toml").write_text('timezone = "UTC"\njobs = ["plan Sat 08:15", "review off"]\n')
    told = run("jobs")
    rows = {line.split()[0]: line for line in told.out.splitlines()}
    assert ("Sat 08:15" in rows["plan"], rows["review"].rstrip().endswith("off")) == (True, True)
    assert [] == [line for line in told.out.splitlines() if len(line.rstrip()) > 80]
    assert "now" in rows["sync"]


def test_a_job_is_run_by_name_and_its_end_is_shown(run: Run, planned: Path) -> None:
    """Also when it is not due; a name that is none ends with those that are."""
    (planned / "settings.toml").write_text(OFF)
    ended = run("jobs", "run", "plan")
    assert (0, True) == (ended.code, ended.out.startswith("plan: the week of "))
    assert "  the week of " in run("jobs").out
    assert (2, True) == (run("jobs", "run", "nap").code, "Jobs are: sync" in run("jobs", "run", "nap").err)


def test_a_tick_with_nothing_due_says_nothing(run: Run, home: Path) -> None:
    """So that cron sends no mail."""
    home.mkdir()
    (home / "settings.toml").write_text(OFF)
    ended = run("tick")
    assert (0, "", "") == (ended.code, ended.out, ended.err)


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_job_ends_on_signals_as_by_ctrl_c(kind: signal.Signals) -> None:
    """Also where a shell started it in the background, with SIGINT ignored; and nobody's handlers are changed."""
    before = signal.signal(kind, signal.SIG_IGN)
    try:
        with pytest.raises(KeyboardInterrupt), ends_on_signals():
            signal.raise_signal(kind)
        assert signal.SIG_IGN == signal.getsignal(kind)
    finally:
        signal.signal(kind, before)
