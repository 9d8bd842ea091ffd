"""Whose picks count."""

from __future__ import annotations

from datetime import date

from mainstem.bench.ranking_folder import Folder
from mainstem.bench.ranking_truth import Truth, announced_in, mondays, truths

MONDAY = date(2024, 3, 4)


def _label(paper: str, by: str, added: str, *, core: bool = True) -> dict[str, object]:
    return {"list": by, "id": paper, "added": added, "core": core}


def test_ranks_are_places_among_open_candidates() -> None:
    """What a list had before is no candidate; ties and unscored works are read by id, the latter last."""
    truth = Truth("t", {"a": date(2024, 3, 3), "c": MONDAY, "e": MONDAY})
    scores = {"a": 9.0, "b": 1.0, "c": 1.0, "d": 0.0}
    assert [2, 4] == truth.ranks(MONDAY, ["e", "d", "c", "b", "a"], scores)


def test_core_lists_count_and_withheld_ones_alone_once_more() -> None:
    """A withheld list stays part of the first truth; a broad one counts only when it is withheld."""
    rows = (
        _label("1", "a", "2024-03-05"),
        _label("1", "b", "2024-03-01"),
        _label("2", "c", "2024-03-09", core=False),
    )
    folder = Folder((), rows, ())
    core = Truth("all core lists", {"arxiv:1": date(2024, 3, 1)})
    assert [core] == truths(folder, [])
    assert [core, Truth("a, c", {"arxiv:1": date(2024, 3, 5), "arxiv:2": date(2024, 3, 9)})] == truths(
        folder, ["c", "a"]
    )


def test_a_week_is_the_seven_days_before_its_monday() -> None:
    """From Monday to Sunday; library papers belong to none."""
    papers = tuple(
        {"id": day, "announced": f"2024-{day}", "role": role}
        for day, role in (
            ("02-25", "candidate"),
            ("02-26", "candidate"),
            ("03-03", "candidate"),
            ("03-01", "library"),
        )
    )
    assert {MONDAY: ["arxiv:02-26", "arxiv:03-03"]} == announced_in(Folder(papers, (), ()), [MONDAY])
    assert [MONDAY, date(2024, 3, 11)] == list(mondays(MONDAY, date(2024, 3, 17)))
