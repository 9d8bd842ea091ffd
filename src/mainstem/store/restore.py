"""Brings a backup back, and keeps what was there beside it."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, inspect

from mainstem.errors import DatabaseCorrupt
from mainstem.store import backup, faults, search
from mainstem.store.db import Database, url_of
from mainstem.store.migrate import upgrade
from mainstem.store.schema import metadata

_HELPERS = ("-wal", "-shm")  # files that belong to an SQLite database
_ALL_TABLES = (*metadata.tables, "item_words", "alembic_version")


@dataclass(frozen=True, slots=True)
class Restored:
    """What was brought back."""

    made_at: str  # when the backup was made, ISO 8601
    n_rows: int
    old: str | None  # where the database that was there before is now: a file, or a schema
    extra: dict[str, bytes]  # the files that were put beside the tables


def restore(file: Path, place: str | Path) -> Restored:
    """Makes the database at ``place`` what ``file`` holds.

    The backup is read from end to end before anything is touched. A database that is there, sound or not, is
    kept: a file as ``NAME.before-restore``, PostgreSQL's tables in a schema ``before_restore`` (numbered
    where that is taken). Raises BackupUnreadable, SchemaTooNew, DatabaseLocked and other StoreErrors, and
    then nothing was changed.
    """
    url = url_of(place)
    with backup.reading(file) as found:
        into = _into_sqlite if url.get_backend_name() == "sqlite" else _into_postgresql
        extra = found.extra()
        n_rows, old = into(found, url)
        return Restored(found.manifest.made_at, n_rows, old, extra)


def _into_sqlite(found: backup.Backup, url: URL) -> tuple[int, str | None]:
    path = Path(url.database or "")
    new = path.with_name(f"{path.name}.restoring")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove(new)
        _refuse_if_busy(path)
        with closing(Database(url.set(database=str(new)))) as db, db.writing() as conn:
            n_rows = _fill(conn, found)
        old = _put_aside(path) if path.exists() else None
        new.replace(path)
    except OSError as error:
        raise faults.from_os(str(path), error) from error
    finally:
        _remove(new)
    return n_rows, old


def _fill(conn: Connection, found: backup.Backup) -> int:
    upgrade(conn, found.manifest.revision)
    n_rows = found.load(conn)
    upgrade(conn, "head")
    search.relearn(conn)
    return n_rows


def _refuse_if_busy(path: Path) -> None:
    """Raises DatabaseLocked while another process writes; a file that is no sound database is not busy."""
    if not path.is_file():
        return
    with closing(Database(url_of(path), wait_s=1.0)) as db:
        try:
            with db.writing():
                pass
        except DatabaseCorrupt:
            return


def _put_aside(path: Path) -> str:
    aside = _free(path)
    for end in _HELPERS:
        helper = path.with_name(path.name + end)
        if helper.exists():
            helper.rename(aside.with_name(aside.name + end))
    path.rename(aside)
    return str(aside)


def _free(path: Path) -> Path:
    names = (f"{path.name}.before-restore{end}" for end in ("", *(f"-{n}" for n in range(2, 10_000))))
    return next(aside for aside in map(path.with_name, names) if not aside.exists())


def _remove(path: Path) -> None:
    for end in ("", *_HELPERS):
        path.with_name(path.name + end).unlink(missing_ok=True)


def _into_postgresql(found: backup.Backup, url: URL) -> tuple[int, str | None]:
    with closing(Database(url)) as db, db.writing() as conn:
        old = _move_aside(conn)
        return _fill(conn, found), old


def _move_aside(conn: Connection) -> str | None:
    inspector: Any = inspect(conn)
    there = [table for table in _ALL_TABLES if inspector.has_table(table)]
    if not there:
        return None
    taken = set(inspector.get_schema_names())
    names = ("before_restore", *(f"before_restore_{n}" for n in range(2, 10_000)))
    schema = next(name for name in names if name not in taken)
    conn.exec_driver_sql(f"CREATE SCHEMA {schema}")
    for table in there:
        conn.exec_driver_sql(f"ALTER TABLE {table} SET SCHEMA {schema}")
    return schema
