"""One thing is one work, by any of its keys."""

from __future__ import annotations

from dataclasses import replace

from mainstem.model import Mention, RankStamp, Stream
from mainstem.store import Store
from tests.store.fakes import DAY, NOON, mark, plan, polled, ranked, settled

FETCHED: dict[Stream | None, str] = {
    None: "fetched",
    "blog": "fetched",
    "paper": "fetched",
    "community": "fetched",
}


def test_items_with_a_common_key_are_one_work(kept: Store) -> None:
    """The announcement and the paper it links to are the same thing."""
    kept.items.take([polled(settled("1", ("arxiv:1", "web:a")), settled("2", ("web:a", "web:b")))])
    found = kept.works.get("web:b")
    assert found is not None
    assert ("arxiv:1", ("arxiv:1", "web:a", "web:b"), 2) == (found.id, found.keys, found.n_items)
    assert found == kept.works.get("arxiv:1")
    assert 1 == kept.works.count()


def test_two_works_are_joined_and_everything_follows(kept: Store) -> None:
    """Marks, plans, mentions and ranks made under the old name are found under the new one."""
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("arxiv:1",)))])
    kept.marks.add(mark("web:a"))
    kept.plans.save(plan("2026-W23", "web:a"))
    kept.works.cite([Mention("web:a", "o/r", "README.md", "docs", NOON)])
    kept.ranks.save("me", RankStamp("1", NOON, ""), [ranked("web:a", 0.5), ranked("arxiv:1", 0.4)])
    kept.items.take([polled(settled("3", ("arxiv:1", "web:a")))])
    stored = kept.plans.last("me", "2026-W23")
    assert stored is not None
    assert ["arxiv:1"] == [m.work_id for m in kept.marks.of("me")]
    assert "arxiv:1" == stored.sessions[0].slots[0].work
    assert ["arxiv:1"] == list(kept.works.mentions(NOON))
    assert ["arxiv:1"] == [m.work_id for m in kept.works.mentions_of("web:a")]
    assert [("arxiv:1", 0.5)] == [(r.work.id, r.score) for r in kept.ranks.best("me")]
    assert ["blog/1", "blog/2", "blog/3"] == [item.id for item in kept.items.of_work("web:a")]


def test_joining_within_a_batch_and_across_batches_comes_to_the_same(kept: Store) -> None:
    """A chain of joins ends at the best name, whatever was made on the way."""
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("doi:1",)))])
    kept.items.take(
        [
            polled(
                settled("3", ("web:b",)),
                settled("4", ("web:b", "web:a")),
                settled("5", ("openreview:1", "doi:1")),
            ),
            polled(
                settled("6", ("web:a", "arxiv:1"), source="o"),
                settled("7", ("openreview:1", "web:b"), source="o"),
            ),
        ]
    )
    found = kept.works.get("web:b")
    assert found is not None
    assert ("arxiv:1", 7) == (found.id, found.n_items)
    assert ("arxiv:1", "doi:1", "openreview:1", "web:a", "web:b") == found.keys
    assert 1 == kept.works.count()


def test_a_better_key_becomes_the_name(kept: Store) -> None:
    """A work that turns out to be on arXiv is called by its arXiv id; old names still find it."""
    kept.items.take([polled(settled("1", ("web:a",)))])
    kept.items.take([polled(settled("1", ("web:a", "doi:1")))])
    kept.items.take([polled(settled("1", ("web:a", "arxiv:1")))])
    assert ["arxiv:1"] * 3 == [kept.works.of([key])[key].id for key in ("web:a", "doi:1", "arxiv:1")]


def test_an_item_whose_link_changed_keeps_its_work(kept: Store) -> None:
    """A corrected address is one more key; what was read stays read."""
    kept.items.take([polled(settled("1", ("web:old",)))])
    kept.marks.add(mark("web:old"))
    kept.items.take([polled(settled("1", ("web:new",)))])
    found = kept.works.get("web:new")
    assert found is not None
    assert (("web:old", "web:new"), 1) == (found.keys, found.n_items)
    assert ["web:old"] == [m.work_id for m in kept.marks.of("me")]


def test_an_item_that_is_now_about_another_work_moves_there(kept: Store) -> None:
    """Its old work stays with the items it has left."""
    kept.items.take([polled(settled("1", ("web:a",)), settled("2", ("web:a",)), settled("3", ("web:b",)))])
    kept.items.take([polled(settled("2", ("web:b",)))])
    assert ["blog/1"] == [item.id for item in kept.items.of_work("web:a")]
    assert ["blog/2", "blog/3"] == [item.id for item in kept.items.of_work("web:b")]


def test_known_at_leaves_out_what_came_later(kept: Store) -> None:
    """A past week is planned from what could be read then, told by the items of then."""
    kept.items.take(
        [
            polled(
                settled(
                    "1",
                    ("arxiv:1",),
                    kind="paper",
                    stream="paper",
                    published_at=NOON - 9 * DAY,
                    title="Draft",
                ),
                settled(
                    "2",
                    ("arxiv:1",),
                    kind="paper",
                    stream="paper",
                    published_at=NOON,
                    title="Final",
                    venue="MLSys",
                ),
                settled("3", published_at=NOON + DAY),
                settled("4", first_seen_at=NOON - DAY),
            )
        ]
    )
    then = kept.works.known_at(NOON - DAY, FETCHED)
    now = kept.works.known_at(NOON, FETCHED)
    assert [("arxiv:1", "Draft"), ("web:blog.example/4", "Entry 4")] == [(w.id, w.title) for w in then]
    assert [("arxiv:1", "Final"), ("web:blog.example/4", "Entry 4")] == [(w.id, w.title) for w in now]


def test_known_at_takes_each_stream_from_its_own_origin(kept: Store) -> None:
    """The snapshot fills the streams for which nothing was fetched, and no other."""
    shipped = [
        settled(n, stream=s, origin="snapshot") for n, s in (("1", "blog"), ("2", "paper"), ("3", None))
    ]
    kept.items.take_shipped(shipped)
    kept.items.take([polled(settled("4"))])
    origins: dict[Stream | None, str] = {"blog": "fetched", "paper": "snapshot", None: "snapshot"}
    found = kept.works.known_at(NOON, origins)
    assert ["2", "3", "4"] == [work.id[-1] for work in found]


def test_a_work_of_both_origins_counts_as_fetched(kept: Store) -> None:
    """What was fetched about a shipped work brings it in, and the shipped record still tells about it."""
    paper = settled("1", ("arxiv:1",), kind="paper", stream="paper", title="Paper", origin="snapshot")
    kept.items.take_shipped([paper])
    kept.items.take([polled(settled("2", ("arxiv:1",), title="Post"))])
    (found,) = kept.works.known_at(NOON, FETCHED)
    assert ("Paper", "fetched", 2) == (found.title, found.origin, found.n_items)


def test_mentions_come_by_work_oldest_first(kept: Store) -> None:
    """Undated ones last; none that is dated after the moment asked about."""
    kept.items.take([polled(settled("1", ("arxiv:1", "web:a")))])
    days = [None, 2, 0, 1]
    told = [
        Mention("web:a", "o/r", str(day), "code", day if day is None else NOON - day * DAY) for day in days
    ]
    assert 4 == kept.works.cite([*told, replace(told[1])])
    assert 0 == kept.works.cite(told)
    found = kept.works.mentions(NOON - DAY)
    assert {"arxiv:1": ["2", "1", "None"]} == {key: [m.where for m in cited] for key, cited in found.items()}
    assert ["2", "1", "0", "None"] == [m.where for m in kept.works.mentions_of("arxiv:1")]


def test_unknown_keys_name_no_work(kept: Store) -> None:
    """Asking is no error."""
    assert None is kept.works.get("web:nowhere")
    assert {} == kept.works.of(["web:nowhere"])
    assert [] == kept.works.mentions_of("web:nowhere")


def test_who_wrote_an_item_is_who_cites(kept: Store) -> None:
    """The first of its authors; what ships of histories names nobody."""
    post = settled("1", cites=("arxiv:1",), authors=("A. Author", "B. Author"))
    kept.items.take([polled(post, settled("2", cites=("arxiv:1",)))])
    kept.works.cite([Mention("arxiv:1", "o/r", "README.md", "docs", NOON)])
    assert ["A. Author", None, None] == [mention.author for mention in kept.works.mentions_of("arxiv:1")]
    assert 0 == kept.works.cite([Mention("arxiv:1", "o/r", "README.md", "docs", NOON)])


def test_the_newest_of_each_group_of_sources(kept: Store) -> None:
    """Each work once, by its newest item; what is older than asked for, or of other sources, is not among them."""
    dated = [
        settled("1", ("web:a",), source="x", published_at=NOON - 3 * DAY),
        settled("2", ("web:b",), source="x", published_at=NOON - 2 * DAY),
        settled("3", ("web:a",), source="y", published_at=NOON - DAY),
        settled("4", ("web:c",), source="z", published_at=NOON),
        settled("5", ("web:d",), source="x", published_at=NOON - 9 * DAY),
    ]
    kept.items.take([polled(*dated)])
    found = kept.works.newest_from({"one": ("x", "y"), "two": ("y",), "none": ()}, NOON - 5 * DAY, 2)
    assert {"one": ["web:a", "web:b"], "two": ["web:a"], "none": []} == {
        name: [work.id for work in its] for name, its in found.items()
    }
