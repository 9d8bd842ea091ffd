"""Writes the figures of identity, same-work and classification into docs/evals.md, and draws what is taken for what.

    PYTHONPATH=src python scripts/draw_parts.py [DOCS]

Measures on our own label files, and on those beside the checkout where they are (classification is then also
cross-validated, which takes a few minutes). Replaces what stands between the marks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # for the evals beside the package

from evals import files  # noqa: E402 - found by the line above
from mainstem.bench import confusion, module_of, rows  # noqa: E402 - as above
from mainstem.bench.classification import OFF  # noqa: E402 - as above

DOCS = ROOT / "docs"
RUNS = {
    "own": "our own labels",
    "check": "our own labels, written down before the last rules",
    "shared": "shared labels",
}
AXES = ("platform", "library", "dataset", "model", "external", OFF)
RELEVANCES = ("core", "adjacent", OFF)
Row = dict[str, Any]


def main(docs: Path = DOCS) -> None:
    """Measures, then writes into ``docs``."""
    told = [*_measure("identity"), *_measure("same-work"), *_classification(docs)]
    page = docs / "evals.md"
    page.write_text(between_marks(page.read_text("utf-8"), "\n".join(told)), "utf-8")


def between_marks(page: str, told: str) -> str:
    """The page with what stands between its marks replaced."""
    begin, end = "<!-- parts: begin -->", "<!-- parts: end -->"
    return re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n{told}\n{end}", page, flags=re.DOTALL)


def _measure(measure: str) -> Iterator[str]:
    """A table of a measure's figures on each of its files."""
    module = import_module(module_of(measure))
    results = {}
    for which, file in files(measure).items():
        labelled = rows.read(file, module.FIELDS)
        results[f"{RUNS[which]} ({len(labelled)})"] = module.score(labelled, module.predict(labelled))
    yield from _table(measure, results)


def _classification(docs: Path) -> Iterator[str]:
    """Its table, and the two pictures, of the answers to the largest file that nothing was learned from."""
    from mainstem.bench import classification

    results = {}
    for which, file in files("classification").items():
        labelled = rows.read(file, classification.FIELDS)
        is_shared = which == "shared"  # the shipped model learned from these, so it is trained anew
        answers = classification.cross_validate(labelled) if is_shared else classification.predict(labelled)
        how = ", cross-validated" if is_shared else ", shipped model"
        results[f"{RUNS[which]} ({len(labelled)}{how})"] = classification.score(labelled, answers)
    yield from _table("classification", results)
    for field, names in (("axis", AXES), ("relevance", RELEVANCES)):
        picture = _picture(field, names, labelled, answers, f"{field}, {RUNS[which]}{how}")
        (docs / f"classification-{field}.svg").write_text(picture, "utf-8")
        yield f"\n![What {field} is taken for what](classification-{field}.svg)"


def _picture(
    field: str, names: Sequence[str], labelled: Sequence[Row], answers: Sequence[Row], title: str
) -> str:
    true = [row["labels"][field] or OFF for row in labelled]
    matrix = confusion.counted(true, [answer[field] or OFF for answer in answers], names)
    return confusion.picture(matrix, names, title[0].upper() + title[1:])


def _table(measure: str, results: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"\n| {measure} | {' | '.join(results)} |"
    yield f"| --- |{' --: |' * len(results)}"
    names = list(dict.fromkeys(name for result in results.values() for name, _, _ in _figures(result)))
    told = [
        {name: _told(value, ends) for name, value, ends in _figures(result)} for result in results.values()
    ]
    for name in names:
        yield f"| {name} | {' | '.join(of.get(name, '') for of in told)} |"


def _figures(
    result: Mapping[str, Any], before: str = ""
) -> Iterator[tuple[str, float, Sequence[float] | None]]:
    """Every measured share, its 95 % interval beside it, of fields that some row has a label for."""
    for name, value in result.items():
        if isinstance(value, Mapping):
            if value.get("n") != 0 and name != "merged":
                yield from _figures(value, f"{before}{name} ")
        elif isinstance(value, float):
            yield f"{before}{name}", value, result.get(f"{name}_95")


def _told(value: float, ends: Sequence[float] | None) -> str:
    if ends is None:
        return _short(value, "+")
    return f"{_short(value)} [{_short(ends[0])}, {_short(ends[1])}]"


def _short(value: float, sign: str = "") -> str:
    return f"{value:{sign}.3f}".replace("0.", ".", 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
