"""The people of a team, what they share, and what they contributed."""

from __future__ import annotations

from mainstem.model import Contribution, Member
from mainstem.store import Store
from tests.store.fakes import DAY, NOON, mark


def test_a_member_is_kept_replaced_and_dropped(kept: Store) -> None:
    """By name, with all that is known of them."""
    full = Member("river", "tech-lead", ("library/kernels", "fp8"), "Europe/Berlin", "gh", "hf", ("H100",))
    for one in (Member("river"), full, Member("delta")):
        kept.members.set(one)
    assert [Member("delta"), full] == kept.members.all()
    assert [True, False] == [kept.members.drop("river") for _ in range(2)]
    assert [Member("delta")] == kept.members.all()


def test_notes_are_shared_by_everybody_until_taken_back(kept: Store) -> None:
    """Oldest first, since a moment where one is given; plain notes stay private."""
    early, late = (
        mark("web:a", "share", NOON - DAY, note="why?"),
        mark("web:a", "share", person="you", note="so"),
    )
    for one in (early, late, mark("web:a", "note", note="private")):
        kept.marks.add(one)
    assert [early, late] == kept.marks.shared()
    assert [late] == kept.marks.shared(NOON)
    kept.marks.undo("you")
    assert [early] == kept.marks.shared()


def test_an_address_is_contributed_once_a_person(kept: Store) -> None:
    """Those without one, entered by hand, are all kept; each can be removed by its number."""
    pull = Contribution("me", "pull", "Fix", "https://git.example/1", NOON, "github", "o/r")
    talk = Contribution("me", "talk", "Talk", "", NOON - DAY)
    assert [pull, talk, talk] == kept.contributions.add([pull, pull, talk, talk])
    assert [] == kept.contributions.add([pull])
    assert [talk, talk, pull] == kept.contributions.of("me")
    assert [talk, None] == [kept.contributions.drop("me", n) for n in (2, 9)]
    assert [talk, pull] == kept.contributions.of("me")
    assert [] == kept.contributions.of("you")
