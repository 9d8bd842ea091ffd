"""Items are taken in once, never lost, and let go by a stated rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mainstem.model import Item, KeepRule, Mention, Taken
from mainstem.store import Store
from mainstem.text.query import parse
from tests.store.fakes import DAY, NOON, mark, plan, polled, settled

POSTS = [KeepRule("post", 30)]
LATER = NOON + 31 * DAY


def test_counts_what_is_new_updated_and_the_same(kept: Store) -> None:
    """One answer a poll, in the order of the polls."""
    kept.items.take([polled(settled("1"), settled("2"))])
    again = kept.items.take(
        [
            polled(settled("1"), settled("2", title="Entry 2, corrected"), settled("3")),
            polled(settled("1", source="other"), source="other"),
        ]
    )
    assert [Taken(1, 1, 1), Taken(1, 0, 0)] == again


def test_an_item_comes_back_as_it_was_taken(kept: Store) -> None:
    """Every field survives, in its own type."""
    given = settled(
        "1",
        ("arxiv:2606.00001", "doi:10.1/x"),
        kind="paper",
        stream="paper",
        published_at=NOON - DAY,
        updated_at=NOON,
        authors=("A. Author", "Б. Автор"),
        text="Ünïcode and \N{SNOWMAN}",
        venue="MLSys",
        extra={"votes": 3, "nested": {"a": [1, None]}},
    )
    kept.items.take([polled(given)])
    assert [given.item] == kept.items.of_work("doi:10.1/x")


def test_an_update_keeps_the_moment_of_the_first_sight(kept: Store) -> None:
    """Later polls tell when they saw it; the first one counts."""
    kept.items.take([polled(settled("1"))])
    kept.items.take([polled(settled("1", title="New", first_seen_at=NOON + DAY))])
    (item,) = kept.items.of_work("web:blog.example/1")
    assert (NOON, "New") == (item.first_seen_at, item.title)


def test_an_item_twice_in_one_batch_is_kept_once_as_told_last(kept: Store) -> None:
    """Two endpoints of a source may bring the same entry."""
    taken = kept.items.take([polled(settled("1")), polled(settled("1", title="Later"), settled("1"))])
    assert [Taken(1, 0, 0), Taken(0, 2, 0)] == taken
    assert ["Entry 1"] == [item.title for item in kept.items.of_work("web:blog.example/1")]


def test_what_no_database_can_keep_is_left_out(kept: Store) -> None:
    """NUL and half surrogates come in feeds, in any field, and never stop a batch."""
    odd = settled("k\0\ud800", ("web:x\0\ud800",), title="a\0b\ud800", text="\0", extra={"\0": "\ud800\0"})
    assert [Taken(1, 0, 0)] == kept.items.take([polled(odd)])
    assert [Taken(0, 0, 1)] == kept.items.take([polled(odd)])
    assert ["ab?"] == [item.title for item in kept.items.of_work("web:x?")]


def test_a_fetched_item_takes_the_place_of_the_snapshots(kept: Store) -> None:
    """Even where both say the same, the origin turns to fetched; and never back."""
    shipped = replace(settled("1"), item=replace(settled("1").item, origin="snapshot"))
    assert Taken(1, 0, 0) == kept.items.take_shipped([shipped])
    assert set() == kept.items.fetched_streams()
    assert [Taken(0, 1, 0)] == kept.items.take([polled(settled("1"))])
    assert Taken(0, 0, 1) == kept.items.take_shipped([shipped])
    assert {"blog"} == kept.items.fetched_streams()
    assert {"blog": 1} == kept.items.counts()


def test_a_changed_item_takes_its_old_mentions_back(kept: Store) -> None:
    """What an entry no longer cites is not held against it."""
    kept.items.take([polled(settled("1", cites=("arxiv:1", "arxiv:2")))])
    kept.items.take([polled(settled("1", cites=("arxiv:2", "arxiv:3")))])
    assert ["arxiv:2", "arxiv:3"] == sorted(kept.works.mentions(NOON))


def test_the_revision_grows_with_every_change_only(kept: Store) -> None:
    """A ranking made at one revision holds until the next."""
    seen = [kept.items.revision()]
    for entries in [(settled("1"),), (settled("1"),), (settled("1", title="New"),), ()]:
        kept.items.take([polled(*entries)])
        seen.append(kept.items.revision())
    assert [0, 1, 1, 2, 2] == seen


def test_lets_go_of_old_unread_items_and_keeps_a_tombstone(kept: Store) -> None:
    """What went stays away, however often its source brings it, and takes its work along."""
    kept.items.take([polled(settled("old"), settled("new", published_at=LATER - DAY))])
    assert 1 == kept.items.let_go(POSTS, LATER)
    assert None is kept.works.get("web:blog.example/old")
    assert [Taken(0, 0, 2)] == kept.items.take(
        [polled(settled("old", title="Again"), settled("new", published_at=LATER - DAY))]
    )
    assert ["web:blog.example/new"] == [w.id for w in kept.works.known_at(LATER, {"blog": "fetched"})]
    assert 0 == kept.items.let_go(POSTS, LATER)
    assert [] == kept.search.find(parse("again"))


def test_the_limit_of_an_items_age_is_exclusive(kept: Store) -> None:
    """An item of exactly its kind's days stays one moment longer."""
    kept.items.take([polled(settled("1", published_at=NOON))])
    assert 0 == kept.items.let_go(POSTS, NOON + 30 * DAY)
    assert 1 == kept.items.let_go(POSTS, NOON + 30 * DAY + timedelta(microseconds=1))


def test_what_ships_with_the_package_is_kept(kept: Store) -> None:
    """It is bounded, and a plan may need it where nothing was fetched."""
    kept.items.take_shipped([settled("1", origin="snapshot")])
    assert 0 == kept.items.let_go(POSTS, NOON + 9999 * DAY)


def test_a_kind_without_a_rule_is_kept(kept: Store) -> None:
    """Nothing goes that no rule names."""
    kept.items.take([polled(settled("1", kind="paper"))])
    assert 0 == kept.items.let_go(POSTS, NOON + 9999 * DAY)


@pytest.mark.parametrize(
    "how", ["marked", "unmarked", "planned", "part", "missed", "mentioned", "cited", "canon"]
)
def test_spares_what_anyone_read_planned_or_cites(kept: Store, how: str) -> None:
    """A mark (even one taken back), a plan, another's mention, a repository, or the canon holds a work."""
    key = {"part": "web:forum.example/1", "missed": "web:late.example/1"}.get(how, "web:held")
    kept.items.take([polled(settled("1", (key,)), settled("free"))])
    if how in ("marked", "unmarked"):
        kept.marks.add(mark(key))
    if how == "unmarked":
        kept.marks.undo("me")
    if how in ("planned", "part", "missed"):
        kept.plans.save(plan("2026-W23", "web:held"))
    if how == "mentioned":
        kept.items.take([polled(settled("2", cites=(key,), published_at=LATER))])
    if how == "cited":
        kept.works.cite([Mention(key, "o/r", "README.md", "docs", NOON)])
    protected = [key] if how == "canon" else []
    assert 1 == kept.items.let_go(POSTS, LATER, protected)
    assert kept.works.get(key) is not None


def test_a_work_that_only_cites_itself_is_not_spared(kept: Store) -> None:
    """A mention by an item of the same work is no mention by another."""
    kept.items.take([polled(settled("1", ("web:a",), cites=("web:a",)))])
    assert 1 == kept.items.let_go(POSTS, LATER)


def test_a_work_keeps_its_younger_items(kept: Store) -> None:
    """Items go one by one; the work tells what is left."""
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("web:a",), published_at=LATER))])
    assert 1 == kept.items.let_go(POSTS, LATER)
    assert ["blog/2"] == [item.id for item in kept.items.of_work("web:a")]


def test_items_of_a_work_come_oldest_first(kept: Store) -> None:
    """By the moment they could be read, then as taken."""
    kept.items.take(
        [polled(*(settled(str(day), ("web:a",), published_at=NOON - day * DAY) for day in (1, 3, 2)))]
    )
    assert ["3", "2", "1"] == [item.key for item in kept.items.of_work("web:a")]
    empty: list[Item] = []
    assert empty == kept.items.of_work("web:unknown")
