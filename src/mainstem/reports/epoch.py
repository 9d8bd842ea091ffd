"""Epoch AI's table of notable models (CC-BY 4.0) as a second source beside what was read.

Their "Training dataset size" is sometimes the corpus and sometimes the tokens seen: a difference may be one of meaning.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.errors import UsageError
from mainstem.reports.compare import Row
from mainstem.reports.subject.names import tokens

CREDIT = "Epoch AI, notable models, CC-BY 4.0, epoch.ai/data"
TOLERANCE = 0.025
_FIELDS = {
    "total_parameters": "Parameters",
    "training_tokens": "Training dataset size (datapoints)",
    "n_gpus": "Hardware quantity",
}


@dataclass(frozen=True, slots=True)
class Second:
    """One value of ours beside theirs."""

    model: str
    field: str
    ours: float
    theirs: float

    @property
    def agrees(self) -> bool:
        """Whether they are within the tolerance."""
        return abs(self.ours - self.theirs) <= TOLERANCE * abs(self.theirs)


def beside(made: Sequence[Row], table: str) -> Iterator[Second]:
    """Our values for which the table has one of the same model; raises UsageError for what is no such table."""
    theirs = {_key(row["Model"]): row for row in _rows(table)}
    for row in made:
        told = theirs.get(_key(row.model)) or theirs.get(_key(_with_size(row)))
        for field, column in _FIELDS.items():
            number = row.number(field)
            if told and number is not None and (value := _number(told[column])) is not None:
                yield Second(row.model, field, number, value)


def _rows(table: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(table))
    if lacking := {"Model", *_FIELDS.values()} - set(reader.fieldnames or ()):
        raise UsageError(
            "the table", f"has no column {min(lacking)}", "Give Epoch AI's notable_ai_models.csv"
        )
    yield from reader


def _with_size(row: Row) -> str:
    size = row.number("total_parameters")
    return f"{row.model} {size / 1e9:.4g}B" if size else row.model


def _key(model: str) -> str:
    return "".join(tokens(model))


def _number(told: str) -> float | None:
    try:
        return float(told)
    except ValueError:
        return None
