"""Writes the figures of the ranking into docs/evals.md, and the reliability curve beside it.

    PYTHONPATH=src python scripts/draw_ranking.py ../shared/evals/ranking

Runs both benchmarks over the folder with every method (several minutes) and replaces what stands between the marks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from mainstem.bench import canon, ranking, ranking_folder, reliability
from mainstem.bench.ranking_metrics import SKIM

DOCS = Path(__file__).resolve().parents[1] / "docs"
_SHOWN = ("recall@5", "recall@10", "recall@20", "recall@50", "AP", "nDCG@20", SKIM)


def main(folder: Path, docs: Path = DOCS) -> None:
    """Measures, then writes into ``docs``."""
    data = ranking_folder.read(folder)
    bench = ranking.prepare(data)
    rankings: ranking.Rankings = {}
    for week, name, scores in ranking.rank(bench, [ranking.make(name) for name in ranking.METHODS]):
        rankings.setdefault(name, {})[week] = scores
    later = bench.later
    found = _reliability(later, rankings["ours"])
    told = "\n".join([*_ranking(later, rankings), *_told(found), *_ranking(bench, rankings), *_canon(data)])
    page = docs / "evals.md"
    page.write_text(between_marks(page.read_text("utf-8"), told), "utf-8")
    title = f"Reliability, {later.weeks[0]} to {later.weeks[-1]}"
    (docs / "ranking-reliability.svg").write_text(reliability.picture(found, title), "utf-8")


def between_marks(page: str, told: str) -> str:
    """The page with what stands between its marks replaced."""
    begin, end = "<!-- ranking: begin -->", "<!-- ranking: end -->"
    return re.sub(f"{begin}.*{end}", lambda _: f"{begin}\n{told}\n{end}", page, flags=re.DOTALL)


def _ranking(bench: ranking.Bench, rankings: ranking.Rankings) -> Iterator[str]:
    (truth,) = ranking.document(bench, rankings)["truths"]
    n_papers = sum(len(bench.announced[week]) for week in bench.weeks)
    mondays = f"Mondays {bench.weeks[0]} to {bench.weeks[-1]}"
    yield f"\n**{mondays}**: {truth['n_relevant']} relevant papers of {n_papers:,}.\n"
    yield from _table("method", *_SHOWN)
    for name, of in truth["methods"].items():
        yield _row(name, *(_figure(figure, of[figure]) for figure in _SHOWN))
    yield "\nWith 95 % intervals over weeks, and the paired difference of ours to each:\n"
    yield from _table("method", "recall@20", "AP", "ours minus it, recall@20", "ours minus it, AP")
    for name, of in truth["methods"].items():
        minus = truth["minus"].get(name)
        differences = [_with_interval(minus, figure, "+") if minus else "" for figure in ("recall@20", "AP")]
        yield _row(name, *(_with_interval(of, figure) for figure in ("recall@20", "AP")), *differences)


def _canon(data: ranking_folder.Folder) -> Iterator[str]:
    bench = canon.prepare(data)
    result = canon.measure(bench, [ranking.made(told) for told in canon.METHODS.values()])
    quarters = ", ".join(f"{start} ({of['n_relevant']})" for start, of in result["quarters"].items())
    yield f"\n**Canon**, from each quarter (and how many works entered) to {bench.until}: {quarters}\n"
    yield from _table("method", "recall@20", "recall@50", "recall@200", "AP")
    for name, of in result["methods"].items():
        yield _row(
            name, *(_with_interval(of, figure) for figure in ("recall@20", "recall@50", "recall@200", "AP"))
        )


def _reliability(bench: ranking.Bench, scores: ranking.WeekScores) -> list[reliability.Bin]:
    """Of the candidates of all weeks, as their scores (log-odds) told it before."""
    (truth,) = bench.truths
    odds, true = [], []
    for week in bench.weeks:
        for work in bench.announced[week]:
            if truth.is_open(work, week):
                odds.append(scores[week][work])
                true.append(work in truth.added_on)
    return reliability.bins(1 / (1 + np.exp(-np.array(odds))), np.array(true, bool))


def _told(found: list[reliability.Bin]) -> Iterator[str]:
    yield f"\nThe probabilities of the later weeks miss by {reliability.error(found):.4f} on average:\n"
    yield from _table("told", "papers", "came true", "95 %")
    for b in found:
        yield _row(f"{b.told:.4f}", f"{b.n:,}", f"{b.share:.4f}", f"{b.low:.4f} to {b.high:.4f}")
    yield "\n![Reliability curve](ranking-reliability.svg)"


def _table(*columns: str) -> Iterator[str]:
    yield _row(*columns)
    yield _row("---", *["--:"] * (len(columns) - 1))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _with_interval(of: Mapping[str, Any], figure: str, sign: str = "") -> str:
    low, high = (_figure(figure, end, sign) for end in of[f"{figure}_95"])
    return f"{_figure(figure, of[figure], sign)} [{low}, {high}]"


def _figure(name: str, value: float, sign: str = "") -> str:
    return f"{value:{sign}.0f}" if name == SKIM else f"{value:{sign}.3f}".replace("0.", ".", 1)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
