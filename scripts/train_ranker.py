"""Trains the rank model that the pack llm-systems ships, and writes it beside the pack's other files.

    python scripts/train_ranker.py [--data DIR] [--without LIST ...] [--dry]

It learns from papers, reading lists and citations in the format of `mainstem bench ranking`, by the code that the
benchmark measures (``signals.learned``). No text is kept: words, their weights, and hashes of authors' names.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from mainstem import packs
from mainstem.bench import ranking_folder
from mainstem.bench.ranking_past import Past
from mainstem.model import RankModel
from mainstem.packs import ranker
from mainstem.signals.learned.fit import Learner
from mainstem.signals.learned.fold import fold

PACK = "llm-systems"
SHARED = Path(__file__).parent.parent.parent / "shared" / "evals" / "ranking"


def main() -> None:
    """Trains and writes, or with --dry only tells the sizes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, default=SHARED, help="papers, labels and signals")
    asked.add_argument("--without", nargs="*", default=[], help="lists to leave out")
    asked.add_argument("--dry", action="store_true", help="write nothing")
    given = asked.parse_args()
    made = trained(ranking_folder.read(given.data).without(given.without))
    print(f"{len(made.words)} words, {len(made.authors)} authors; {made.provenance}")
    if not given.dry:
        path = ranker.write(packs.find(PACK), made)
        print(f"{path}: {path.stat().st_size:,} bytes")


def trained(folder: ranking_folder.Folder) -> RankModel:
    """The model that all picks of a folder make, as of the Monday after the last of them."""
    last = max(row["added"] for row in folder.labels)
    day = date.fromisoformat(last) + timedelta(days=1)
    at = datetime.combine(day + timedelta(days=-day.weekday() % 7), time(), UTC)
    then = Past(folder).then(at.date(), ())
    learner = Learner()
    fitted, _ = learner.fit(then.known, then.picks, at)
    return fold(
        fitted, learner.papers.words(), learner.past(at), at.date().isoformat(), _provenance(folder, last)
    )


def _provenance(folder: ranking_folder.Folder, last: str) -> str:
    core = sorted(name for name, is_core in folder.lists.items() if is_core)
    days = [row["announced"] for row in folder.papers if row["announced"]]
    return (
        f"{len(folder.papers)} arXiv papers announced from {min(days)} to {max(days)} or listed earlier; "
        f"{len(folder.labels)} entries of reading lists up to {last}, core: {', '.join(core)}; "
        f"{len(folder.signals)} citations and daily features"
    )


if __name__ == "__main__":
    main()
