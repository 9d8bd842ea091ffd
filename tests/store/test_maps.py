"""The map of works, on both databases."""

from __future__ import annotations

from mainstem.model import Area, Spot
from mainstem.store import Store
from tests.store.fakes import polled, settled

AREAS = [Area(0, ("KV cache", "eviction"), 7, 8, 2), Area(1, (), 1, 1, 1)]


def test_a_map_is_kept_to_the_last_number(kept: Store) -> None:
    """In place of the one before."""
    kept.maps.lay_out([Spot("web:old", 5, 5)], [])
    kept.maps.lay_out([Spot("web:a", 0, 65_535), Spot("web:b", 3, 4)], AREAS)
    assert {"web:a": Spot("web:a", 0, 65_535), "web:b": Spot("web:b", 3, 4)} == kept.maps.spots()
    assert AREAS == kept.maps.areas()


def test_a_work_that_stands_is_not_moved(kept: Store) -> None:
    """Not even by another process that placed it at the same time."""
    kept.maps.lay_out([Spot("web:a", 1, 2)], AREAS)
    kept.maps.place([Spot("web:a", 9, 9), Spot("web:b", 3, 4)])
    assert [Spot("web:a", 1, 2), Spot("web:b", 3, 4)] == sorted(kept.maps.spots().values(), key=str)
    assert AREAS == kept.maps.areas()


def test_works_that_became_one_stand_once(kept: Store) -> None:
    """By the id it goes by today, where the smaller key stood."""
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("web:b",)))])
    kept.maps.lay_out([Spot("web:b", 3, 4), Spot("web:a", 1, 2)], [])
    kept.merges.merge("web:b", "web:a", "one", "me")
    [found] = kept.maps.spots().values()
    assert ((1, 2), 1) == ((found.x, found.y), len(kept.works.of([found.work_id])))
