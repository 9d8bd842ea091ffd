"""All models of all reports: the table, what it shows together, and Epoch AI's beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mainstem.errors import DiskFull, UsageError
from mainstem.model import ReportRead
from mainstem.reports import compare, epoch, trends
from mainstem.reports.compare import Change, Row
from mainstem.reports.epoch import Second
from mainstem.reports.fields import FIELDS
from mainstem.wiring import reporting
from mainstem.wiring.home import make

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

DEFAULT = ("total_parameters", "active_parameters", "training_tokens", "context_length_final", "gpu_type")
_EPOCH = "epoch.csv"  # in the home


@dataclass(frozen=True, slots=True)
class Trend:
    """One plot: what it shows, in which unit, and its points, the oldest first."""

    title: str
    unit: str
    points: Sequence[trends.Point]
    is_log: bool
    doubling: trends.Doubling | None = None
    is_by_lab: bool = False  # a lab's points are joined


def reads(app: Mainstem) -> list[ReportRead]:
    """Every report that was read, by name."""
    return [kept.read for kept in app.store.reports.all()]


def rows(
    told: Sequence[ReportRead], where: Sequence[str] = (), sort: str | None = None, names: Sequence[str] = ()
) -> list[Row]:
    """The models that fit every condition and hold one of ``names``; raises UsageError for what is no condition."""
    made = compare.rows(told)
    named = [row for row in made if not names or any(_holds(row, told) for told in names)]
    return compare.chosen(named, where, sort)


def _holds(row: Row, told: str) -> bool:
    return told.lower() in f"{row.model} {row.report} {row.maker}".lower()


def pair(app: Mainstem, one: str, other: str) -> tuple[Row, Row]:
    """Two models, each by its exact name or else the first that holds the words; raises UsageError."""
    made = rows(reads(app))
    return _one(made, one), _one(made, other)


def _one(made: Sequence[Row], told: str) -> Row:
    exact = [row for row in made if told.lower() in (row.model.lower(), row.report.lower())]
    for row in (*exact, *made):
        if _holds(row, told):
            return row
    known = ", ".join(row.model for row in made) or "none yet"
    raise UsageError(told, "is no model of a report that was read", f"Known: {known}")


def changes(app: Mainstem, before: str, after: str) -> list[Change]:
    """What two versions of a report tell differently; raises UsageError for a report that is none."""
    return compare.changes(reporting.get(app, before).read, reporting.get(app, after).read)


def plots(reads: Sequence[ReportRead]) -> list[Trend]:
    """The four plots over the reports that tell a date."""
    compute = trends.checked(reads, "training compute, 6 N D")
    return [
        Trend("Training compute, 6 N D", "FLOP", compute, True, trends.doubling(compute)),
        Trend("Tokens a parameter", "tokens", trends.checked(reads, "tokens a parameter"), True),
        Trend("Utilisation implied", "of the peak", trends.checked(reads, "utilisation implied"), False),
        Trend("Fields disclosed", "of all fields", trends.disclosed(reads), False, is_by_lab=True),
    ]


def as_json(row: Row) -> dict[str, Any]:
    """A row with every fact behind it."""
    told = {field: [asdict(one) for one in held] for field, held in row.told.items()}
    return {"report": row.report, "model": row.model, "maker": row.maker, "fields": told}


def as_csv(made: Sequence[Row]) -> str:
    """The rows with every field; several values of one cell with semicolons between."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("report", "model", *FIELDS))
    for row in made:
        cells = [
            "; ".join(dict.fromkeys(str(one.normalised) for one in row.told.get(field, ())))
            for field in FIELDS
        ]
        writer.writerow([_harmless(cell) for cell in (row.report, row.model, *cells)])
    return text.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: reports are written by strangers."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@") else cell


def keep_epoch(app: Mainstem, file: Path) -> list[Second]:
    """Keeps Epoch AI's table as the second source, and says where it agrees; raises UsageError, DiskFull."""
    try:
        table = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            str(file), f"cannot be read ({error})", "Give Epoch AI's notable_ai_models.csv"
        ) from error
    found = list(epoch.beside(rows(reads(app)), table))
    place = _epoch_place(app)
    try:
        make(place.parent)
        place.write_text(table, "utf-8")
    except OSError as error:
        raise DiskFull(str(place), f"cannot be written ({error.strerror})") from error
    return found


def beside_epoch(app: Mainstem, made: Sequence[Row]) -> list[Second]:
    """Our values beside Epoch AI's; empty where their table was never given."""
    place = _epoch_place(app)
    return list(epoch.beside(made, place.read_text("utf-8"))) if place.is_file() else []


def _epoch_place(app: Mainstem) -> Path:
    return app.settings.home / _EPOCH


def makers(app: Mainstem) -> Mapping[str, str]:
    """What each lab of the pack is called, by its id."""
    return {lab.id: lab.name for lab in app.pack.labs}
