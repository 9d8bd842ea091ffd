"""Writes ``evals/data/ranking``: made-up papers, lists and citations in the format of `mainstem bench ranking`.

    python scripts/made_up_papers.py

Words and authors are drawn from made-up topics, two of which are the field's; lists take in papers of these topics
some weeks after they came out. Nothing in it was written by anyone, and every run writes the same bytes. It keeps
the benchmark itself honest in CI (no method can learn from the future); how good a ranker is, it cannot say.
"""

from __future__ import annotations

import gzip
import json
import random
from datetime import date, timedelta
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "evals" / "data" / "ranking"
FIRST, N_WEEKS, N_A_WEEK, N_LIBRARY = date(2024, 1, 1), 20, 40, 30
FIELD = ("gpu", "latency", "throughput", "kv cache", "quantization")
SYLLABLES = ("ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")
LISTS = {"alpha/papers": (True, 0.5, 3), "beta/papers": (True, 0.3, 7), "gamma/news": (False, 0.3, 2)}
REPOSITORIES = ("delta/engine", "alpha/papers")


def main() -> None:
    """Draws everything with one seed and writes the three files."""
    dice = random.Random(20261122)  # noqa: S311 - a fixed seed: the files never change
    topics = [[_word(dice) for _ in range(12)] for _ in range(8)]
    common = [_word(dice) for _ in range(80)]
    papers = [_paper(dice, n, topics, common) for n in range(N_LIBRARY + N_WEEKS * N_A_WEEK)]
    labels = [label for paper in papers for label in _labels(dice, paper)]
    signals = [signal for paper in papers for signal in _signals(dice, paper)]
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, rows in (("papers", papers), ("labels", labels), ("signals", signals)):
        lines = "".join(json.dumps({k: v for k, v in row.items() if k != "topic"}) + "\n" for row in rows)
        (FOLDER / f"{name}.jsonl.gz").write_bytes(gzip.compress(lines.encode(), mtime=0))


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=3))


def _paper(dice: random.Random, n: int, topics: list[list[str]], common: list[str]) -> dict[str, object]:
    topic = dice.randrange(len(topics))
    own = topics[topic] + (list(FIELD) if topic < 2 else [])
    day = FIRST + timedelta(days=(n - N_LIBRARY) * 7 // N_A_WEEK)
    is_new = n >= N_LIBRARY
    return {
        "id": f"made-up/{n:04}",
        "title": " ".join(dice.choices(own, k=3) + dice.choices(common, k=2)),
        "abstract": " ".join(dice.choices(own, k=8) + dice.choices(common, k=16)),
        "authors": [f"Author {topic * 20 + dice.randrange(40)}" for _ in range(3)],
        "categories": ["cs.LG"],
        "announced": day.isoformat() if is_new else None,
        "submitted": None,
        "role": "candidate" if is_new else "library",
        "sources": [],
        "topic": 0 if not is_new else topic,
    }


def _labels(dice: random.Random, paper: dict[str, object]) -> list[dict[str, object]]:
    found = []
    for name, (core, chance, lag) in LISTS.items():
        if paper["topic"] in ((0, 1) if core else (0, 1, 2, 3)) and dice.random() < chance:
            start = (
                date.fromisoformat(str(paper["announced"]))
                if paper["announced"]
                else FIRST - timedelta(days=90)
            )
            added = start + timedelta(days=dice.randrange(7 * lag))
            together = dice.choice((1, 1, 2, 30))
            row = {"list": name, "id": paper["id"], "added": added.isoformat(), "n_in_commit": together}
            found.append({**row, "ai_assisted": dice.random() < 0.1, "core": core})
    return found


def _signals(dice: random.Random, paper: dict[str, object]) -> list[dict[str, object]]:
    if not paper["announced"]:
        return []
    day = date.fromisoformat(str(paper["announced"]))
    found: list[dict[str, object]] = []
    if dice.random() < 0.1:
        history = [[(day + timedelta(days=n)).isoformat(), dice.randrange(5) + 9 * n] for n in (1, 3, 9)]
        votes = max(n for _, n in history)
        row = {"kind": "hf_daily", "source": "epsilon/daily", "id": paper["id"], "date": history[0][0]}
        found.append({**row, "upvotes": votes, "history": history})
    if paper["topic"] in (0, 1) and dice.random() < 0.2:
        cited = (day + timedelta(days=dice.randrange(60))).isoformat()
        kind, source = dice.choice((("code_citation", REPOSITORIES[0]), ("text_citation", REPOSITORIES[1])))
        found.append({"kind": kind, "source": source, "id": paper["id"], "date": cited, "path": "README.md"})
    return found


if __name__ == "__main__":
    main()
