"""Which work an item is of is decided without a database."""

from __future__ import annotations

import pytest

from mainstem.store.identity import Identity, rank_of


@pytest.mark.parametrize(
    ("key", "rank"),
    [
        ("arxiv:2205.14135", 0),
        ("openreview:abc", 1),
        ("doi:10.1/x", 2),
        ("github:o/r", 3),
        ("web:arxiv:1", 3),
    ],
)
def test_rank_of_a_key(key: str, rank: int) -> None:
    """arXiv names a work best, then OpenReview, then DOI."""
    assert rank == rank_of(key)


def test_a_new_work_is_named_by_the_best_of_its_keys() -> None:
    """The first of equals."""
    identity = Identity({}, {}, {}, 7)
    assert 7 == identity.place("i", ("web:b", "doi:1", "doi:0"), None)
    assert ("doi:1", {7}, {"web:b": "i", "doi:1": "i", "doi:0": "i"}) == (
        identity.id_of(7),
        identity.made,
        identity.keys,
    )


def test_the_better_named_work_is_kept_then_the_older() -> None:
    """A join says which two, by which item and why."""
    owners, ids = {"web:a": 1, "web:b": 2, "doi:1": 3}, {1: "web:a", 2: "web:b", 3: "doi:1"}
    identity = Identity(owners, ids, {1: 1, 2: 1, 3: 1}, 4)
    assert 1 == identity.place("i", ("web:b", "web:a"), None)
    assert 3 == identity.place("j", ("web:b", "doi:1"), None)
    assert [(1, 2, "i"), (3, 1, "j")] == [(j.kept_n, j.joined_n, j.item_id) for j in identity.joins]
    assert ("web:a", "web:b", "item i goes by web:b, web:a") == (
        identity.joins[0].kept_id,
        identity.joins[0].joined_id,
        identity.joins[0].why,
    )
    assert [3, 3, 3] == [identity.now(n) for n in (1, 2, 3)]


def test_the_last_item_of_a_work_takes_it_along() -> None:
    """A work is never left without an item: it is joined into the one its item moved to."""
    identity = Identity({"web:a": 1, "web:b": 2}, {1: "web:a", 2: "web:b"}, {1: 1, 2: 1}, 3)
    assert 1 == identity.place("i", ("web:b",), 1)
    assert 1 == len(identity.joins)


def test_works_that_a_person_told_apart_are_not_joined() -> None:
    """An item that brings keys of both stays with the first; a third work still joins."""
    identity = Identity({"a": 1, "b": 2, "c": 3}, {1: "a", 2: "b", 3: "c"}, {1: 2, 2: 2, 3: 2}, 4, {(1, 2)})
    assert 1 == identity.place("i", ("a", "b", "c"), None)
    assert [(1, 3)] == [(join.kept_n, join.joined_n) for join in identity.joins]
