"""The benchmarks over folders: the weeks and quarters of papers, and the facts of reports."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals import HERE, SHARED, Figure, figures, public
from mainstem.bench import canon, ranking, ranking_folder, reports

NAMES = ("ranking", "canon", "reports")


_LABELS = {"ranking": "papers.jsonl.gz", "canon": "papers.jsonl.gz", "reports": "facts.jsonl"}


def folders(name: str) -> dict[str, Path]:
    """The folders there are for a benchmark: ``own``, ``shared``, and of reports the fetched public ones by half."""
    place = "reports" if name == "reports" else "ranking"
    known = {"own": HERE / "data" / place, "shared": SHARED / place}
    if name == "reports":
        known |= {f"public {half}": public.DOCUMENTS / half for half in ("chosen", "late")}
    return {which: folder for which, folder in known.items() if (folder / _LABELS[name]).is_file()}


def measured(name: str, which: str) -> Iterator[tuple[str, list[Figure]]]:
    """What was measured, in words, and its figures."""
    floors = json.loads((HERE / "floors.json").read_text("utf-8")).get(name, {})
    results = {"ranking": _ranking, "canon": _canon, "reports": _reports}[name]
    for where, result in results(folders(name)[which], which):
        yield f"{name}, {where} labels", list(figures(result, floors.get(where, {}), name))


def _ranking(folder: Path, which: str) -> Iterator[tuple[str, dict[str, Any]]]:
    bench = ranking.prepare(ranking_folder.read(folder))
    rankings: ranking.Rankings = {}
    for week, name, scores in ranking.rank(bench, [ranking.make(name) for name in ranking.METHODS]):
        rankings.setdefault(name, {})[week] = scores
        print(f"\r{week} {name:<20}", end="", file=sys.stderr)
    print(file=sys.stderr)
    yield which, _told(bench, rankings)
    yield f"{which} later", _told(bench.later, rankings)


def _told(bench: ranking.Bench, rankings: ranking.Rankings) -> dict[str, Any]:
    (truth,) = ranking.document(bench, rankings)["truths"]
    return {**truth["methods"], "ours minus": truth["minus"]}


def _reports(folder: Path, which: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Undisclosed fields, quotes and checks as shares; ``others`` are the values that are of no other model."""
    told, _ = reports.measure(folder)
    shares = {"others": 1 - told["misattributed_share"]}
    if checks := told.get("checks"):
        shares["checks_reproduced"] = checks["reproduced"] / max(1, checks["n_gold"])
    yield which, {**told, **shares}


def _canon(folder: Path, which: str) -> Iterator[tuple[str, dict[str, Any]]]:
    bench = canon.prepare(ranking_folder.read(folder))
    yield which, canon.measure(bench, [ranking.made(told) for told in canon.METHODS.values()])["methods"]
