"""The benchmark of the canon."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
import pytest

from mainstem.bench.canon import METHODS, group_of, is_own, measure, prepare
from mainstem.bench.ranking import made
from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_seam import Scores, Then
from mainstem.bench.rows import Row
from mainstem.errors import UsageError
from mainstem.model import Work
from tests.bench.conftest import Shuffle

QUARTER = date(2024, 4, 1)


@dataclass(frozen=True)
class Named:
    """Ranks some works before all others."""

    works: frozenset[str]
    name: str = "named"

    def scores(self, then: Then) -> Scores:
        """1 for them."""
        return np.array([work.id in self.works for work in then.candidates], float)


def _paper(paper_id: str, announced: str) -> Row:
    return {"id": paper_id, "title": f"Paper {paper_id}", "announced": announced, "role": "candidate"}


def _label(paper_id: str, by: str, added: str) -> Row:
    return {"list": by, "id": paper_id, "added": added, "core": True}


def _folder(*labels: Row) -> Folder:
    papers = (*(_paper(n, "2024-01-02") for n in "1234"), _paper("5", "2024-04-01"))
    return Folder(papers, (*labels, _label("4", "z/z", "2024-07-01")), ())


def test_canon_is_what_a_second_group_took_in() -> None:
    """Two repositories of one owner are one group, its own is none; what had two before is no candidate."""
    bench = prepare(
        _folder(
            _label("1", "a/b", "2024-02-01"),
            _label("1", "A/c", "2024-02-02"),
            _label("1", "c/d", "2024-04-01"),
            _label("2", "a/b", "2024-02-01"),
            _label("2", "c/d", "2024-02-03"),
            _label("3", "made-up/paper-3", "2024-02-01"),
            _label("3", "c/d", "2024-02-03"),
        )
    )
    assert {"arxiv:1": QUARTER, "arxiv:2": date(2024, 2, 3)} == bench.second_at
    assert ([QUARTER], date(2024, 7, 1)) == (bench.quarters, bench.until)
    assert ["arxiv:1", "arxiv:3", "arxiv:4"] == [work.id for work in bench.then(QUARTER).candidates]


@pytest.mark.parametrize(
    ("by", "own"),
    [
        ("example/Fast-Engine", True),
        ("Fast-Engine/lists", False),
        ("made-up-author/papers", True),
        ("example/fas", False),
    ],
)
def test_a_work_does_not_vote_for_itself(by: str, own: bool) -> None:
    """Its own repository and its author's list are no independent groups."""
    at = datetime(2024, 1, 1, tzinfo=UTC)
    work = Work(
        "arxiv:1", "FastEngine: Speed", "", "paper", "paper", "mixed", "", at, authors=("Made Up Author",)
    )
    assert own == is_own(work, by)
    assert by.split("/")[0].lower() == group_of(by)


def test_figures_by_hand() -> None:
    """The relevant work in the second place: precision one half, found among the first twenty."""
    bench = prepare(_folder(_label("1", "a/b", "2024-02-01"), _label("1", "c/d", "2024-05-01")))
    told = measure(bench, [Named(frozenset({"arxiv:3"}))])
    assert (0.5, 1.0) == (told["methods"]["named"]["AP"], told["methods"]["named"]["recall@20"])
    assert {"n_candidates": 4, "n_relevant": 1}.items() <= told["quarters"]["2024-04-01"].items()


@pytest.mark.parametrize("name", METHODS)
def test_no_method_sees_the_future(name: str, made_up: Folder, with_another_future: Shuffle) -> None:
    """Shuffling everything dated on the quarter's first day or later changes no score."""
    then = prepare(made_up).then(QUARTER)
    ids = {work.id for work in then.candidates}
    other = prepare(with_another_future(made_up, QUARTER, 1)).past.then(QUARTER, ids)
    scores = made(METHODS[name]).scores(then)
    assert len(set(scores.tolist())) > 1
    assert scores.tolist() == made(METHODS[name]).scores(other).tolist()


def test_what_cannot_be_measured_is_told(made_up: Folder) -> None:
    """Too short a time, no pick at all, and no work that two groups hold."""
    with pytest.raises(UsageError, match="leave no quarter"):
        prepare(made_up, date(2024, 5, 1))
    with pytest.raises(UsageError, match="tell of no list"):
        prepare(Folder(made_up.papers, (), ()))
    with pytest.raises(UsageError, match="no work into two groups"):
        measure(prepare(_folder()), [])
