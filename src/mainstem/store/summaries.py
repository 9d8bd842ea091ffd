"""What language models wrote about works: one text a work and model. No search and no rank reads this table."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, insert, select

from mainstem.model import Summary
from mainstem.store.db import Database
from mainstem.store.schema import summaries

_TOLD = ("model", "text", "at", "read", "n_in", "n_out", "cost", "currency")


class Summaries:
    """Summaries, by any key of their work."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, made: Summary) -> None:
        """Keeps it in place of what that model wrote about the work before."""
        same = summaries.c.key == made.work_id, summaries.c.model == made.model
        row = {"key": made.work_id} | {name: getattr(made, name) for name in _TOLD}
        with self._db.writing() as conn:
            conn.execute(delete(summaries).where(*same))
            conn.execute(insert(summaries).values(row))

    def of(self, keys: Collection[str]) -> list[Summary]:
        """What was written about the work that goes by these keys, newest first."""
        query = select(summaries).where(summaries.c.key.in_(keys))
        with self._db.reading() as conn:
            found = [_summary(row) for row in conn.execute(query)]
        return sorted(found, key=lambda one: (one.at, one.model), reverse=True)

    def all(self) -> list[Summary]:
        """Everything that was written, newest first."""
        with self._db.reading() as conn:
            found = [_summary(row) for row in conn.execute(select(summaries))]
        return sorted(found, key=lambda one: (one.at, one.work_id, one.model), reverse=True)


def _summary(row: Any) -> Summary:
    return Summary(row.key, *(getattr(row, name) for name in _TOLD))
