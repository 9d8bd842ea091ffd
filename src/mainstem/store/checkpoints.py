"""The last audit of each checkpoint, so that the next can tell what changed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select

from mainstem.model import CheckpointAudit, HubFile, HubFinding
from mainstem.store.db import Database
from mainstem.store.schema import checkpoint_audits

_APART = ("name", "revision", "at")  # columns; the rest is one document


class Checkpoints:
    """Audits by the name of their checkpoint."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def put(self, audit: CheckpointAudit) -> None:
        """Keeps an audit, in place of an earlier one of the same checkpoint."""
        told = asdict(audit)
        row = {name: told.pop(name) for name in _APART}
        with self._db.writing() as conn:
            conn.execute(delete(checkpoint_audits).where(checkpoint_audits.c.name == audit.name))
            conn.execute(insert(checkpoint_audits).values(**row, told=told))

    def last(self, name: str) -> CheckpointAudit | None:
        """The last audit of that checkpoint."""
        query = select(checkpoint_audits).where(checkpoint_audits.c.name == name)
        with self._db.reading() as conn:
            row = conn.execute(query).first()
        return None if row is None else _audit(row)


def _audit(row: Any) -> CheckpointAudit:
    told = dict(row.told)
    files = tuple(HubFile(**one) for one in told.pop("files"))
    found, accepted = (
        tuple(HubFinding(**one) for one in told.pop(name)) for name in ("findings", "accepted")
    )
    apart = {name: getattr(row, name) for name in _APART}
    return CheckpointAudit(**apart, files=files, findings=found, accepted=accepted, **told)
