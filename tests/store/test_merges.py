"""Works joined and told apart."""

from __future__ import annotations

import pytest

from mainstem.errors import UnknownWork, UsageError
from mainstem.store import Store
from mainstem.store.merges import Change
from tests.store.fakes import NOON, mark, polled, settled

PAPER, PAGE = "arxiv:2205.14135", "usenix:nsdi26/sample"


def _two(kept: Store) -> None:
    """A preprint and its page at the venue, as two works."""
    kept.items.take([polled(settled("p", (PAPER,), kind="paper"), settled("v", (PAGE,), kind="paper"))])


def _items(kept: Store, key: str) -> list[str]:
    return sorted(item.key for item in kept.items.of_work(key))


def test_two_works_become_one_under_the_better_name(kept: Store) -> None:
    """Items and keys go together, whichever is named first, and the reason is kept."""
    _two(kept)
    assert PAPER == kept.merges.merge(PAGE, PAPER, "one title")
    assert ["p", "v"] == _items(kept, PAGE)
    assert 1 == kept.works.count()
    assert [Change("joined", PAPER, PAGE, "one title", "machine", NOON)] == kept.merges.history(PAGE)


def test_what_was_marked_follows(kept: Store) -> None:
    """A mark on the work that went is a mark on the work that stayed."""
    _two(kept)
    kept.marks.add(mark(PAGE))
    kept.merges.merge(PAPER, PAGE, "one title")
    assert [PAPER] == [one.work_id for one in kept.marks.of("me")]


def test_one_work_is_not_merged_with_itself(kept: Store) -> None:
    """Nothing is done and nothing is recorded."""
    _two(kept)
    kept.merges.merge(PAPER, PAGE, "one title")
    assert kept.merges.merge(PAGE, PAPER, "again") is None
    assert 1 == len(kept.merges.history())


def test_a_split_undoes_a_merge(kept: Store) -> None:
    """All that came with the key leaves with it, and the history tells both."""
    _two(kept)
    kept.merges.merge(PAPER, PAGE, "one title")
    assert PAGE == kept.merges.split(PAGE, "another paper", "me")
    assert (["p"], ["v"]) == (_items(kept, PAPER), _items(kept, PAGE))
    assert ["joined", "split"] == [one.what for one in kept.merges.history(PAPER)]


def test_the_machine_never_joins_again_what_a_person_split(kept: Store) -> None:
    """By whatever keys the two go."""
    _two(kept)
    kept.merges.merge(PAPER, PAGE, "one title")
    kept.merges.split(PAGE, "another paper", "me")
    assert kept.merges.merge(PAGE, PAPER, "one title") is None
    assert 2 == kept.works.count()


def test_an_item_with_keys_of_both_joins_no_works_that_were_split(kept: Store) -> None:
    """Also not at the next poll, when a record names both."""
    _two(kept)
    kept.merges.merge(PAPER, PAGE, "one title")
    kept.merges.split(PAGE, "another paper", "me")
    kept.items.take([polled(settled("both", (PAPER, PAGE), kind="paper"))])
    assert (["both", "p"], ["v"]) == (_items(kept, PAPER), _items(kept, PAGE))


def test_a_person_may_join_again(kept: Store) -> None:
    """The later word counts, and the machine is free again."""
    _two(kept)
    kept.merges.merge(PAPER, PAGE, "one title")
    kept.merges.split(PAGE, "another paper", "me")
    assert PAPER == kept.merges.merge(PAGE, PAPER, "the same after all", "me")
    assert ["p", "v"] == _items(kept, PAPER)


def test_what_an_item_joined_can_be_split(kept: Store) -> None:
    """Joins by keys are undone like any other."""
    _two(kept)
    kept.items.take([polled(settled("both", (PAPER, PAGE), kind="paper"))])
    assert ["both", "p", "v"] == _items(kept, PAPER)
    kept.merges.split(PAGE, "a wrong record", "me")
    assert (["both", "p"], ["v"]) == (_items(kept, PAPER), _items(kept, PAGE))


def test_a_changed_item_stays_where_the_split_left_it(kept: Store) -> None:
    """A new text of the record that joined them wrongly joins nothing."""
    _two(kept)
    kept.items.take([polled(settled("both", (PAPER, PAGE), kind="paper"))])
    kept.merges.split(PAGE, "a wrong record", "me")
    kept.items.take([polled(settled("both", (PAPER, PAGE), kind="paper", text="new"))])
    assert (["both", "p"], ["v"]) == (_items(kept, PAPER), _items(kept, PAGE))


def test_a_work_of_one_thing_cannot_be_split(kept: Store) -> None:
    """Something must leave and something must stay."""
    _two(kept)
    with pytest.raises(UsageError, match="is all there is"):
        kept.merges.split(PAPER, "why not", "me")


def test_unknown_works_are_told(kept: Store) -> None:
    """By the name that was given."""
    with pytest.raises(UnknownWork, match="arxiv:1: no work"):
        kept.merges.merge("arxiv:1", "arxiv:2", "why")


def test_successors_are_kept_once(kept: Store) -> None:
    """By any key of the earlier work; the later need not be known."""
    _two(kept)
    kept.merges.merge(PAPER, PAGE, "one title")
    follows = (PAPER, "arxiv:2307.08691", "version 2")
    assert (1, 0) == (kept.merges.follow([follows, follows]), kept.merges.follow([follows]))
    assert [("arxiv:2307.08691", "version 2")] == kept.merges.followers(PAGE)


def test_the_machine_joins_many_at_once(kept: Store) -> None:
    """Those that are one by then, or that a person told apart, do not count."""
    _two(kept)
    pairs = [(PAPER, PAGE, "one title"), (PAGE, PAPER, "one title")]
    assert 1 == kept.merges.join(pairs)
    kept.merges.split(PAGE, "another paper", "me")
    assert 0 == kept.merges.join(pairs)
