"""The database behind one engine, with two gates: ``reading`` and ``writing``. Every statement passes one."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, Table, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError

from mainstem.errors import DatabaseCorrupt, SettingsError
from mainstem.store import faults

T = TypeVar("T")
CHUNK = 5000  # values in one statement; SQLite takes 32,766 and PostgreSQL 65,535
_URL_HINT = "Write it as sqlite:////folder/mainstem.db or postgresql://user@host/database"
_MAPPED_BYTES = 2**30  # of an SQLite file that are read without a copy; halves a scan of 100,000 items
_WRITER = 0x6D61696E  # the advisory lock of PostgreSQL that makes writers take turns ("main")


def utc_now() -> datetime:
    """This moment."""
    return datetime.now(UTC)


class Database:
    """One SQLite file, or one PostgreSQL database (or schema of it).

    Writers take turns on both: an SQLite write starts with ``BEGIN IMMEDIATE``, a PostgreSQL one with an
    advisory lock. So a writer may read, decide, and number its rows from the highest number there is.
    """

    def __init__(
        self,
        url: URL,
        *,
        readonly: bool = False,
        wait_s: float = 10.0,
        now: Callable[[], datetime] = utc_now,
    ) -> None:
        self.now = now
        self.readonly = readonly
        self.is_sqlite = url.get_backend_name() == "sqlite"
        self.path = Path(url.database or "") if self.is_sqlite else None
        self.subject = str(self.path) if self.is_sqlite else url.render_as_string(hide_password=True)
        make = _sqlite_engine if self.is_sqlite else _postgresql_engine
        self.engine = make(url, readonly, wait_s)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection in a transaction that sees one state of the database."""
        options = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self.telling(), self.engine.connect() as conn:
            conn.execution_options(**options)  # of this very connection, while it is lent
            with conn.begin():
                yield conn

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The writer's connection: all of the block is kept, or nothing."""
        with self.telling(), self.engine.connect() as conn:
            conn.execution_options(mainstem_writes=True)
            with conn.begin():
                if not self.is_sqlite:
                    conn.execute(select(func.pg_advisory_xact_lock(_WRITER)))
                yield conn

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turns what the drivers raise into the StoreError that says it."""
        folder = self.path.parent if self.path else None
        try:
            yield
        except DBAPIError as error:
            told = faults.from_driver(self.subject, error.orig or error, folder)
            if told is None:
                raise
            raise told from error
        except sqlite3.Error as error:
            told = faults.from_driver(self.subject, error, folder)
            if told is None:
                raise
            raise told from error

    def check(self) -> None:
        """Raises DatabaseCorrupt where the database is not sound; PostgreSQL is only asked to answer."""
        with self.reading() as conn:
            if not self.is_sqlite:
                conn.execute(select(1))
                return
            said = conn.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
            loose = conn.exec_driver_sql("PRAGMA foreign_key_check").first()
        if said != "ok":
            raise DatabaseCorrupt(self.subject, said)
        if loose is not None:
            raise DatabaseCorrupt(self.subject, f"a row of {loose[0]} points nowhere")

    def close(self) -> None:
        """Closes every connection."""
        self.engine.dispose()


def url_of(place: str | Path) -> URL:
    """The address of a database given as a file or as ``sqlite:`` or ``postgresql:`` URL.

    Raises SettingsError, which does not repeat the address because it may hold a password.
    """
    text = str(place)
    if isinstance(place, Path) or "://" not in text:
        return URL.create("sqlite", database=text)
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise SettingsError("database_url", "is not an address of a database", _URL_HINT) from error
    if url.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    raise SettingsError("database_url", "this kind of database is not supported", _URL_HINT)


def next_n(conn: Connection, table: Table) -> int:
    """The number of the next row; safe because writers take turns."""
    return (conn.execute(select(func.max(table.c.n))).scalar() or 0) + 1


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """``values`` in lists that fit into one statement."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _sqlite_engine(url: URL, readonly: bool, wait_s: float) -> Engine:
    if readonly:
        url = _only_to_read(url)
    engine = create_engine(url, connect_args={"timeout": wait_s})

    @event.listens_for(engine, "connect")
    def _connected(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # transactions are begun below, not by the driver
        raw.execute("PRAGMA foreign_keys = ON")
        if not readonly:
            _to_wal(raw, wait_s)
            raw.execute("PRAGMA synchronous = NORMAL")
            raw.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")

    @event.listens_for(engine, "begin")
    def _begun(conn: Connection) -> None:
        writes = conn.get_execution_options().get("mainstem_writes", False)
        conn.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _to_wal(raw: sqlite3.Connection, wait_s: float) -> None:
    """The one change that SQLite refuses at once where another process is at work, whatever its timeout."""
    until = time.monotonic() + wait_s
    while True:
        try:
            raw.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _only_to_read(url: URL) -> URL:
    path = Path(url.database or "").absolute()
    query = {"uri": "true", "mode": "ro"}
    if not os.access(path.parent, os.W_OK):
        query["immutable"] = "1"  # where it can make no helper files, nobody else writes either
    return url.set(database=path.as_uri(), query=query)


def _postgresql_engine(url: URL, readonly: bool, wait_s: float) -> Engine:
    options = f"-c timezone=UTC -c lock_timeout={int(wait_s * 1000)}"
    if readonly:
        options += " -c default_transaction_read_only=on"
    given = url.query.get("options")
    if given:
        options = f"{given} {options}"
    connect_args = {"options": options, "connect_timeout": max(2, int(wait_s))}
    return create_engine(url.difference_update_query(["options"]), connect_args=connect_args)
