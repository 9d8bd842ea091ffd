"""What works are about, on both databases."""

from __future__ import annotations

from mainstem.model import Classification, Correction, Field
from mainstem.store import Store
from mainstem.text.query import Filter, Query
from tests.store.fakes import NOON, polled, settled

KERNELS = Classification(
    "core", "library", "library/kernels", "industrial", "blog-post", "words: kernel", ("topic",), 0.5
)


def _filled(kept: Store) -> None:
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("web:b",)))])


def _said(field: Field, value: str, work_id: str = "web:b", person: str = "me") -> Correction:
    return Correction(work_id, field, value, NOON, person)


def test_what_was_told_is_not_asked_again(kept: Store) -> None:
    """Until another model comes."""
    _filled(kept)
    assert not kept.classes.any()
    kept.classes.put("m1", {"web:a": KERNELS})
    assert kept.classes.any()
    assert ["web:b"] == [work.id for work in kept.classes.lacking("m1", 10)]
    assert {"web:a": KERNELS} == kept.classes.kept("m1", ["web:a", "web:b"])
    assert ({}, 2) == (kept.classes.kept("m2", ["web:a"]), len(kept.classes.lacking("m2", 10)))


def test_a_work_that_changed_is_asked_again(kept: Store) -> None:
    """After one of its items came anew with another text, and not after it came as it was."""
    _filled(kept)
    kept.classes.put("m1", {"web:a": KERNELS, "web:b": KERNELS})
    _filled(kept)
    assert {"web:a", "web:b"} == kept.classes.kept("m1", ["web:a", "web:b"]).keys()
    kept.items.take([polled(settled("1", ("web:a",), text="Another text."))])
    assert {"web:b"} == kept.classes.kept("m1", ["web:a", "web:b"]).keys()


def test_works_that_became_one_or_two_are_asked_again(kept: Store) -> None:
    """Neither is what it was."""
    _filled(kept)
    kept.classes.put("m1", {"web:a": KERNELS, "web:b": KERNELS})
    kept.merges.merge("web:a", "web:b", "one", "me")
    assert {} == kept.classes.kept("m1", ["web:a", "web:b"])
    kept.classes.put("m1", {"web:a": KERNELS})
    kept.merges.split("web:b", "two", "me")
    assert {} == kept.classes.kept("m1", ["web:a", "web:b"])


def test_a_search_asks_for_topics(kept: Store) -> None:
    """Held and excluded; a work without a class has no topic."""
    _filled(kept)
    kept.classes.put("m1", {"web:a": KERNELS})
    held = Query(filters=(Filter("topic", ("library/kernels",)),))
    lacked = Query(filters=(Filter("axis", ("library",), excluded=True),))
    assert ["web:a"] == [hit.work.id for hit in kept.search.find(held)]
    assert ["web:b"] == [hit.work.id for hit in kept.search.find(lacked)]
    assert {"library/kernels": 1} == kept.classes.topics()


def test_corrections_follow_their_work(kept: Store) -> None:
    """Under the name by which it goes after a join."""
    _filled(kept)
    kept.classes.correct([_said("topic", "library/kernels")])
    name = kept.merges.merge("web:a", "web:b", "one")
    assert [_said("topic", "library/kernels", name or "")] == kept.classes.corrections()


def test_the_last_correction_is_taken_back_first(kept: Store) -> None:
    """One at a time, and only one's own."""
    _filled(kept)
    mine, older, theirs = (
        _said("axis", "model"),
        _said("sector", "mixed"),
        _said("kind", "news", person="you"),
    )
    kept.classes.correct([older, mine])
    kept.classes.correct([theirs])
    assert mine == kept.classes.undo("me")
    assert [older, theirs] == kept.classes.corrections()
    assert older == kept.classes.undo("me")
    assert None is kept.classes.undo("me")
    assert [theirs] == kept.classes.corrections()
