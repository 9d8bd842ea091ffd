"""What was decided on the canon, and the canon as it stood after each change. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, insert, select

from mainstem.model import CanonVersion, CanonWork, Decision, Grounds, Proposal, Successor
from mainstem.store.db import Database, next_n
from mainstem.store.schema import canon_rows, canon_versions, decisions

Document = Mapping[str, Any]


class Reviews:
    """Decisions and versions of the one canon that all who share the database have."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def add(self, decision: Decision) -> None:
        """Records a decision; nothing is overwritten, and the last on a proposal is the one that counts."""
        one = decision
        with self._db.writing() as conn:
            conn.execute(
                insert(decisions).values(
                    n=next_n(conn, decisions),
                    person=one.person,
                    quarter=one.quarter,
                    verdict=one.verdict,
                    kind=one.proposal.kind,
                    key=one.proposal.key,
                    proposal=_plain(asdict(one.proposal)),
                    at=one.at,
                    because=one.because,
                )
            )

    def decisions(self) -> list[Decision]:
        """The last standing decision on each proposal of each quarter, in the order in which they were made."""
        with self._db.reading() as conn:
            told = [_decision(row) for row in conn.execute(_standing())]
        last = {(one.quarter, one.proposal.kind, one.proposal.key): one for one in told}
        return [one for one in told if last[one.quarter, one.proposal.kind, one.proposal.key] is one]

    def undo(self, at: datetime) -> Decision | None:
        """Takes back the last decision that stands, and returns it; the one before it on that proposal stands again."""
        with self._db.writing() as conn:
            row = conn.execute(_standing().order_by(None).order_by(decisions.c.n.desc()).limit(1)).first()
            if row is None:
                return None
            told = {name: getattr(row, name) for name in ("person", "quarter", "kind", "key", "proposal")}
            undone = {"verdict": "undo", "at": at, "because": "", "undoes_n": row.n}
            conn.execute(insert(decisions).values(n=next_n(conn, decisions), **told, **undone))
            return _decision(row)

    def keep(self, version: CanonVersion) -> None:
        """Keeps the list as it stands from a moment on."""
        with self._db.writing() as conn:
            n = next_n(conn, canon_versions)
            conn.execute(insert(canon_versions).values(n=n, at=version.at, because=version.because))
            rows = [
                {"version_n": n, "position": position, "key": row.key, "row": asdict(row)}
                for position, row in enumerate(version.rows, 1)
            ]
            if rows:
                conn.execute(insert(canon_rows), rows)

    def last(self, until: datetime | None = None) -> CanonVersion | None:
        """The newest version, or the one that stood at ``until``; None where none was kept by then."""
        query = select(canon_versions).order_by(canon_versions.c.n.desc()).limit(1)
        if until is not None:
            query = query.where(canon_versions.c.at <= until)
        with self._db.reading() as conn:
            found = conn.execute(query).first()
            if found is None:
                return None
            its = select(canon_rows.c.row).where(canon_rows.c.version_n == found.n)
            rows = tuple(_row(told) for told in conn.execute(its.order_by(canon_rows.c.position)).scalars())
        return CanonVersion(found.at, found.because, rows)

    def versions(self) -> list[CanonVersion]:
        """Every version that was kept, the newest first, without its rows."""
        query = select(canon_versions.c.at, canon_versions.c.because).order_by(canon_versions.c.n.desc())
        with self._db.reading() as conn:
            return [CanonVersion(row.at, row.because, ()) for row in conn.execute(query)]


def _standing() -> Select[Any]:
    undone = select(decisions.c.undoes_n).where(decisions.c.undoes_n.is_not(None))
    standing = select(decisions).where(decisions.c.verdict != "undo", decisions.c.n.not_in(undone))
    return standing.order_by(decisions.c.n)


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """Dates as text, wherever they stand."""
    return {name: _text(value) for name, value in told.items()}


def _text(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _plain(value)
    return [_text(one) for one in value] if isinstance(value, list | tuple) else value


def _decision(row: Any) -> Decision:
    return Decision(row.person, row.quarter, row.verdict, _proposal(row.proposal), row.at, row.because)


def _proposal(told: Document) -> Proposal:
    fields = dict(told)
    fields["since"] = date.fromisoformat(told["since"])
    fields["published"] = date.fromisoformat(told["published"]) if told["published"] else None
    fields["curve"] = tuple((name, weight) for name, weight in told["curve"])
    grounds = ({**one, "on": date.fromisoformat(one["on"])} for one in told["grounds"])
    fields["grounds"] = tuple(Grounds(**one) for one in grounds)
    return Proposal(**fields)


def _row(told: Document) -> CanonWork:
    fields = dict(told)
    for name in ("authors", "aliases"):
        fields[name] = tuple(told[name])
    for name in ("successors", "predecessors"):
        fields[name] = tuple(Successor(**one) for one in told[name])
    return CanonWork(**fields)
