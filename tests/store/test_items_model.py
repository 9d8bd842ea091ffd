"""No lost update, no duplicate, no resurrection: random histories against a model in plain dictionaries."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem import store
from mainstem.model import KeepRule, Settled
from mainstem.store import Store
from tests.store.fakes import DAY, NOON, mark, polled, settled

KEYS = ("web:a", "web:b", "web:c", "doi:1", "openreview:1", "arxiv:1")
RULE = KeepRule("post", 2)

entry = st.builds(
    settled,
    st.sampled_from("12345"),
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True).map(tuple),
    source=st.sampled_from(("blog", "forum")),
    title=st.sampled_from(("one", "two")),
    origin=st.sampled_from(("fetched", "fetched", "snapshot")),
)
step = st.one_of(
    st.tuples(st.just("take"), st.lists(st.lists(entry, max_size=4), min_size=1, max_size=3)),
    st.tuples(st.just("mark"), st.sampled_from(KEYS)),
    st.tuples(st.just("undo"), st.none()),
    st.tuples(st.just("let_go"), st.sampled_from(KEYS)),
)


Told = dict[frozenset[str], set[tuple[str, str, str, datetime]]]  # works by their keys, with their items


@dataclass
class Model:
    """What must be kept, in the plainest way: items with their work as a set of keys."""

    items: dict[str, Settled] = field(default_factory=dict)
    seen_at: dict[str, datetime] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    works: list[set[str]] = field(default_factory=list)  # keys; an item's work is that of its first claim
    work_of: dict[str, set[str]] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)
    ever_marked: set[str] = field(default_factory=set)

    def take(self, one: Settled) -> None:
        """One entry of a poll."""
        item_id = one.item.id
        old = self.items.get(item_id)
        if item_id in self.gone or (old and old.item.origin == "fetched" and one.item.origin == "snapshot"):
            return
        if old and (old.item.title, old.keys, old.item.origin) == (one.item.title, one.keys, one.item.origin):
            return
        self.items[item_id] = one
        self.seen_at.setdefault(item_id, one.item.first_seen_at)
        self._place(item_id, set(one.keys))

    def _place(self, item_id: str, keys: set[str]) -> None:
        claimed = [work for work in self.works if work & keys]
        here = self.work_of.get(item_id)
        alone = sum(work is here for work in self.work_of.values()) <= 1
        if here is not None and not any(work is here for work in claimed) and (alone or not claimed):
            claimed.append(here)
        joined = set().union(keys, *claimed)
        self.works = [work for work in self.works if not any(work is one for one in claimed)] + [joined]
        for other, work in self.work_of.items():
            if any(work is one for one in claimed):
                self.work_of[other] = joined
        self.work_of[item_id] = joined

    def let_go(self, protected: str) -> None:
        """What was fetched, is unread and unprotected goes; everything is old enough."""
        for item_id, work in list(self.work_of.items()):
            shipped = self.items[item_id].item.origin == "snapshot"
            if not shipped and not work & (self.ever_marked | {protected}):
                self.gone.add(item_id)
                del self.items[item_id], self.work_of[item_id]
        self.works = [work for work in self.works if any(work is one for one in self.work_of.values())]

    def told(self) -> Told:
        """All of it."""
        found: Told = {frozenset(work): set() for work in self.works}
        for i, work in self.work_of.items():
            item = self.items[i].item
            found[frozenset(work)].add((i, item.title, item.origin, self.seen_at[i]))
        return found


def _told(kept: Store) -> Told:
    works = {work.id: work for work in kept.works.of(KEYS).values()}
    found: Told = {}
    for work in works.values():
        of_work = kept.items.of_work(work.id)
        found[frozenset(work.keys)] = {(i.id, i.title, i.origin, i.first_seen_at) for i in of_work}
    return found


def _apply(kept: Store, model: Model, moment: int, what: str, told: object) -> None:
    at = NOON + timedelta(minutes=moment)
    if what == "take":
        assert isinstance(told, list)
        batch = [[_seen(one, at) for one in poll] for poll in told]
        kept.items.take([polled(*poll) for poll in batch])
        for one in (one for poll in batch for one in poll):
            model.take(one)
    elif what == "mark":
        kept.marks.add(mark(str(told), at=at))
        model.marks.append(str(told))
        model.ever_marked.add(str(told))
    elif what == "undo":
        undone = kept.marks.undo("me")
        assert (undone is not None) == bool(model.marks)
        model.marks = model.marks[:-1]
    else:
        kept.items.let_go([RULE], at + 9 * DAY, [str(told)])
        model.let_go(str(told))


def _seen(one: Settled, at: datetime) -> Settled:
    return replace(one, item=replace(one.item, first_seen_at=at))


def _names(kept: Store, keys: list[str]) -> list[str]:
    """What the works of these keys are called now; a key of no work is called itself."""
    works = kept.works.of(keys)
    return [works[key].id if key in works else key for key in keys]


@settings(max_examples=100, deadline=None)
@given(st.lists(step, max_size=8))
def test_any_history_ends_as_the_model_says(blank: Path, history: list[tuple[str, object]]) -> None:
    """Entries appear, change, vanish, come back, are marked, joined and let go, in any order."""
    model = Model()
    with tempfile.TemporaryDirectory() as folder:
        file = shutil.copy(blank, folder)
        with closing(store.open(file)) as kept:
            for moment, (what, told) in enumerate(history):
                _apply(kept, model, moment, what, told)
            assert model.told() == _told(kept)
            assert _names(kept, model.marks) == [mark.work_id for mark in kept.marks.of("me")]
            kept.check()
            assert len(model.works) == kept.works.count()
