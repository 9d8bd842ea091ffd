"""What the resolver, the joiner, the classifier and the ranker reach on labelled data, against committed floors.

``data/`` holds small label files of our own; the larger ones beside the checkout (``../shared/evals``) are
measured too where they are. ``floors.json`` says what each figure must reach.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from mainstem.bench import MEASURES, module_of, rows
from mainstem.bench.ranking_metrics import SKIM

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared" / "evals"
_SHARED_FILES = {
    "identity": "identity/urls.jsonl",
    "same-work": "same_work/same_work.jsonl",
    "classification": "classification/classification.jsonl",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that was reached, its 95 % interval where it has one, and what it must reach."""

    name: str  # "classification axis macro_f1"
    value: float
    interval: tuple[float, float] | None
    floor: float | None

    @property
    def holds(self) -> bool:
        """Whether it reaches its floor, if it has one; of papers to skim fewer are better."""
        if self.floor is None:
            return True
        return self.value <= self.floor if SKIM in self.name else self.value >= self.floor


def files(measure: str) -> dict[str, Path]:
    """The label files there are for a measure: ``own``, ``check`` (looked at by no rule) and ``shared``."""
    name = measure.replace("-", "_")
    known = {
        "own": HERE / "data" / f"{name}.jsonl",
        "check": HERE / "data" / f"{name}_check.jsonl",
        "shared": SHARED / _SHARED_FILES[measure],
    }
    return {which: file for which, file in known.items() if file.is_file()}


def measured(measure: str, which: str, *, cross_validated: bool = False) -> list[Figure]:
    """The figures of a measure on one of its files, in the order of the result."""
    module = import_module(module_of(measure))
    labelled = rows.read(files(measure)[which], module.FIELDS)
    answer = module.cross_validate if cross_validated else module.predict
    result = module.score(labelled, answer(labelled))
    where = f"{which} cross-validated" if cross_validated else which
    floors = json.loads((HERE / "floors.json").read_text("utf-8")).get(measure, {}).get(where, {})
    return list(figures(result, floors, measure))


def figures(result: Mapping[str, Any], floors: Mapping[str, Any], before: str) -> Iterator[Figure]:
    """Every figure of a result, however deep, with its interval and its floor."""
    for name, value in result.items():
        if isinstance(value, Mapping):
            yield from figures(value, floors.get(name, {}), f"{before} {name}")
        elif isinstance(value, float):
            interval = result.get(f"{name}_95")
            yield Figure(f"{before} {name}", value, tuple(interval) if interval else None, floors.get(name))


__all__ = ["MEASURES", "Figure", "figures", "files", "measured"]
