"""Keeps a C library's prints off standard output, which may be carrying JSON."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

_STDOUT = 1


@contextmanager
def quiet_stdout() -> Iterator[None]:
    """Whatever is written to file descriptor 1 inside goes nowhere, C's buffer included.

    HiGHS 1.12, which scipy 1.17 carries, prints a forgotten line while it solves, whatever its options
    (https://github.com/jump-dev/HiGHS.jl/issues/312). It holds for the whole process, so nothing else should
    print meanwhile. A process without standard output, or without POSIX, is left as it is.
    """
    try:
        kept = os.dup(_STDOUT) if os.name == "posix" else None
    except OSError:
        kept = None
    if kept is None:
        yield
        return
    flush = ctypes.CDLL(None).fflush
    try:
        _flush_all(flush)
        with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (a path object has no meaning for the null device)
            os.dup2(nowhere.fileno(), _STDOUT)
        yield
    finally:
        flush(None)
        os.dup2(kept, _STDOUT)
        os.close(kept)


def _flush_all(flush: ctypes._NamedFuncPointer) -> None:
    if sys.stdout is not None:
        sys.stdout.flush()
    flush(None)
