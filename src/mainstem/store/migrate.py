"""Brings a database to the newest schema; alembic is imported only where there is something to do."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select, table

from mainstem.errors import SchemaTooNew, StoreError
from mainstem.store.db import Database
from mainstem.store.schema import REVISION, metadata


def up_to_date(db: Database) -> None:
    """Migrates ``db`` to the newest schema, all of it or nothing; a new database is made by the same steps.

    Raises SchemaTooNew for a schema that this version does not know, and StoreError for one that is behind
    where the database was opened to be read only.
    """
    with db.reading() as conn:
        found = revision(conn)
    if found == REVISION:
        return
    if found is not None and found > REVISION:
        raise SchemaTooNew(db.subject, f"its schema {found} is newer than {REVISION}, the newest known here")
    if db.readonly:
        what = f"its schema is {found or 'empty'} and {REVISION} is needed"
        raise StoreError(db.subject, what, "Open it once for writing, such as with `mainstem doctor`")
    with db.writing() as conn:
        upgrade(conn, "head")


def revision(conn: Connection) -> str | None:
    """The schema's revision, or None for a database in which nothing of ours is.

    Raises StoreError for one with other tables of our names: it belongs to another program.
    """
    inspector = inspect(conn)
    if not inspector.has_table("alembic_version"):
        taken = sorted(set(metadata.tables) & set(inspector.get_table_names()))
        if taken:
            what = f"another program keeps its own {', '.join(taken)} here"
            raise StoreError(str(conn.engine.url.database), what, "Choose another file or database")
        return None
    return conn.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def upgrade(conn: Connection, to: str) -> None:
    """Runs the migrations up to revision ``to``, or "head", in the connection's own transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = conn
    command.upgrade(config, to)
