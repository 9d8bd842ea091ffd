"""Standard output stays clean while a C library prints."""

from __future__ import annotations

import subprocess
import sys

PRINTING = """
import ctypes
from mainstem.pipeline.planning.quiet import quiet_stdout
puts = ctypes.CDLL(None).puts
print("before")
puts(b"C before")
with quiet_stdout():
    puts(b"C inside")
puts(b"C after")
print("after")
"""
FAILING = """
from mainstem.pipeline.planning.quiet import quiet_stdout
try:
    with quiet_stdout():
        raise KeyError
except KeyError:
    print("still here")
"""
CLOSED = """
import os, sys
from mainstem.pipeline.planning.quiet import quiet_stdout
os.close(1)
with quiet_stdout():
    os.write(2, b"went on")
"""
# A week at which HiGHS 1.12 prints its forgotten line.
WEEK = """
from dataclasses import replace
from tests.pipeline.planning.fakes import CADENCE, many, week
week(many(100, 3), cadence=replace(CADENCE, budget_min=240))
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    """What a new Python prints with standard output in a pipe, where C keeps it in a buffer."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)


def test_only_what_is_printed_inside_is_lost() -> None:
    """Python's and C's prints before and after come through, in order of their flushes."""
    assert {"before", "C before", "C after", "after"} == set(run(PRINTING).stdout.split("\n")[:-1])


def test_standard_output_is_back_after_an_error() -> None:
    """An error inside leaves standard output as it was."""
    assert "still here\n" == run(FAILING).stdout


def test_process_without_standard_output_goes_on() -> None:
    """A daemon that closed it plans all the same."""
    assert run(CLOSED).stderr.startswith("went on")


def test_planning_prints_nothing() -> None:
    """A week that makes the solver print leaves standard output empty."""
    done = run(WEEK)
    assert ("", 0) == (done.stdout, done.returncode), done.stderr
