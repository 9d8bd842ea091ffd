"""The benchmarks over a folder of papers: every week of the past, and the canon of every quarter."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals import HERE, SHARED, Figure, figures
from mainstem.bench import canon, ranking, ranking_folder

NAMES = ("ranking", "canon")


def folders() -> dict[str, Path]:
    """The folders there are: ``own`` and ``shared``."""
    known = {"own": HERE / "data" / "ranking", "shared": SHARED / "ranking"}
    return {which: folder for which, folder in known.items() if (folder / "papers.jsonl.gz").is_file()}


def measured(name: str, which: str) -> Iterator[tuple[str, list[Figure]]]:
    """What was measured, in words, and its figures."""
    floors = json.loads((HERE / "floors.json").read_text("utf-8")).get(name, {})
    results = _ranking if name == "ranking" else _canon
    for where, result in results(folders()[which], which):
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


def _canon(folder: Path, which: str) -> Iterator[tuple[str, dict[str, Any]]]:
    bench = canon.prepare(ranking_folder.read(folder))
    yield which, canon.measure(bench, [ranking.made(told) for told in canon.METHODS.values()])["methods"]
