"""The deep paper: canon and new work, turn by turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from mainstem.model import Mark, Plan, Ranked, Slot
from tests.pipeline.planning.fakes import NOW, PACK, WEEK_OF, canon_row, ranked, week

NEW = [
    ranked(f"arxiv:2606.{n}", 0.9 - n / 100, stream="paper", source_id=f"paper-{n % 4}") for n in range(40)
]


def deep(made: Plan) -> Slot:
    """The plan's deep paper."""
    return next(slot for s in made.sessions for slot in s.slots if slot.kind == "deep_paper")


def weeks(n: int, works: list[Ranked], marks: tuple[Mark, ...] = ()) -> list[str]:
    """The deep papers of ``n`` weeks in a row."""
    past: tuple[Plan, ...] = ()
    for number in range(n):
        past = (week(works, past=past, marks=marks, week_of=WEEK_OF + timedelta(weeks=number)), *past)
    return [deep(plan).work for plan in reversed(past)]


def test_weeks_alternate_between_new_work_and_canon() -> None:
    """New, canon, new, canon; unread canon comes again, and after three weeks the next of it."""
    works = weeks(8, NEW)
    assert all(work.startswith("arxiv:2606") for work in works[::2])
    assert [f"arxiv:1701.0000{n}" for n in (1, 1, 2, 2)] == works[1::2]


def test_canon_week_says_where_one_stands() -> None:
    """A canon slot says its number, its group and why it is canon."""
    first = week(NEW)
    slot = deep(week(NEW, past=(first,), week_of=WEEK_OF + timedelta(weeks=1)))
    assert "canon 1 of 3 · foundations · Known." == slot.why
    assert ("Canon work 1", "https://arxiv.org/abs/1701.00001") == (slot.title, slot.url)


def test_canon_needs_no_fetched_item() -> None:
    """With nothing fetched at all, the canon's row is enough."""
    assert "arxiv:1701.00001" == deep(week([])).work


def test_read_canon_makes_room_for_the_next() -> None:
    """Reading order goes on after what was read, by any of its keys."""
    marks = (Mark("me", "arxiv:1701.00001", "read", NOW), Mark("me", "doi:10.1/two", "skip", NOW))
    rows = (canon_row(1), replace(canon_row(2), aliases=("doi:10.1/two",)), canon_row(3))
    slot = deep(week([], marks=marks, pack=replace(PACK, canon=rows)))
    assert "arxiv:1701.00003" == slot.work
    assert slot.why.startswith("canon 3 of 3")


def test_canon_that_is_all_read_leaves_the_slot_to_new_work() -> None:
    """Once the canon is read, every week has new work."""
    marks = tuple(Mark("me", row.key, "read", NOW) for row in PACK.canon)
    assert all(work.startswith("arxiv:2606") for work in weeks(3, NEW, marks))


def test_fetched_canon_keeps_to_its_own_slot() -> None:
    """A canon work with the best score is no further reading; its slot has its id and reason."""
    fetched = ranked("doi:10.1/one", 1.0, stream="paper", source_id="paper-0", keys=("arxiv:1701.00001",))
    first = week([*NEW, fetched])
    second = week([*NEW, fetched], past=(first,), week_of=WEEK_OF + timedelta(weeks=1))
    assert not [s for x in first.sessions for s in x.slots if s.work == "doi:10.1/one"]
    assert ("doi:10.1/one", "canon 1 of 3 · foundations · Known. · score 1.00") == (
        deep(second).work,
        deep(second).why,
    )


def test_canon_written_after_the_moment_is_not_known() -> None:
    """A plan of 2016 has no canon of 2017."""
    made = week([], at=datetime(2016, 1, 1, tzinfo=UTC))
    assert () == made.sessions
