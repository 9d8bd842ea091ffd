"""What works are about, on both databases."""

from __future__ import annotations

from mainstem.model import Classification, Correction
from mainstem.store import Store
from mainstem.text.query import Filter, Query
from tests.store.fakes import NOON, polled, settled

KERNELS = Classification("core", "library", "library/kernels", "industrial", "blog-post", "words: kernel")


def _filled(kept: Store) -> None:
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("web:b",)))])


def test_what_was_told_is_not_asked_again(kept: Store) -> None:
    """Until another model comes, or it is dropped."""
    _filled(kept)
    kept.classes.put("m1", {"web:a": KERNELS})
    assert ["web:b"] == [work.id for work in kept.classes.lacking("m1", 10)]
    assert KERNELS == kept.classes.get("web:a")
    assert 2 == len(kept.classes.lacking("m2", 10))
    kept.classes.drop(["web:a"])
    assert None is kept.classes.get("web:a")


def test_what_changed_is_asked_again(kept: Store) -> None:
    """By the items that came or changed."""
    _filled(kept)
    assert not kept.classes.any()
    kept.classes.put("m1", {"web:a": KERNELS, "web:b": KERNELS})
    kept.candidates.compared(kept.candidates.waiting())
    kept.items.take([polled(settled("1", ("web:a",), title="Anew"))])
    kept.classes.forget_of(kept.candidates.waiting())
    assert (True, ["web:a"]) == (kept.classes.any(), [work.id for work in kept.classes.lacking("m1", 10)])


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
    kept.classes.correct(Correction("web:b", "topic", "library/kernels", NOON, "me"))
    name = kept.merges.merge("web:a", "web:b", "one")
    assert [Correction(name or "", "topic", "library/kernels", NOON, "me")] == kept.classes.corrections()
