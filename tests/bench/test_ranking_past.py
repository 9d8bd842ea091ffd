"""What may be seen on a Monday."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_past import Past
from mainstem.bench.ranking_seam import Then
from mainstem.bench.rows import Row
from mainstem.model import Pick

MONDAY = date(2024, 3, 4)


def _paper(paper_id: str, announced: str | None) -> Row:
    role = "candidate" if announced else "library"
    return {"id": paper_id, "title": paper_id, "announced": announced, "role": role}


def _label(paper_id: str, added: str) -> Row:
    return {
        "list": "a/b",
        "id": paper_id,
        "added": added,
        "core": True,
        "n_in_commit": 3,
        "ai_assisted": True,
    }


def _then(papers: list[Row], labels: list[Row], signals: list[Row] | None = None) -> Then:
    return Past(Folder(tuple(papers), tuple(labels), tuple(signals or ()))).then(MONDAY, {"arxiv:1"})


def test_nothing_of_the_day_or_later_is_there(made_up: Folder) -> None:
    """Neither papers nor picks reach into the week that is to be ranked."""
    past = Past(made_up)
    for week in (date(2024, 1, 1), MONDAY, date(2024, 5, 20)):
        then = past.then(week, {f"arxiv:{row['id']}" for row in made_up.papers})
        assert [] == [work.id for work in then.known if work.known_at >= then.at]
        assert [] == [pick for pick in then.picks if pick.at >= then.at]
        assert sorted(work.id for work in then.known) == [work.id for work in then.candidates]


def test_candidates_are_what_was_asked_for_and_known() -> None:
    """A paper of the Monday itself is not there yet."""
    asked = _then([_paper("1", "2024-03-03"), _paper("2", "2024-03-03")], [])
    assert ["arxiv:1"] == [work.id for work in asked.candidates]
    assert ["arxiv:1", "arxiv:2"] == [work.id for work in asked.known]
    assert [] == list(_then([_paper("1", "2024-03-04")], []).candidates)


@pytest.mark.parametrize(("named", "known"), [("2024-03-03", ["arxiv:1706.03762"]), ("2024-03-04", [])])
def test_a_library_paper_is_known_once_something_named_it(named: str, known: list[str]) -> None:
    """It is in the data only because a list would name it; that must not be told before."""
    then = _then([_paper("1706.03762", None)], [_label("1706.03762", named)])
    assert known == [work.id for work in then.known]
    assert [datetime(2017, 6, 1, tzinfo=UTC)] * len(known) == [work.known_at for work in then.known]


def test_a_pick_before_the_announcement_counts_from_then() -> None:
    """Crawl days may be late; no list picks what does not exist."""
    then = _then([_paper("1", "2024-03-02")], [_label("1", "2024-02-20")])
    picked = Pick("arxiv:1", "a/b", datetime(2024, 3, 2, tzinfo=UTC), core=True, n_together=3, machine=True)
    assert [picked] == list(then.picks)


def test_votes_are_those_seen_before() -> None:
    """The highest count ever seen is a thing of the future."""
    history = [["2024-03-01", 4], ["2024-03-02", 9], ["2024-03-04", 70]]
    daily = {
        "kind": "hf_daily",
        "source": "hub",
        "id": "1",
        "date": "2024-03-01",
        "upvotes": 70,
        "history": history,
    }
    (pick,) = _then([_paper("1", "2024-03-01")], [], [daily]).picks
    assert ("daily", 9, False) == (pick.kind, pick.votes, pick.core)
    (unseen,) = _then([_paper("1", "2024-03-01")], [], [{**daily, "history": []}]).picks
    assert unseen.votes is None
