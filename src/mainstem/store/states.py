"""What is remembered of the endpoints between two polls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

from sqlalchemy import Connection, delete, insert, select

from mainstem.model import EndpointState
from mainstem.store.db import Database, chunks
from mainstem.store.schema import endpoint_states

_COLUMNS = [endpoint_states.c[f.name] for f in fields(EndpointState)]


class States:
    """States by endpoint."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> dict[str, EndpointState]:
        """Every state, by endpoint id."""
        with self._db.reading() as conn:
            rows = conn.execute(select(*_COLUMNS))
            return {row.endpoint_id: EndpointState(*row) for row in rows}


def save_states(conn: Connection, states: Sequence[EndpointState]) -> None:
    """Replaces what is remembered of these endpoints; the last state of an endpoint stands."""
    rows = {state.endpoint_id: state for state in states}
    for ids in chunks(rows):
        conn.execute(delete(endpoint_states).where(endpoint_states.c.endpoint_id.in_(ids)))
    if rows:
        conn.execute(insert(endpoint_states), [asdict(state) for state in rows.values()])
