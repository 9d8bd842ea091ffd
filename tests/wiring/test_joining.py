"""Works are joined after a sync, and people have the last word."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mainstem import packs, store
from mainstem.connectors import TABLE
from mainstem.model import Blocked, Draft, Endpoint, EndpointState, Knowledge, Pack, Polled, Source
from mainstem.pipeline.rank import LinearRanker
from mainstem.pipeline.settle import settle
from mainstem.signals import TABLE as SIGNALS
from mainstem.store import Store
from mainstem.store.candidates import Candidates
from mainstem.wiring.joining import join_new

NOW = datetime(2026, 6, 29, 8, 0, tzinfo=UTC)
SOURCE = Source("papers", "Papers", "list", "paper", "academic", (), "", "daily", "", ())
BLOG = Source("blog", "Blog", "blog", "blog", "industrial", (), "", "weekly", "", ())
PREPRINT, PAGE = (
    "https://arxiv.org/abs/2401.09670",
    "https://www.usenix.org/conference/osdi24/presentation/sample",
)
TITLE = "DistServe: Disaggregating Prefill and Decoding for Goodput-optimized Serving"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with closing(store.open(tmp_path / "m.db", now=lambda: NOW)) as kept:
        yield kept


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The pack that ships, without its canon."""
    return replace(packs.load(packs.find("llm-systems"), TABLE.name_for), canon=(), candidates=())


def _take(kept: Store, *drafts: Draft, source: Source = SOURCE) -> None:
    endpoint = Endpoint(source.id, "rss", "https://x.example/feed", "live")
    state = EndpointState(endpoint.id, source.id, endpoint.url)
    kept.items.take([Polled(endpoint, state, tuple(settle(source, draft, NOW) for draft in drafts))])


def _paper(url: str, title: str = TITLE, **told: object) -> Draft:
    return Draft(url, title, url, "paper", published_at=NOW, **told)  # type: ignore[arg-type]


def test_what_came_is_joined_with_what_was_there(kept: Store, pack: Pack) -> None:
    """With the reason, once, and at no cost when nothing came."""
    _take(kept, _paper(PREPRINT))
    assert 0 == join_new(kept, pack).n_joined
    _take(kept, _paper(PAGE))
    assert 1 == join_new(kept, pack).n_joined
    assert ["same title"] == [change.why for change in kept.merges.history()]
    assert 0 == join_new(kept, pack).n_joined
    assert 1 == kept.works.count()


def test_what_another_process_joins_meanwhile_is_left_to_it(kept: Store, pack: Pack) -> None:
    """Two may look at the same news, such as a sync by hand beside the server's."""

    class Slow(Candidates):
        def owners(self) -> dict[str, int]:
            join_new(kept, pack)
            return super().owners()

    _take(kept, _paper(PREPRINT), _paper(PAGE))
    assert 0 == join_new(replace(kept, candidates=Slow(kept._db)), pack).n_joined
    assert (1, 1) == (kept.works.count(), len(kept.merges.history()))


def test_a_dry_run_changes_nothing(kept: Store, pack: Pack) -> None:
    """And the next run finds the same."""
    _take(kept, _paper(PREPRINT), _paper(PAGE))
    assert 1 == len(join_new(kept, pack, dry=True).found.joins)
    assert (2, 1) == (kept.works.count(), join_new(kept, pack).n_joined)


def test_a_split_holds_when_all_is_compared_again(kept: Store, pack: Pack) -> None:
    """A person said that these are two."""
    _take(kept, _paper(PREPRINT), _paper(PAGE))
    join_new(kept, pack)
    kept.merges.split("usenix:osdi24/sample", "another paper", "me")
    assert 0 == join_new(kept, pack, again=True).n_joined
    assert 2 == kept.works.count()


def test_an_announcement_that_links_its_paper_is_joined_and_a_mere_citation_is_not(
    kept: Store, pack: Pack
) -> None:
    """The role of the link decides."""
    _take(kept, _paper(PREPRINT))
    told = Draft("1", "Introducing DistServe", "https://blog.example/1", "post", NOW, links=(PREPRINT,))
    cites = Draft("2", "What we read", "https://blog.example/2", "post", NOW, links=(PREPRINT,))
    _take(kept, told, cites, source=BLOG)
    assert 1 == join_new(kept, pack).n_joined
    assert {"arxiv:2401.09670", "web:blog.example/1"} == set(
        kept.works.of(["arxiv:2401.09670"])["arxiv:2401.09670"].keys
    )


def test_successors_are_linked_and_not_merged(kept: Store, pack: Pack) -> None:
    """Both works stay."""
    first = _paper("https://arxiv.org/abs/2205.14135", "FlashSample: Fast Kernels", authors=("A. Author",))
    second = _paper(
        "https://arxiv.org/abs/2307.08691", "FlashSample-2: Faster Kernels", authors=("A. Author",)
    )
    _take(kept, first, second)
    assert 1 == join_new(kept, pack).n_following
    assert ["arxiv:2307.08691"] == [key for key, _ in kept.merges.followers("arxiv:2205.14135")]
    assert 2 == kept.works.count()


def test_a_withdrawal_told_by_one_record_holds_for_the_joined_work(kept: Store, pack: Pack) -> None:
    """And neither a withdrawn nor a blocked work is ranked."""
    _take(
        kept,
        _paper(PREPRINT, extra={"withdrawn": True}),
        _paper(PAGE),
        _paper("https://arxiv.org/abs/2402.00001", "Another"),
    )
    join_new(kept, pack)
    works = kept.works.known_at(NOW, {"paper": "fetched"})
    assert [True, None] == [work.extra.get("withdrawn") for work in works]
    blocking = replace(pack, blocked=(Blocked("arxiv:2402.00001", "a fake"),))
    ranker = LinearRanker({name: SIGNALS[name] for name in SIGNALS})
    assert ["arxiv:2402.00001"] == [one.work.id for one in ranker.rank(works, Knowledge(NOW, pack))]
    assert [] == ranker.rank(works, Knowledge(NOW, blocking))


def test_what_changed_is_compared_again(kept: Store, pack: Pack) -> None:
    """A preprint that takes the title of its page is joined with it."""
    _take(kept, _paper(PREPRINT, "An early name"), _paper(PAGE))
    assert 0 == join_new(kept, pack).n_joined
    _take(kept, _paper(PREPRINT))
    assert 1 == join_new(kept, pack).n_joined


def test_a_withdrawn_submission_takes_nothing_from_its_preprint(kept: Store, pack: Pack) -> None:
    """The joined work is ranked; a submission that is all there is, withdrawn or desk-rejected, is not."""
    ranker = LinearRanker({name: SIGNALS[name] for name in SIGNALS})
    withdrawn = {"decision": "withdrawn", "withdrawn": True}
    forum = "https://openreview.net/forum?id=AbCdEf"
    alone = _paper("https://openreview.net/forum?id=GhIjKl", "Another", extra={"decision": "desk-rejected"})
    _take(kept, _paper(forum, extra=withdrawn, venue="ICLR 2026 Conference Withdrawn Submission"), alone)
    known = Knowledge(NOW, pack)
    assert [] == ranker.rank(kept.works.known_at(NOW, {"paper": "fetched"}), known)
    _take(kept, _paper(PREPRINT))
    assert 1 == join_new(kept, pack).n_joined
    ranked = ranker.rank(kept.works.known_at(NOW, {"paper": "fetched"}), known)
    assert ["arxiv:2401.09670"] == [one.work.id for one in ranked]
