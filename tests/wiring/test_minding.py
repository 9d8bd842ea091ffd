"""The loop inside ``serve``, and real processes that do not do one job twice."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

import pytest

from mainstem.settings import Settings
from mainstem.wiring import Mainstem
from mainstem.wiring.minding import minding

NOW = datetime(2026, 7, 1, 9, tzinfo=UTC)
PATIENCE_S = 30.0
_TICK = """
import sys, time
from pathlib import Path
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, jobs
home = Path(sys.argv[1])
def do(app):
    with (home / "ran").open("a") as log: log.write("began\\n")
    print("began", flush=True)
    sys.stdin.readline()
    return "slept"
app = Mainstem(Settings(home=home, timezone="UTC"))
for ran in jobs.tick(app, (jobs.Job("sync", "Sleeps.", "every 1 h", do),)):
    print(ran.note, flush=True)
app.store.close()
print("ended", flush=True)
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Mainstem]:
    """On an empty home, where the sync is due."""
    made = Mainstem(Settings(home=tmp_path, timezone="UTC"), clock=lambda: NOW)
    yield made
    made.store.close()


@dataclass
class Run:
    """A process that runs until it is told to end."""

    stubborn: bool = False
    started: Event = field(default_factory=Event)
    got: list[str] = field(default_factory=list)

    def __call__(self, app: Mainstem) -> Run:
        self.started.set()
        return self

    def poll(self) -> int | None:
        """It runs until something was sent."""
        return 0 if self.got else None

    def send_signal(self, number: int, /) -> None:
        """Notes what was sent."""
        self.got.append(signal.Signals(number).name)

    def wait(self, timeout: float) -> int:
        """A stubborn one has to be killed."""
        if self.stubborn and "killed" not in self.got:
            raise subprocess.TimeoutExpired("tick", timeout)
        return 0

    def kill(self) -> None:
        """Notes it."""
        self.got.append("killed")


@pytest.mark.parametrize(("stubborn", "got"), [(False, ["SIGINT"]), (True, ["SIGINT", "killed"])])
def test_a_run_ends_with_the_server(empty: Mainstem, stubborn: bool, got: list[str]) -> None:
    """It is asked to, so that it keeps what is finished; and killed where it does not listen."""
    run = Run(stubborn)
    with minding(empty, print, start=run, every_s=0.01):
        assert run.started.wait(PATIENCE_S)
    assert got == run.got


def test_nothing_is_started_where_nothing_is_due(empty: Mainstem) -> None:
    """The loop looks, and goes on looking."""
    seen = empty.store.jobs.see("sync", "", NOW)
    run = Run()
    with minding(empty, print, start=run, every_s=0.01):
        assert not run.started.wait(0.1)
    assert seen == empty.store.jobs.get("sync", "")


def test_a_fault_of_the_database_is_told_and_the_loop_goes_on(tmp_path: Path) -> None:
    """A server stays up where its database does not answer for a while."""
    said, told = [], Event()

    def say(what: str) -> None:
        said.append(what)
        if len(said) == 2:
            told.set()

    broken = Mainstem(Settings(home=tmp_path, jobs=("nap daily 13:00",)), clock=lambda: NOW)
    with minding(broken, say, start=Run(), every_s=0.01):
        assert told.wait(PATIENCE_S)
    broken.store.close()
    assert "Jobs wait: jobs in settings.toml: 'nap' is no job" in said[0]


def test_two_ticks_at_once_do_a_job_once(tmp_path: Path) -> None:
    """The second finds the lease and ends; a third, when the first has ended, finds it done."""
    command = [sys.executable, "-c", _TICK, str(tmp_path)]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, **piped) as first:
        assert first.stdout is not None
        assert "began" == first.stdout.readline().strip()
        second = subprocess.run(command, input="\n", capture_output=True, text=True, timeout=PATIENCE_S)
        told, _ = first.communicate("\n", timeout=PATIENCE_S)
    third = subprocess.run(command, input="\n", capture_output=True, text=True, timeout=PATIENCE_S)
    assert ["ended\n", "slept\nended\n", "ended\n"] == [second.stdout, told, third.stdout]
    assert "began\n" == (tmp_path / "ran").read_text()
