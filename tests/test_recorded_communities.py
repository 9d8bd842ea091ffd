"""Recorded polls of communities, replayed in order through reading, settling and the store.

Nothing doubles, no later telling is lost, and what was let go does not come back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mainstem import store
from mainstem.connectors import TABLE
from mainstem.errors import ReadError
from mainstem.model import Endpoint, EndpointState, Item, KeepRule, Polled, Reply, Source, Taken
from mainstem.pipeline.sync import read_and_settle

pytestmark = pytest.mark.shared

NEW = "https://www.reddit.com/r/LocalLLaMA/new.json"
RSS = "https://www.reddit.com/r/ClaudeAI/top/.rss?t=day"
SEARCH = "https://hn.algolia.com/api/v1/search_by_date?query=a&tags=story"


@dataclass
class Community:
    """A followed community with its store; ``told`` is the last telling of each item."""

    kept: store.Store
    told: dict[str, Item] = field(default_factory=dict)

    def poll(self, body: bytes, at: datetime, type_: str, url: str) -> Taken | None:
        """Takes one reply in; None where it was an outage."""
        name = TABLE.name_for(type_) or ""
        endpoint = Endpoint("community-own", type_, url, "listed", connector=name)
        source = Source(
            "community-own", "Own", "forum", "community", "independent", (), url, "daily", "", (endpoint,)
        )  # fmt: skip
        try:
            reading = read_and_settle(TABLE[name], source, endpoint, Reply(url, 200, {}, body, at))
        except ReadError:
            return None
        state = EndpointState(endpoint.id, source.id, url, last_success_at=at)
        [taken] = self.kept.items.take([Polled(endpoint, state, reading.settled, reading.warnings)])
        n_known = len(self.told)
        self.told.update({each.item.id: each.item for each in reading.settled})
        assert len(self.told) - n_known == taken.n_new
        return taken

    def shown(self) -> dict[str, Item]:
        """Every item that the store has, by id."""
        far = datetime(2100, 1, 1, tzinfo=UTC)
        works = self.kept.works.known_at(far, dict.fromkeys(("community", None), "fetched"))
        return {item.id: item for work in works for item in self.kept.items.of_work(work.id)}


def told(items: Sequence[Item] | dict[str, Item]) -> dict[str, tuple[Any, ...]]:
    """What was published of the items, by id."""
    rows = items.values() if isinstance(items, dict) else items
    return {
        item.id: (item.title, item.url, item.text, dict(item.extra), item.published_at, item.authors)
        for item in rows
    }


def at_of(path: Path) -> datetime:
    """The time of a poll, which is its file's name."""
    return datetime.strptime(path.name.split("_")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def series(shared: Path) -> Iterator[tuple[str, str, list[Path]]]:
    """Endpoint type, address and polls in order, of every recorded series of a community."""
    recorded = shared / "recorded"
    for kind, url, pattern in (
        ("reddit_json", NEW, "reddit/*LocalLLaMA--series/*"),
        ("reddit_rss", RSS, "reddit/*digest-feeds--series/*"),
        ("hn_algolia", SEARCH, "hackernews_algolia/*--series/*"),
    ):
        for folder in sorted(recorded.glob(pattern)):
            yield kind, url, sorted(path for path in folder.iterdir() if path.is_file())


def test_series_double_and_lose_nothing(shared: Path, tmp_path: Path) -> None:
    """An item is new once, its last telling is kept (votes and comments move), and a second look changes nothing."""
    n_polls = 0
    for n, (kind, url, paths) in enumerate(series(shared)):
        with closing(store.open(tmp_path / f"{n}.db")) as kept:
            community = Community(kept)
            for path in paths:
                taken = community.poll(path.read_bytes(), at_of(path), kind, url)
                assert taken is not None, path
                n_polls += 1
            again = community.poll(paths[-1].read_bytes(), at_of(paths[-1]) + timedelta(hours=1), kind, url)
            assert again is not None
            assert (0, 0) == (again.n_new, again.n_updated), paths[-1]
            assert told(community.told) == told(community.shown()), paths[0].parent
    assert n_polls == 12 + 60 + 198


def test_what_was_let_go_is_not_revived(shared: Path, tmp_path: Path) -> None:
    """An old thread that a later poll still lists stays gone."""
    for n, (kind, url, paths) in enumerate(series(shared)):
        with closing(store.open(tmp_path / f"{n}.db")) as kept:
            community = Community(kept)
            community.poll(paths[0].read_bytes(), at_of(paths[0]), kind, url)
            n_first = len(community.told)
            later = at_of(paths[0]) + timedelta(days=90)
            assert n_first == kept.items.let_go([KeepRule("thread", 60)], later)
            again = community.poll(paths[0].read_bytes(), later, kind, url)
            assert Taken(n_same=n_first) == again, paths[0]
            assert {} == community.shown()


def test_the_three_listings_of_a_subreddit_are_of_one_set(shared: Path, tmp_path: Path) -> None:
    """hot, new and best poll after poll: a post is one item however many listings bring it."""
    paths = sorted(
        (shared / "recorded" / "reddit").glob("*LocalLLaMA--series/*/*.json"), key=lambda p: p.name
    )
    names = set()
    with closing(store.open(tmp_path / "all.db")) as kept:
        community = Community(kept)
        for path in paths:
            community.poll(path.read_bytes(), at_of(path), "reddit_json", NEW)
            names |= {row["data"]["name"] for row in json.loads(path.read_bytes())["data"]["children"]}
        assert names == {item.key for item in community.shown().values()}
        assert told(community.told) == told(community.shown())


def test_threads_keep_what_their_comments_told(shared: Path, tmp_path: Path) -> None:
    """A thread's own page, taken in twice, is one item with its comments' text, and its mentions are dated."""
    paths = sorted((shared / "recorded" / "reddit").glob("*+LocalLLaMA/*/index.json"))
    with closing(store.open(tmp_path / "threads.db")) as kept:
        community = Community(kept)
        for path in [*paths, *paths]:
            community.poll(path.read_bytes(), datetime(2025, 8, 8, tzinfo=UTC), "reddit_json", NEW)
        assert len(paths) == len(community.shown())
        assert told(community.told) == told(community.shown())
        mentions = kept.works.mentions(datetime(2100, 1, 1, tzinfo=UTC))
        cited = [mention for found in mentions.values() for mention in found]
        assert len(cited) > 30
        assert all(mention.at and mention.kind == "thread" for mention in cited)
