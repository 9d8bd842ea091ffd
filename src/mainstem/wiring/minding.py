"""The small loop inside ``serve``: looks what is due, and has a process of its own run it.

Another process, because a sync or a plan keeps a processor busy for minutes, and pages should not wait for it;
and because it can be ended with the server, keeping what is finished.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING, Protocol

from mainstem.errors import MainstemError
from mainstem.wiring import jobs

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

EVERY_S = 30.0  # between two looks at what is due
LOOK_S = 0.2  # between two looks whether the process has ended, or the server ends
END_S = 20.0  # for the process to keep what is finished


class Running(Protocol):
    """A process that runs what is due."""

    def poll(self) -> int | None:
        """How it ended, or None while it runs."""
        ...

    def send_signal(self, number: int, /) -> None:
        """Sends it a signal."""
        ...

    def wait(self, timeout: float) -> int:
        """Waits for its end; raises subprocess.TimeoutExpired."""
        ...

    def kill(self) -> None:
        """Ends it at once."""
        ...


def start_tick(app: Mainstem) -> Running:
    """``mainstem tick`` for this home, out of reach of the terminal's Ctrl-C: the loop passes it on, once."""
    command = [sys.executable, "-m", "mainstem", "--home", str(app.settings.home), "tick"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own


@contextmanager
def minding(
    app: Mainstem,
    say: Callable[[str], None],
    *,
    start: Callable[[Mainstem], Running] = start_tick,
    every_s: float = EVERY_S,
) -> Iterator[None]:
    """While the block runs, what is due is run; at its end a run is asked to end, and what is finished is kept."""
    over = Event()
    thread = Thread(target=_mind, args=(app, say, start, every_s, over), name="jobs")
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _mind(
    app: Mainstem,
    say: Callable[[str], None],
    start: Callable[[Mainstem], Running],
    every_s: float,
    over: Event,
) -> None:
    while not over.is_set():
        try:
            if any(duty.is_due for duty in jobs.duties(app, see=True)):
                _wait(start(app), over)
        except MainstemError as error:
            say(f"Jobs wait: {error}")
        over.wait(every_s)


def _wait(running: Running, over: Event) -> None:
    while running.poll() is None:
        if over.wait(LOOK_S):
            running.send_signal(signal.SIGINT)
            try:
                running.wait(END_S)
            except subprocess.TimeoutExpired:
                running.kill()
                running.wait(END_S)
