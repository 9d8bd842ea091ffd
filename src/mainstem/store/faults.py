"""What a database driver says, told as a StoreError: the one place that knows the drivers' codes.

A code that is not listed here is a bug (a broken constraint, a misspelt statement) and passes through.
"""

from __future__ import annotations

import errno
import shutil
import sqlite3
from pathlib import Path

from mainstem.errors import (
    DatabaseCorrupt,
    DatabaseLocked,
    DatabaseUnreachable,
    DiskFull,
    HomeNotWritable,
    StoreError,
)

Told = tuple[type[StoreError], str]

# https://www.sqlite.org/rescode.html, primary codes (the low byte of an extended one)
_SQLITE: dict[int, Told] = {
    sqlite3.SQLITE_BUSY: (DatabaseLocked, "the database is locked"),
    sqlite3.SQLITE_LOCKED: (DatabaseLocked, "the database is locked"),
    sqlite3.SQLITE_CORRUPT: (DatabaseCorrupt, "the database is damaged"),
    sqlite3.SQLITE_NOTADB: (DatabaseCorrupt, "this is not a database"),
    sqlite3.SQLITE_FULL: (DiskFull, "no space is left for the database"),
    sqlite3.SQLITE_READONLY: (HomeNotWritable, "the database cannot be written"),
    sqlite3.SQLITE_CANTOPEN: (HomeNotWritable, "the database cannot be opened"),
    sqlite3.SQLITE_PERM: (HomeNotWritable, "the database may not be opened"),
    sqlite3.SQLITE_AUTH: (HomeNotWritable, "the database may not be opened"),
    sqlite3.SQLITE_IOERR: (StoreError, "the disk failed to read or write the database"),
}
_IO_HINT = "Check the disk and whether the home folder is still there"

# https://www.postgresql.org/docs/18/errcodes-appendix.html, the code or its class
_POSTGRESQL: dict[str, Told] = {
    "08": (DatabaseUnreachable, "the connection to the server failed"),
    "28": (DatabaseUnreachable, "the server refused the login"),
    "3D": (DatabaseUnreachable, "the server has no such database"),
    "57P": (DatabaseUnreachable, "the server is shutting down or starting"),
    "53300": (DatabaseUnreachable, "the server has too many connections"),
    "53100": (DiskFull, "no space is left on the server"),
    "40": (DatabaseLocked, "another process changed the same rows"),
    "55P03": (DatabaseLocked, "the database is locked"),
    "42501": (HomeNotWritable, "the login may not write this database"),
    "25006": (HomeNotWritable, "the database is read-only"),
    "XX001": (DatabaseCorrupt, "the server reports damaged data"),
    "XX002": (DatabaseCorrupt, "the server reports a damaged index"),
}
_FULL = {errno.ENOSPC, errno.EDQUOT}


def from_driver(subject: str, error: BaseException, folder: Path | None) -> StoreError | None:
    """The error to raise for a driver's ``error``, or None for a bug.

    ``folder`` is where an SQLite database lies: a full disk shows as a failed write of its helper files.
    """
    if isinstance(error, sqlite3.Error):
        return _from_sqlite(subject, error, folder)
    told = _postgresql(error)
    return told[0](subject, told[1]) if told else None


def from_os(subject: str, error: OSError) -> StoreError:
    """The error to raise where a file or folder of the home could not be made, read or written."""
    if error.errno in _FULL:
        return DiskFull(subject, "no space is left")
    return HomeNotWritable(subject, error.strerror or "it cannot be written")


def _from_sqlite(subject: str, error: sqlite3.Error, folder: Path | None) -> StoreError | None:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _SQLITE:
        return None
    kind, what = _SQLITE[code & 0xFF]
    if kind is not StoreError:
        return kind(subject, what)
    if folder is not None and folder.is_dir() and shutil.disk_usage(folder).free < 1 << 16:
        return DiskFull(subject, "no space is left for the database")
    return StoreError(subject, what, _IO_HINT)


def _postgresql(error: BaseException) -> Told | None:
    state = getattr(error, "sqlstate", None)
    if state is None:
        # libpq gives no code where it never reached a server or lost it.
        lost = type(error).__name__ == "OperationalError"
        return (DatabaseUnreachable, "the server does not answer") if lost else None
    return next((_POSTGRESQL[state[:n]] for n in (5, 3, 2) if state[:n] in _POSTGRESQL), None)
