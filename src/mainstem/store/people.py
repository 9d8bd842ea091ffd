"""Everything that is kept under a person's name, in whatever table: told, and erased.

Drawn from the schema: a table with a column ``person`` holds what is a person's own, and so do rows that point at
such a row. A table that is added later is told and erased without another word here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, select, update

from mainstem.store.db import Database
from mainstem.store.schema import metadata

SHARED = frozenset(
    {"decisions", "corrections", "audit"}
)  # what all go by: it stays, and is nobody's any more
SECRET = frozenset({"hash"})  # columns that even their owner need not see


class People:
    """What is whose."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def told(self, person: str) -> dict[str, list[dict[str, Any]]]:
        """Every row of the person by table, in the order in which it was kept; moments in ISO 8601."""
        with self._db.reading() as conn:
            return {table.name: _rows(conn, table, person) for table in _personal()}

    def erase(self, person: str) -> dict[str, int]:
        """Removes every row of the person; how many went, by table. What all go by stays, without a name."""
        if not person:
            return {}
        with self._db.writing() as conn:
            return {table.name: _erase(conn, table, person) for table in reversed(list(_personal()))}


def _personal() -> Iterator[Table]:
    """Tables with a person in them, those that are pointed at first."""
    return (table for table in metadata.sorted_tables if "person" in table.c)


def _rows(conn: Connection, table: Table, person: str) -> list[dict[str, Any]]:
    columns = [column for column in table.c if column.name not in SECRET]
    query = select(*columns).where(table.c.person == person).order_by(*table.primary_key.columns)
    return [{name: _plain(value) for name, value in row.items()} for row in conn.execute(query).mappings()]


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _erase(conn: Connection, table: Table, person: str) -> int:
    if table.name in SHARED:
        nobody = update(table).where(table.c.person == person).values(person="")
        return conn.execute(nobody).rowcount
    for child, column in _pointing(table):
        [key] = column.foreign_keys
        mine = select(key.column).where(table.c.person == person)
        conn.execute(delete(child).where(column.in_(mine)))
    return conn.execute(delete(table).where(table.c.person == person)).rowcount


def _pointing(table: Table) -> Iterator[tuple[Table, Column[Any]]]:
    """Tables without a person whose rows belong to a row of this one."""
    for child in metadata.sorted_tables:
        if "person" not in child.c:
            yield from ((child, key.parent) for key in child.foreign_keys if key.column.table is table)
