"""How much a reader's marks help: readers made of the picks of one reading list each.

For each Monday the reader has read the last n works that their list had picked by then, and nothing else is known of
them; the candidates are the papers announced in the week before, and right is what the list picks later. The base is
the relevance that a pack alone gives, so no label of any list is in it. Rows and background are made of the eight weeks
before each Monday and what was read, so nothing later is in them.

    python -m scripts.simulate_reader ../shared/evals/ranking [FROM TO]
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from mainstem import packs
from mainstem.connectors import TABLE as CONNECTORS
from mainstem.model import Knowledge, Mark, Pack, Work
from mainstem.pipeline.rank import LinearRanker, Renewed
from mainstem.signals import OF_READER, TABLE

LISTS = (
    "byungsoo-oh/ml-systems-papers",
    "hemingkx/SpeculativeDecodingPapers",
    "October2001/Awesome-KV-Cache-Compression",
)
N_READS = (0, 5, 20, 50)
_TOP = 20


def main() -> None:
    """Prints recall@20 by list and number of reads, and the difference to no reads, by 1,000 bootstraps over weeks."""
    folder = Path(sys.argv[1])
    first, last = sys.argv[2:4] or ("2025-06-30", "2025-12-29")
    pack = packs.load(packs.find("llm-systems"), CONNECTORS.name_for)
    works, picks = _works(folder), _picks(folder)
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for monday in _mondays(date.fromisoformat(first), date.fromisoformat(last)):
        for key, hits in _week(monday, works, picks, pack).items():
            found.setdefault(key, []).append(hits)
        print(f"{monday}", file=sys.stderr, flush=True)
    for name in LISTS:
        for n in N_READS:
            _tell(name, n, found.get((name, n), []), found.get((name, 0), []))


def _week(
    monday: date, works: Mapping[str, Work], picks: Mapping[str, Mapping[str, str]], pack: Pack
) -> dict[tuple[str, int], tuple[int, int]]:
    """Hits and picks to find, by list and number of reads."""
    week, start = monday.isoformat(), (monday - timedelta(days=7)).isoformat()
    at = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    past = {name: sorted(w for w in picks[name] if picks[name][w] < week) for name in LISTS}
    read = {name: sorted(past[name], key=lambda w: (picks[name][w], w))[-max(N_READS) :] for name in LISTS}
    pool = {w for w in works if at - timedelta(days=56) <= works[w].first_seen_at < at}
    chosen = [works[w] for w in sorted(pool.union(*read.values()))]
    ranker = LinearRanker({"relevance": TABLE["relevance"]}, {"taste": OF_READER["taste"]})
    held = ranker.hold(ranker.base(chosen, Knowledge(at, pack)), pack)
    found = {}
    for name in LISTS:
        known = set(past[name])
        new = [w for w in sorted(pool - known) if works[w].first_seen_at.date().isoformat() >= start]
        right = {w for w in new if w in picks[name]}
        for n in N_READS:
            if right and len(read[name]) >= n:
                marks = [Mark("reader", w, "read", at) for w in (read[name][-n:] if n else ())]
                renewed = ranker.renew(held, Knowledge(at, pack, marks=marks))
                found[name, n] = (len(right & set(_top(renewed, new))), len(right))
    return found


def _top(renewed: Renewed, candidates: Sequence[str]) -> list[str]:
    allowed = {renewed.held.position[w] for w in candidates}
    best = [n for n in renewed.order.tolist() if n in allowed][:_TOP]
    return [renewed.held.ids[n] for n in best]


def _tell(name: str, n: int, hits: Sequence[tuple[int, int]], base: Sequence[tuple[int, int]]) -> None:
    if not hits:
        return
    got, base_got = np.array(hits, float), np.array(base, float)[-len(hits) :]
    sample = np.random.default_rng(0).integers(0, len(got), (1000, len(got)))
    difference = (got[sample, 0].sum(1) - base_got[sample, 0].sum(1)) / got[sample, 1].sum(1)
    low, high = np.percentile(difference, [2.5, 97.5])
    recall, before = got[:, 0].sum() / got[:, 1].sum(), base_got[:, 0].sum() / base_got[:, 1].sum()
    print(
        f"{name:<42} {n:>3} reads  recall@{_TOP} {recall:.3f} (none {before:.3f}, {low:+.3f} to {high:+.3f})"
        f"  {int(got[:, 1].sum())} picks in {len(got)} weeks"
    )


def _mondays(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=7)


def _lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _works(folder: Path) -> dict[str, Work]:
    return {row["id"]: _work(row) for row in _lines(folder / "papers.jsonl.gz")}


def _work(row: Mapping[str, Any]) -> Work:
    day = date.fromisoformat(row["announced"] or "2000-01-01")
    at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    told = Work(row["id"], row["title"], "", "paper", "paper", "academic", "arxiv", at, at)
    extra = {"categories": row["categories"]}
    return replace(told, authors=tuple(row["authors"]), text=row["abstract"], extra=extra)


def _picks(folder: Path) -> dict[str, dict[str, str]]:
    """The day on which each list picked a paper, by list and paper; a day before the announcement counts as that."""
    announced = {row["id"]: row["announced"] or "" for row in _lines(folder / "papers.jsonl.gz")}
    picks: dict[str, dict[str, str]] = {name: {} for name in LISTS}
    for row in _lines(folder / "labels.jsonl.gz"):
        if row["list"] in picks and row["id"] in announced:
            picks[row["list"]][row["id"]] = max(row["added"], announced[row["id"]])
    return picks


if __name__ == "__main__":
    main()
