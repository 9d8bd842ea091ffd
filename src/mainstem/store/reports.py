"""Reports that were read, by name, each with its disclosures in the order of reading."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from mainstem.model import Check, Claim, Disclosure, ReportRead, Reticence
from mainstem.store.db import Database
from mainstem.store.schema import disclosures, reports


@dataclass(frozen=True, slots=True)
class Kept:
    """A report as it is kept: what was read, and where it came from."""

    read: ReportRead
    source: str  # the file or address it was given as
    sha256: str  # of its bytes
    at: datetime


_APART = ("model", "field", "value", "normalised")  # columns of a disclosure; the rest is one document


class Reports:
    """Reports and disclosures."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._held: tuple[Any, list[Kept]] = (None, [])  # all of them, and of which moment

    def put(self, read: ReportRead, source: str, sha256: str, at: datetime) -> None:
        """Keeps a report, in place of one of the same name."""
        row = {"name": read.name, "family": read.family, "source": source, "sha256": sha256, "at": at}
        told = [_row(read.name, n, one) for n, one in enumerate(read.disclosures)]
        with self._db.writing() as conn:
            conn.execute(delete(disclosures).where(disclosures.c.report == read.name))
            conn.execute(delete(reports).where(reports.c.name == read.name))
            conn.execute(insert(reports).values(**row, told=_document(read)))
            if told:
                conn.execute(insert(disclosures), told)
        self._held = (None, [])

    def drop(self, name: str) -> bool:
        """Forgets a report; whether there was one."""
        with self._db.writing() as conn:
            conn.execute(delete(disclosures).where(disclosures.c.report == name))
            self._held = (None, [])
            return bool(conn.execute(delete(reports).where(reports.c.name == name)).rowcount)

    def get(self, name: str) -> Kept | None:
        """The report of that name."""
        return next(iter(self._read(name)), None)

    def all(self) -> list[Kept]:
        """Every report, by name; read anew only where one changed."""
        with self._db.reading() as conn:
            stamps = conn.execute(select(reports.c.name, reports.c.sha256, reports.c.at)).all()
        known, held = self._held
        if known != (stamp := sorted((row.name, row.sha256, row.at) for row in stamps)):
            self._held = stamp, (held := self._read(None))
        return list(held)

    def _read(self, name: str | None) -> list[Kept]:
        asked, facts = select(reports), select(disclosures).order_by(disclosures.c.n)
        if name is not None:
            asked, facts = asked.where(reports.c.name == name), facts.where(disclosures.c.report == name)
        with self._db.reading() as conn:
            kept = conn.execute(asked).all()
            told = conn.execute(facts).all()
        by_report: dict[str, list[Disclosure]] = {}
        for row in told:
            apart = {name: getattr(row, name) for name in _APART}
            by_report.setdefault(row.report, []).append(Disclosure(**apart, **row.told))
        made = [_kept(row, by_report.get(row.name, [])) for row in kept]
        return sorted(made, key=lambda one: one.read.name)


def _row(report: str, n: int, one: Disclosure) -> dict[str, Any]:
    told = asdict(one)
    apart = {name: told.pop(name) for name in _APART}
    return {"report": report, "n": n, **apart, "told": told}


def _document(read: ReportRead) -> dict[str, Any]:
    told = asdict(read)
    for name in ("name", "family", "disclosures"):
        del told[name]
    return told


def _kept(row: Any, told: list[Disclosure]) -> Kept:
    more = row.told
    read = ReportRead(
        name=row.name,
        family=row.family,
        n_pages=more["n_pages"],
        disclosures=tuple(told),
        reticences=tuple(Reticence(**one) for one in more["reticences"]),
        checks=tuple(Check(**{**one, "quotes": tuple(one["quotes"])}) for one in more["checks"]),
        claims=tuple(Claim(**one) for one in more["claims"]),
        missing=tuple(more["missing"]),
        maker=more.get("maker", ""),
        made_on=more.get("made_on", ""),
    )
    return Kept(read, row.source, row.sha256, row.at)
