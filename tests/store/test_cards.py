"""A work is told by its best item, and the gaps by the next best."""

from __future__ import annotations

from typing import Any

import pytest

from mainstem.model import Item, Work
from mainstem.store.cards import work_of
from tests.store.fakes import DAY, NOON, settled


def _item(key: str, **told: Any) -> Item:
    return settled(key, ("arxiv:1",), **told).item


def _work(*items: Item) -> Work:
    return work_of("arxiv:1", ["web:b", "arxiv:1", "web:a"], items)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"kind": "paper", "venue": "MLSys"}, {"kind": "paper", "published_at": NOON - DAY}),
        ({"kind": "paper"}, {"kind": "post", "venue": "MLSys", "published_at": NOON - DAY}),
        ({"kind": "release"}, {"kind": "thread", "published_at": NOON - DAY}),
        ({"kind": "model"}, {"kind": "issue", "published_at": NOON - DAY}),
        ({"published_at": NOON - DAY}, {"published_at": NOON}),
        ({"first_seen_at": NOON - DAY}, {"published_at": NOON}),
        ({}, {"origin": "snapshot"}),
    ],
)
def test_the_best_item_tells(better: dict[str, Any], worse: dict[str, Any]) -> None:
    """A record with its venue, a paper, a publication, talk; then the earliest; then the fetched one."""
    items = [_item("2", title="Better", **better), _item("1", title="Worse", **worse)]
    assert "Better" == _work(*items).title == _work(*reversed(items)).title


def test_gaps_are_filled_by_the_next_best() -> None:
    """A proceedings page has no abstract; the preprint's record has."""
    venue = _item("1", kind="paper", venue="MLSys", url=None, stream="venue", source_id="mlsys")
    preprint = _item("2", kind="paper", url="u", text="abstract", authors=("A",), published_at=NOON - 9 * DAY)
    found = _work(preprint, venue)
    assert ("MLSys", "abstract", ("A",)) == (found.venue, found.text, found.authors)
    assert ("venue", "mlsys", NOON - 9 * DAY, 2) == (
        found.stream,
        found.source_id,
        found.published_at,
        found.n_items,
    )


def test_a_preprint_is_read_where_it_lies() -> None:
    """Whoever told of it: a daily list's page is not the paper."""
    item = _item("1", kind="paper", url="https://huggingface.co/papers/2606.00001")
    urls = [work_of(name, [name], [item]).url for name in ("arxiv:2606.00001", "doi:10.1/x")]
    assert ["https://arxiv.org/abs/2606.00001", item.url] == urls


def test_the_id_is_the_first_of_the_keys() -> None:
    """The others follow in order."""
    assert ("arxiv:1", "web:a", "web:b") == _work(_item("1")).keys


def test_a_withdrawal_is_carried_along() -> None:
    """Whichever item says so; other extras stay with their item."""
    paper = _item("1", kind="paper", extra={"votes": 1})
    told = _work(paper, _item("2", extra={"withdrawn": "by the authors", "x": 2}))
    assert {"votes": 1, "withdrawn": "by the authors"} == told.extra


def test_a_submission_withdrawn_from_a_venue_is_no_withdrawn_paper() -> None:
    """The preprint tells and stands; alone, the submission is what is known and was taken back."""
    venue = "ICLR 2026 Conference Withdrawn Submission"
    refused = {"decision": "withdrawn", "withdrawn": True}
    submission = _item("1", kind="paper", title="Submitted", venue=venue, extra=refused)
    preprint = _item("2", kind="paper", title="Preprint", extra={"version": "v1"})
    told = _work(submission, preprint)
    assert ("Preprint", None, {"version": "v1"}) == (told.title, told.taken_back, told.extra)
    assert "withdrawn" == _work(submission, _item("3")).taken_back


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        ({"withdrawn": True}, "withdrawn"),
        ({"retracted": True}, "retracted"),
        ({"decision": "desk-rejected"}, "desk-rejected"),
        ({"decision": "rejected"}, None),
        ({}, None),
    ],
)
def test_what_was_taken_back_is_told(extra: dict[str, Any], told: str | None) -> None:
    """A paper that was merely rejected can still be read."""
    assert told == _work(_item("1", kind="paper", extra=extra)).taken_back


def test_threads_and_votes_are_told_as_talk() -> None:
    """Oldest first, whatever told best of the work; a source that counts nothing leaves points unknown."""
    paper = _item("1", kind="paper", source_id="daily", extra={"votes": 7}, published_at=NOON)
    thread = _item("2", kind="thread", url="t", extra={"votes": 3, "n_comments": 2}, published_at=NOON - DAY)
    silent = _item("3", kind="issue", published_at=NOON + DAY)
    post = _item("4", kind="post")

    told = [(t.source_id, t.kind, t.url, t.points) for t in _work(post, silent, paper, thread).talk]
    assert [
        ("blog", "thread", "t", 5),
        ("daily", "paper", paper.url, 7),
        ("blog", "issue", silent.url, None),
    ] == told
