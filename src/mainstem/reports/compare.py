"""All models of all reports side by side: one row a model, one cell a field, each cell with the fact behind it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from mainstem.errors import UsageError
from mainstem.model import Disclosure, ReportRead
from mainstem.reports.fields import FIELDS, as_told
from mainstem.reports.subject.names import tokens

_LAST = "~"  # sorts behind what has a value


@dataclass(frozen=True, slots=True)
class Row:
    """A model and what its report discloses of it, by field, in the order of reading."""

    report: str
    model: str
    told: dict[str, tuple[Disclosure, ...]]
    maker: str = ""  # the lab's id in the pack
    numbers: Mapping[Disclosure, int] = field(default_factory=dict)  # of the facts in their report, 1-based

    def text(self, field: str) -> str:
        """A cell as people read it; empty where nothing is disclosed."""
        return ", ".join(dict.fromkeys(as_told(one) for one in self.told.get(field, ())))

    def facts(self, field: str) -> list[Disclosure]:
        """The facts of a cell, one for each value as people read it."""
        return list({as_told(one): one for one in reversed(self.told.get(field, ()))}.values())[::-1]

    def number(self, field: str) -> float | None:
        """The largest number in a cell; None where there is none."""
        numbers = [
            float(one.normalised) for one in self.told.get(field, ()) if not isinstance(one.normalised, str)
        ]
        return max(numbers, default=None)


def rows(reports: Iterable[ReportRead]) -> list[Row]:
    """One row for each variant that has a size or a shape of its own; what is told of the family is in each.

    A report that tells no variants makes one row.
    """
    made: list[Row] = []
    for report in reports:
        ours = [one for one in report.disclosures if not one.is_other and one.field in FIELDS]
        variants = _variants(ours)
        numbers = {one: n for n, one in enumerate(report.disclosures, 1)}
        keys = {_key(variant) for variant in variants}
        for model in variants or [report.family]:
            key = _key(model)
            own = [one for one in ours if _key(one.model) == key or _key(one.model) not in keys]
            made.append(Row(report.name, model, _by_field(own, key), report.maker, numbers))
    return made


_OF_A_VARIANT = frozenset({"total_parameters", "active_parameters", "n_layers", "hidden_size"})


def _variants(ours: Sequence[Disclosure]) -> list[str]:
    """The models that have shapes of their own, as first named; one alone is the family."""
    found: dict[str, str] = {}
    for one in ours:
        if one.field in _OF_A_VARIANT:
            found.setdefault(_key(one.model), one.model)
    return list(found.values()) if len(found) > 1 else []


@lru_cache(maxsize=4096)
def _key(model: str) -> str:
    """A model's name to compare by: 16.4B and 16B are one size, 1.7B and 2B are not."""
    plain = re.sub(r"(?<![\w.])(\d{2,}\.\d+|\d+\.0+)(?=B\b)", lambda told: f"{float(told[1]):.0f}", model)
    return "".join(tokens(plain)).removesuffix("b")


def _by_field(own: Sequence[Disclosure], key: str) -> dict[str, tuple[Disclosure, ...]]:
    """A model's own facts come before the family's, which fill the fields that it has none for."""
    told: dict[str, list[Disclosure]] = {}
    for one in sorted(own, key=lambda one: _key(one.model) != key):
        held = told.setdefault(one.field, [])
        if not held or _key(held[0].model) == _key(one.model):
            held.append(one)
    return {field: tuple(held) for field, held in told.items()}


def chosen(made: Sequence[Row], where: Sequence[str], sort: str | None) -> list[Row]:
    """The rows that fit every condition ("n_layers>=40", "optimizer=AdamW"), sorted by a field, largest first.

    Raises UsageError for a condition or a field that is none.
    """
    kept = [row for row in made if all(_fits(row, told) for told in where)]
    if sort is None:
        return kept
    field = _field(sort)
    return sorted(kept, key=lambda row: (-(row.number(field) or 0.0), row.text(field) or _LAST))


def _fits(row: Row, told: str) -> bool:
    for sign in (">=", "<=", ">", "<", "="):
        if sign in told:
            name, _, wanted = told.partition(sign)
            return _holds(row, _field(name.strip()), sign, wanted.strip())
    raise UsageError(told, "is no condition", "Write one like n_layers>=40 or optimizer=AdamW")


def _holds(row: Row, field: str, sign: str, wanted: str) -> bool:
    from mainstem.reports.numbers import value

    asked, held = value(wanted), row.number(field)
    if asked is None or (sign == "=" and held is None):
        return sign == "=" and wanted.lower() in row.text(field).lower() and bool(row.text(field))
    if held is None:
        return False
    return {
        ">=": held >= asked,
        "<=": held <= asked,
        ">": held > asked,
        "<": held < asked,
        "=": abs(held - asked) <= 0.025 * abs(asked),
    }[sign]


def _field(name: str) -> str:
    if name not in FIELDS:
        raise UsageError(name, "is no field", f"Fields are {', '.join(FIELDS)}")
    return name


def differences(one: Row, other: Row) -> list[tuple[str, str, str]]:
    """The fields in which two models differ, or only one discloses: field, and both cells."""
    return [
        (field, one.text(field), other.text(field))
        for field in FIELDS
        if one.text(field) != other.text(field)
    ]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that two versions of a report tell differently; one side is empty where only one tells it."""

    model: str
    field: str
    stage: str | None
    before: tuple[Disclosure, ...]
    after: tuple[Disclosure, ...]


def changes(before: ReportRead, after: ReportRead) -> list[Change]:
    """What two versions of a report tell differently of the same model, field and stage, in the order of FIELDS."""
    old, new = _by_place(before), _by_place(after)
    made = [
        Change(told[0].model, told[0].field, told[0].stage, old.get(place, ()), new.get(place, ()))
        for place, told in {**old, **new}.items()
        if _values(old.get(place, ())) != _values(new.get(place, ()))
    ]
    order = {name: n for n, name in enumerate(FIELDS)}
    return sorted(made, key=lambda one: (order.get(one.field, len(order)), one.model, one.stage or ""))


def _by_place(read: ReportRead) -> dict[tuple[str, str, str | None], tuple[Disclosure, ...]]:
    told: dict[tuple[str, str, str | None], tuple[Disclosure, ...]] = {}
    for one in read.disclosures:
        if not one.is_other and one.field in FIELDS:
            place = _key(one.model), one.field, one.stage
            told[place] = (*told.get(place, ()), one)
    return told


def _values(told: Sequence[Disclosure]) -> set[float | int | str]:
    return {one.normalised for one in told}
