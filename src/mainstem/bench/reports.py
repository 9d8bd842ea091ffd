"""What the extractor of reports reads, held against labelled facts; the measure of ``facts.jsonl`` folders.

A folder holds PDFs and folders of Markdown (a logbook), ``facts.jsonl`` and, where there are such, ``claims.jsonl``
and ``derived.jsonl`` (checks by arithmetic).
Scored are core fields. A value is right where a labelled one of the same report and field is within 2.5 %, or equal
as words; with the model attributed, half the parts of the labelled model's name must be named too. Labels are read
by ``score`` alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mainstem.bench import rows
from mainstem.bench.intervals import macro_f1
from mainstem.bench.rows import Row
from mainstem.errors import UsageError
from mainstem.model import Check, Disclosure, ReportRead
from mainstem.reports.claiming import claim_words, claims
from mainstem.reports.claiming.claim_words import ClaimWords
from mainstem.reports.document import Document
from mainstem.reports.examine import examine
from mainstem.reports.pages import cards, pdf

FACT_FIELDS = ("report", "model", "field", "core", "status", "about_other", "normalised")
CLAIM_FIELDS = ("quote", "kind", "marketing")
CHECK_FIELDS = ("report", "computed", "verdict")
TOLERANCE = 0.025
_SAME_RESULT = 0.01  # of the labelled result of a check: what rounding makes of it
_LABELS = ("facts.jsonl", "claims.jsonl", "derived.jsonl")
_TEXTS = (".md", ".html", ".htm", ".txt")


def documents(folder: Path) -> dict[str, Document]:
    """The reports of a folder by name: PDFs, cards, and folders of texts."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(
            str(folder), f"cannot be read ({error.strerror})", "Give a folder of reports"
        ) from error
    found: dict[str, Document] = {}
    for entry in entries:
        if entry.suffix.lower() == ".pdf":
            found[entry.stem] = pdf.read(entry.stem, entry.read_bytes())
        elif entry.is_dir() and (texts := _texts(entry)):
            found[entry.name] = cards.read(entry.name, texts)
        elif entry.suffix.lower() in _TEXTS and entry.stem.lower() != "readme":
            found[entry.stem] = cards.read(entry.stem, [(entry.name, entry.read_bytes())])
    if not found:
        raise UsageError(str(folder), "holds no report", "Give a folder of PDFs, Markdown or HTML")
    return found


def _texts(folder: Path) -> list[tuple[str, bytes]]:
    return [
        (file.name, file.read_bytes()) for file in sorted(folder.iterdir()) if file.suffix.lower() in _TEXTS
    ]


def predict(read: dict[str, Document]) -> list[Row]:
    """What the reports disclose, one row a disclosure."""
    return _rows({name: examine(document) for name, document in read.items()})


def _rows(reads: dict[str, ReportRead]) -> list[Row]:
    return [row(name, told) for name, read in reads.items() for told in read.disclosures]


def row(report: str, told: Disclosure) -> Row:
    """A disclosure as a row of ``facts.jsonl``."""
    return {
        "report": report,
        "model": told.model,
        "field": told.field,
        "stage": told.stage,
        "value": told.value,
        "unit": told.unit,
        "normalised": told.normalised,
        "qualifier": told.qualifier,
        "quote": told.quote,
        "page": told.page,
        "where": told.where,
        "about_other": told.is_other,
    }


def measure(folder: Path) -> tuple[dict[str, Any], list[Row]]:
    """The figures of a folder, and its predictions."""
    labels = rows.read(folder / "facts.jsonl", FACT_FIELDS)
    read = documents(folder)
    reads = {name: examine(document) for name, document in read.items()}
    answers = _rows(reads)
    result = {**score(labels, answers), **_quotes(read, answers)}
    if (folder / "derived.jsonl").is_file():
        told = {name: one.checks for name, one in reads.items()}
        result["checks"] = score_checks(rows.read(folder / "derived.jsonl", CHECK_FIELDS), told)
    if (folder / "claims.jsonl").is_file():
        result["claims"] = score_claims(rows.read(folder / "claims.jsonl", CLAIM_FIELDS))
    return result, answers


# --- the figures ------------------------------------------------------------------------------------


def score(labels: Sequence[Row], answers: Sequence[Row]) -> dict[str, Any]:
    """``value`` and ``model`` with precision, recall and F1; values of other models; undisclosed fields given one."""
    told = [one for one in labels if one["status"] == "disclosed"]
    ours = [one for one in told if one["core"] and not one["about_other"]]
    others = [one for one in told if one["about_other"]]
    core = {one["field"] for one in labels if one["core"]}
    given = [one for one in answers if not one["about_other"] and one["field"] in core]
    silent = {_place(one) for one in labels if one["status"] != "disclosed"} - {_place(one) for one in ours}
    violated = sum(_place(one) in silent for one in given)
    astray = sum(_is_told(one, others) and not _is_told(one, ours) for one in given)
    return {
        "n_predictions": len(given),
        "n_gold": len(ours),
        "value": _figures(given, ours, with_model=False),
        "model": _figures(given, ours, with_model=True),
        "misattributed": astray,
        "misattributed_share": astray / max(1, len(given)),
        "undisclosed": len(silent),
        "undisclosed_violated": violated,
        "undisclosed_respected": 1 - len({_place(one) for one in given} & silent) / max(1, len(silent)),
    }


def _place(row: Row) -> tuple[str, str]:
    return row["report"], row["field"]


def _is_told(answer: Row, labels: Sequence[Row], *, with_model: bool = False) -> bool:
    return any(is_right(answer, label, with_model=with_model) for label in labels)


def is_right(answer: Row, label: Row, *, with_model: bool = False) -> bool:
    """Whether an answer tells a label's value (and, with the model, of the label's model)."""
    if _place(answer) != _place(label) or not _is_close(answer["normalised"], label["normalised"]):
        return False
    return not with_model or _names(answer["model"], label["model"])


def _figures(given: Sequence[Row], ours: Sequence[Row], *, with_model: bool) -> dict[str, float]:
    right = sum(_is_told(one, ours, with_model=with_model) for one in given)
    hit = sum(any(is_right(one, label, with_model=with_model) for one in given) for label in ours)
    precision, recall = right / max(1, len(given)), hit / max(1, len(ours))
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _is_close(told: Any, label: Any) -> bool:
    """Any of the values within the tolerance, or the same words; a word answer may be a part of the label's."""
    pairs = [(a, b) for a in _list(told) for b in _list(label)]
    return any(_are_close(a, b) for a, b in pairs)


def _are_close(told: Any, label: Any) -> bool:
    if isinstance(told, int | float) and isinstance(label, int | float):
        return abs(told - label) <= TOLERANCE * max(abs(label), 1e-30)
    a, b = str(told).lower(), str(label).lower()
    return a == b or (len(a) > 1 and bool(re.search(rf"(?<![a-z0-9]){re.escape(a)}(?![a-z0-9])", b)))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


_NO_NAME = frozenset({"both", "series", "name", "size"})


def _names(told: str, label: str) -> bool:
    """Whether half the parts of the labelled model's name are told."""
    ours, theirs = (set(re.findall(r"[a-z0-9.]+", name.lower())) for name in (told, label))
    wanted = theirs - _NO_NAME
    return len(ours & wanted) >= 0.5 * len(wanted)


def score_claims(labels: Sequence[Row], models: Mapping[int, ClaimWords] | None = None) -> dict[str, Any]:
    """F1 of "marketing", and the mean F1 of the kinds that are labelled; how many labels the model learned from.

    ``models``: by the place of a label the model to judge it by, instead of that shipped.
    """
    asked = models or dict.fromkeys(range(len(labels)), claim_words.shipped())
    judged = [claims.judge(label["quote"], asked[n]) for n, label in enumerate(labels)]
    told = [kind for kind, _, _ in judged]
    true = [label["kind"] for label in labels]
    f1, f1_95 = macro_f1(true, told, sorted(set(true)))
    hype = [(bool(label["marketing"]), one[1]) for label, one in zip(labels, judged, strict=True)]
    right = sum(a and b for a, b in hype)
    return {
        "n": len(labels),
        "n_learned": sum(
            claim_words.key(label["quote"]) in asked[n].learned for n, label in enumerate(labels)
        ),
        "marketing_f1": 2 * right / max(1, sum(a for a, _ in hype) + sum(b for _, b in hype)),
        "kind_macro_f1": f1,
        "kind_macro_f1_95": f1_95,
    }


def score_checks(labels: Sequence[Row], told: Mapping[str, Sequence[Check]]) -> dict[str, int]:
    """How many labelled checks come out with the same result (within 1 %) and verdict, and how many checks are told."""
    return {
        "reproduced": sum(_is_reproduced(label, told.get(label["report"], ())) for label in labels),
        "n_gold": len(labels),
        "n_told": sum(map(len, told.values())),
    }


def _is_reproduced(label: Row, told: Sequence[Check]) -> bool:
    result, verdict = float(label["computed"]), label["verdict"]
    return any(
        one.verdict == verdict and abs(one.computed - result) <= _SAME_RESULT * abs(result) for one in told
    )


def _quotes(read: dict[str, Document], answers: Sequence[Row]) -> dict[str, Any]:
    """The share of quotes that stand, verbatim, on their page."""
    pages = {(name, leaf.name): leaf.text for name, document in read.items() for leaf in document.leaves}
    verbatim = [one["quote"] in pages.get((one["report"], one["page"]), "") for one in answers]
    return {"quotes_verbatim": sum(verbatim) / max(1, len(verbatim))}
