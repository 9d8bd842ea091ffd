"""Trains the rank model that the pack llm-systems ships, and writes it beside the pack's other files.

    python scripts/train_ranker.py [--data DIR] [--without LIST ...] [--dry]

It learns from papers, reading lists and citations in the format of `mainstem bench ranking`, by the code that the
benchmark measures (``signals.learned``). No text is kept: words, their weights, and hashes of authors' names.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import numpy as np

from mainstem import packs
from mainstem.bench import ranking_folder
from mainstem.bench import rows as files
from mainstem.bench.classification import work_of
from mainstem.bench.ranking_past import Past
from mainstem.model import RankModel
from mainstem.packs import ranker
from mainstem.signals.learned.apply import told
from mainstem.signals.learned.fit import Learner
from mainstem.signals.learned.fold import fold
from mainstem.signals.learned.logistic import fit

PACK = "llm-systems"
GROUPS = (("release",), ("post", "thread"))  # too few threads are worth acting on to be told apart from posts
LABELS = Path(__file__).parent / "classifier_labels.jsonl"
SHARED = Path(__file__).parent.parent.parent / "shared" / "evals" / "ranking"


def main() -> None:
    """Trains and writes, or with --dry only tells the sizes."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("--data", type=Path, default=SHARED, help="papers, labels and signals")
    asked.add_argument("--without", nargs="*", default=[], help="lists to leave out")
    asked.add_argument("--dry", action="store_true", help="write nothing")
    given = asked.parse_args()
    made = trained(ranking_folder.read(given.data).without(given.without))
    made = replace(made, kinds=by_kind(made))
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


def by_kind(model: RankModel) -> dict[str, tuple[float, float]]:
    """Scale and middle of releases, posts and threads, so that equal values are equal chances to be worth acting on.

    The chances are those of our own labels (``classifier_labels.jsonl``), of papers too, told from titles.
    """
    rows = files.read(LABELS)
    works = [replace(work_of(row), text="") for row in rows]
    core = np.array([row["labels"]["relevance"] == "core" for row in rows], bool)
    kinds = np.array([work.kind for work in works])
    odds = told(model, works).odds
    is_paper, others = kinds == "paper", np.isin(kinds, [kind for group in GROUPS for kind in group])
    paper = fit(odds[is_paper, None], core[is_paper], np.ones(is_paper.sum()), 100.0)
    columns = np.column_stack([odds, *(np.isin(kinds, group) for group in GROUPS)])[others]
    line = fit(columns, core[others], np.ones(len(columns)), 100.0)
    scale = float(line.adds[0] / paper.adds[0])
    # Where the chance equals that of a paper at its middle.
    wanted = paper.base + paper.adds[0] * model.title_middle
    middles = [(wanted - line.base - own) / line.adds[0] for own in line.adds[1:].tolist()]
    return {
        kind: (scale, float(middle)) for group, middle in zip(GROUPS, middles, strict=True) for kind in group
    }


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
