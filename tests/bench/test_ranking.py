"""The time-travel benchmark as a whole."""

from __future__ import annotations

import csv
import gzip
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from mainstem.bench.ranking import METHODS, document, make, prepare, rank, write
from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_seam import Method, Scores, Then
from mainstem.errors import UsageError
from tests.bench.conftest import MADE_UP, Shuffle

WEEK = date(2024, 4, 8)
WEEKS = (WEEK, WEEK)


@dataclass
class Oracle:
    """Ranks by picks that it knows from elsewhere."""

    picked: frozenset[str]
    name: str = "oracle"
    seen: list[Then] = field(default_factory=list)

    def scores(self, then: Then) -> Scores:
        """1 for what will be picked."""
        self.seen.append(then)
        return np.array([work.id in self.picked for work in then.candidates], float)


def _oracle(folder: Folder) -> Oracle:
    return Oracle(frozenset(f"arxiv:{row['id']}" for row in folder.labels if row["core"]))


def _scored(method: Method, folder: Folder) -> dict[str, float]:
    ((_, _, scores),) = rank(prepare(folder, weeks=WEEKS), [method])
    return scores


@pytest.mark.parametrize("name", METHODS)
def test_no_method_sees_the_future(name: str, made_up: Folder, with_another_future: Shuffle) -> None:
    """Shuffling everything dated on the Monday or later changes no score of the week."""
    scores = _scored(make(name), made_up)
    assert len(set(scores.values())) > 1
    for seed in range(2):
        assert scores == _scored(make(name), with_another_future(made_up, WEEK, seed))


def test_looking_ahead_would_be_noticed(made_up: Folder, with_another_future: Shuffle) -> None:
    """The check above fails for a method that knows the picks to come."""
    other = with_another_future(made_up, WEEK, 0)
    assert _scored(_oracle(made_up), made_up) != _scored(_oracle(other), other)


def test_weeks_do_not_hang_on_the_ones_before(made_up: Folder) -> None:
    """What a method keeps from week to week is only what it counted."""
    for name in ("arxiv-sanity-lite", "zotero-arxiv-daily"):
        from_before = rank(prepare(made_up, weeks=(date(2024, 3, 25), WEEK)), [make(name)])
        assert _scored(make(name), made_up) == {week: scores for week, _, scores in from_before}[WEEK]


def test_what_the_pack_ships_is_never_opened() -> None:
    """The ranker is measured as it learns by itself, so the file of the trained one may be broken or gone."""
    listening = f"""
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from mainstem.cli import main
try:
    main(["bench", "ranking", "--data", {str(MADE_UP)!r}, "--weeks", "2024-04-08", "2024-04-08", "--json"])
except SystemExit as ended:
    assert ended.code == 0
print([name for name in opened if name.endswith("papers.jsonl.gz")] != [], file=sys.stderr)
print([name for name in opened if name.endswith("ranker.npz")], file=sys.stderr)
"""
    ran = subprocess.run([sys.executable, "-c", listening], capture_output=True, text=True, timeout=120)
    assert ["True", "[]"] == ran.stderr.split("\n")[-3:-1]


def test_an_oracle_is_perfect_and_the_differences_say_so(made_up: Folder) -> None:
    """All relevant papers come first; the second method's lack is the paired difference."""
    bench = prepare(made_up, weeks=(date(2024, 3, 25), WEEK))
    rankings: dict[str, dict[date, dict[str, float]]] = {"oracle": {}, "newest": {}}
    for week, name, scores in rank(bench, [_oracle(made_up), make("newest")]):
        rankings[name][week] = scores
    (truth,) = document(bench, rankings)["truths"]
    oracle, newest = truth["methods"]["oracle"], truth["methods"]["newest"]
    assert (1.0, [1.0, 1.0]) == (oracle["AP"], oracle["AP_95"])
    assert round(1 - newest["AP"], 4) == truth["minus"]["newest"]["AP"]
    assert ["2024-03-25", "2024-04-01", "2024-04-08"] == list(truth["weeks"])


def test_withheld_lists_teach_nothing_and_are_held_against(made_up: Folder) -> None:
    """No pick is theirs, and both truths are told."""
    bench = prepare(made_up, weeks=WEEKS, without=["alpha/papers"])
    oracle = _oracle(made_up)
    ((week, _, scores),) = rank(bench, [oracle])
    assert {"beta/papers", "gamma/news", "delta/engine", "epsilon/daily"} == {
        p.by for p in oracle.seen[0].picks
    }
    told = document(bench, {"oracle": {week: scores}})
    assert ["all core lists", "alpha/papers"] == [truth["name"] for truth in told["truths"]]


def test_history_is_known_and_not_ranked(made_up: Folder) -> None:
    """Cut in two, the earlier half teaches and the later half is ranked."""
    day = "2024-03-18"
    early = Folder(tuple(row for row in made_up.papers if (row["announced"] or "") < day), made_up.labels, ())
    late = Folder(tuple(row for row in made_up.papers if (row["announced"] or "") >= day), made_up.labels, ())
    bench = prepare(late, history=early)
    assert date(2024, 3, 25) == bench.weeks[0]
    then = bench.then(bench.weeks[0])
    assert {True} == {str(work.published_at) >= day for work in then.candidates}
    assert len(then.known) > len(then.candidates) > 0


def test_what_cannot_be_measured_is_told(made_up: Folder) -> None:
    """Unknown methods and lists, too short a time, weeks without a relevant paper."""
    with pytest.raises(UsageError, match="Choose from ours, arxiv-sanity-lite"):
        make("best")
    with pytest.raises(UsageError, match="Choose from alpha/papers, beta"):
        prepare(made_up, without=["omega/papers"])
    short = Folder(
        tuple(row for row in made_up.papers if (row["announced"] or "") < "2024-02-01"), made_up.labels, ()
    )
    with pytest.raises(UsageError, match="span less than 60 days"):
        prepare(short)
    with pytest.raises(UsageError, match="none was announced"):
        prepare(Folder((), made_up.labels, ()))
    empty = prepare(made_up, weeks=(date(2025, 1, 6), date(2025, 1, 6)))
    with pytest.raises(UsageError, match="took in no paper"):
        document(empty, {"newest": {date(2025, 1, 6): {}}})


def test_rankings_are_written_for_the_data_s_own_script(tmp_path: Path) -> None:
    """Week, bare id, score; packed where the name says so."""
    scores = {WEEK: {"arxiv:2404.1": 0.25, "arxiv:2404.2": 1.0}}
    write(tmp_path / "plain.csv", scores)
    write(tmp_path / "packed.csv.gz", scores)
    told = (tmp_path / "plain.csv").read_text("utf-8")
    assert [
        ["week", "id", "score"],
        ["2024-04-08", "2404.1", "0.25"],
        ["2024-04-08", "2404.2", "1.0"],
    ] == list(csv.reader(told.splitlines()))
    assert told == gzip.decompress((tmp_path / "packed.csv.gz").read_bytes()).decode()
    with pytest.raises(UsageError, match="cannot be written"):
        write(tmp_path / "none" / "plain.csv", scores)
