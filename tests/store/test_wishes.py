"""What people asked for is only ever added to, until they erase it."""

from __future__ import annotations

from mainstem.store import Store
from tests.store.fakes import wish

AUTHOR = wish("follow", "author", "A. Author")
WORD = wish("mute", "word", "some words", exceptions=("source:blog",))


def test_wishes_come_back_as_they_were_made(kept: Store) -> None:
    """In their order, with their exceptions; each person has their own."""
    for one in (WORD, AUTHOR, wish("follow", "lab", "a-lab", person="you")):
        kept.wishes.add(one)
    assert [WORD, AUTHOR] == kept.wishes.of("me")


def test_a_wish_taken_back_stands_no_more(kept: Store) -> None:
    """However often it was made; others stand, and it can be made again."""
    for one in (AUTHOR, WORD, AUTHOR):
        kept.wishes.add(one)
    kept.wishes.take_back(AUTHOR)
    assert [WORD] == kept.wishes.of("me")
    kept.wishes.add(AUTHOR)
    assert [WORD, AUTHOR] == kept.wishes.of("me")


def test_taking_back_what_does_not_stand_changes_nothing(kept: Store) -> None:
    """Neither another sense of the same name."""
    kept.wishes.add(WORD)
    kept.wishes.take_back(wish("follow", "word", "some words"))
    assert [WORD] == kept.wishes.of("me")


def test_what_is_erased_is_gone(kept: Store) -> None:
    """Of that person only."""
    for one in (AUTHOR, WORD, wish("follow", "lab", "a-lab", person="you")):
        kept.wishes.add(one)
    kept.wishes.take_back(AUTHOR)
    assert 3 == kept.wishes.erase("me")
    assert ([], 1) == (kept.wishes.of("me"), len(kept.wishes.of("you")))
