"""Everything in one zip file, whichever database it came from: a file of JSON lines a table, and a manifest.

Rows are written as they are stored (moments as ISO 8601 in UTC, documents as JSON text), so that a backup
can be loaded by its own revision of the schema and then migrated like any other database.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO, Any

from sqlalchemy import Connection, text

from mainstem import __version__
from mainstem.errors import BackupUnreadable, HomeNotWritable, SchemaTooNew, StoreError
from mainstem.store import faults
from mainstem.store.db import Database
from mainstem.store.schema import REVISION, metadata, to_json

MANIFEST = "manifest.json"
_EXTRA = "extra/"
_BATCH = 2000  # rows in memory at once


@dataclass(frozen=True, slots=True)
class Content:
    """What a backup says of one table."""

    n_rows: int
    sha256: str  # of the table's lines


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    version: str  # of mainstem
    revision: str  # of the schema
    made_at: str  # ISO 8601
    tables: Mapping[str, Content]  # in the order in which they are loaded


def write(db: Database, file: Path, extra: Mapping[str, bytes]) -> None:
    """Writes all tables as they are at one moment, and ``extra`` files by name; the file appears whole.

    Raises HomeNotWritable and DiskFull for the file.
    """
    part = file.with_name(f".{file.name}.part")
    try:
        with _fresh(part) as into, db.reading() as conn:
            contents = {table.name: _dump(conn, table.name, into) for table in metadata.sorted_tables}
            for name, body in extra.items():
                into.writestr(_EXTRA + name, body)
            manifest = Manifest(__version__, REVISION, db.now().isoformat(), contents)
            into.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
        part.replace(file)
    except OSError as error:
        told = faults.from_os(str(file), error)
        hint = "Give another file" if isinstance(told, HomeNotWritable) else None
        raise type(told)(str(file), told.what, hint) from error


@contextmanager
def _fresh(part: Path) -> Iterator[zipfile.ZipFile]:
    """A new zip file, on the disk when it is done; nothing of it stays where the block fails."""
    part.unlink(missing_ok=True)
    try:
        with part.open("xb") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as into:
                yield into
            raw.flush()
            os.fsync(raw.fileno())
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _dump(conn: Connection, table: str, into: zipfile.ZipFile) -> Content:
    digest, n = hashlib.sha256(), 0
    order = ", ".join(f'"{column.name}"' for column in metadata.tables[table].primary_key)
    query = text(f'SELECT * FROM "{table}" ORDER BY {order}')  # noqa: S608 - names of our own
    with into.open(f"{table}.jsonl", "w", force_zip64=True) as lines:
        for row in conn.execution_options(yield_per=_BATCH).execute(query).mappings():
            line = to_json({name: _plain(value) for name, value in row.items()}).encode() + b"\n"
            digest.update(line)
            lines.write(line)
            n += 1
    return Content(n, digest.hexdigest())


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value


@contextmanager
def reading(file: Path) -> Iterator[Backup]:
    """A backup, read from end to end and found whole; raises BackupUnreadable or SchemaTooNew."""
    with _telling(file), zipfile.ZipFile(file) as zipped:
        told = json.loads(zipped.read(MANIFEST))
        tables = {name: Content(**content) for name, content in told.pop("tables").items()}
        backup = Backup(zipped, Manifest(**told, tables=tables))
        backup.verify_all()
    if backup.manifest.revision > REVISION:
        what = f"its schema {backup.manifest.revision} is newer than {REVISION}, the newest known here"
        raise SchemaTooNew(str(file), what, "Upgrade mainstem and restore again")
    with zipfile.ZipFile(file) as zipped:
        yield Backup(zipped, backup.manifest)


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise BackupUnreadable(str(file), error.strerror or "cannot be read") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise BackupUnreadable(str(file), "is no backup, or damaged") from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BackupUnreadable(str(file), "is a zip file, but no backup of mainstem, or damaged") from error


class Backup:
    """An open backup."""

    def __init__(self, zipped: zipfile.ZipFile, manifest: Manifest) -> None:
        self._zipped = zipped
        self.manifest = manifest

    def extra(self) -> dict[str, bytes]:
        """The files that were put beside the tables, by name: relative, and never out of their folder."""
        names = [name for name in self._zipped.namelist() if name.startswith(_EXTRA)]
        return {name.removeprefix(_EXTRA): self._zipped.read(name) for name in names}

    def verify_all(self) -> None:
        """Reads everything to its end; raises ValueError where it is not what the manifest says."""
        for table, content in self.manifest.tables.items():
            self._verify(table, content)
        for name in self.extra():
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
                raise ValueError(f"{name} points out of its folder")

    def _verify(self, table: str, content: Content) -> None:
        digest, n = hashlib.sha256(), 0
        with self._lines(table) as lines:
            for line in lines:
                json.loads(line)
                digest.update(line)
                n += 1
        if (n, digest.hexdigest()) != (content.n_rows, content.sha256):
            raise ValueError(f"table {table} is not as the manifest says")

    def load(self, conn: Connection) -> int:
        """Fills the (empty) tables; how many rows."""
        for table in self.manifest.tables:
            with self._lines(table) as lines:
                while batch := [json.loads(line) for line in islice(lines, _BATCH)]:
                    _insert(conn, table, batch)
        return sum(content.n_rows for content in self.manifest.tables.values())

    def _lines(self, table: str) -> IO[bytes]:
        return self._zipped.open(f"{table}.jsonl")


def _insert(conn: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    """Rows as stored; the driver's own parameters, because PostgreSQL reads a bare string as any type."""
    names = list(rows[0])
    sqlite = conn.dialect.name == "sqlite"
    marks = ", ".join("?" if sqlite else "%s" for _ in names)
    columns = ", ".join(f'"{name}"' for name in names)
    statement = f'INSERT INTO "{table}" ({columns}) VALUES ({marks})'  # noqa: S608 - names checked below
    if any(not name.isidentifier() for name in (table, *names)):
        raise StoreError(table, "the backup names a column that cannot be")
    conn.exec_driver_sql(statement, [tuple(row[name] for name in names) for row in rows])
