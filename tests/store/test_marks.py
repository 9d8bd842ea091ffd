"""What people did is only ever added to."""

from __future__ import annotations

from mainstem.store import Store
from tests.store.fakes import DAY, NOON, mark


def test_marks_come_back_oldest_first(kept: Store) -> None:
    """By the moment of the act, then as recorded; each person has their own."""
    given = [mark("web:b", "later", NOON), mark("web:a", "note", NOON - DAY, note="see §3"), mark("web:a")]
    for one in [*given, mark("web:a", person="you")]:
        kept.marks.add(one)
    assert [given[1], given[0], given[2]] == kept.marks.of("me")
    assert [given[1]] == kept.marks.of("me", NOON - DAY)


def test_undo_takes_back_the_mark_recorded_last(kept: Store) -> None:
    """One after the other, and never anyone else's."""
    first, second = mark("web:a", "later", NOON), mark("web:a", "read", NOON - DAY)
    for one in (first, second, mark("web:a", person="you")):
        kept.marks.add(one)
    assert second == kept.marks.undo("me")
    assert [first] == kept.marks.of("me")
    assert first == kept.marks.undo("me")
    assert None is kept.marks.undo("me")
    assert 1 == len(kept.marks.of("you"))


def test_a_mark_after_an_undo_stands(kept: Store) -> None:
    """Taking back is an act of its own, not a state."""
    for _ in range(2):
        kept.marks.add(mark("web:a"))
        kept.marks.undo("me")
    kept.marks.add(mark("web:a", "skip"))
    assert ["skip"] == [one.action for one in kept.marks.of("me")]


def test_a_rating_stays_with_its_mark(kept: Store) -> None:
    """None where the person gave none."""
    kept.marks.add(mark("web:a", rating=4))
    kept.marks.add(mark("web:b"))
    assert [4, None] == [one.rating for one in kept.marks.of("me")]


def test_what_is_erased_is_gone(kept: Store) -> None:
    """With what was taken back; other people keep theirs."""
    for one in (mark("web:a"), mark("web:b"), mark("web:a", person="you")):
        kept.marks.add(one)
    kept.marks.undo("me")
    assert 3 == kept.marks.erase("me")
    assert ([], None, 1) == (kept.marks.of("me"), kept.marks.undo("me"), len(kept.marks.of("you")))
