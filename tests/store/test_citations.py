"""Citations of walked repositories, kept and told as mentions."""

from __future__ import annotations

from mainstem.model import KeepRule, Mention
from mainstem.store import Store
from tests.store.fakes import DAY, NOON, citation, polled, settled, walk


def test_a_walk_and_its_citations_come_back_as_they_were(kept: Store) -> None:
    """To the last field, the oldest citation first."""
    told = walk("o/r", former=("o/old",), warnings=("shallow",))
    later, first = citation("arxiv:1", first_at=NOON), citation("doi:10.1/x", "b.md", removed_at=NOON)
    kept.citations.save(told, [later, first])
    assert {"o/r": told} == kept.citations.walks()
    assert [first, later] == kept.citations.of("o/r")


def test_the_next_walk_takes_the_place_of_the_last(kept: Store) -> None:
    """And leaves other repositories alone."""
    kept.citations.save(walk("o/r"), [citation("arxiv:1")])
    kept.citations.save(walk("o/other"), [citation("arxiv:1")])
    kept.citations.save(walk("o/r", "c10"), [citation("arxiv:2")])
    assert ["arxiv:2"] == [c.key for c in kept.citations.of("o/r")]
    assert ["arxiv:1"] == [c.key for c in kept.citations.of("o/other")]
    assert "c10" == kept.citations.walks()["o/r"].head


def test_citations_are_mentions_by_the_repository(kept: Store) -> None:
    """With the commit's page, the person, and the work's name of today."""
    kept.items.take([polled(settled("1", ("arxiv:1", "doi:10.1/x")))])
    kept.citations.save(walk("o/r"), [citation("doi:10.1/x")])
    told = Mention(
        "arxiv:1",
        "o/r",
        "src/a.py",
        "code",
        NOON - DAY,
        "https://github.com/o/r/commit/c1",
        author="A. Author",
    )
    assert {"arxiv:1": [told]} == kept.works.mentions(NOON)
    assert [told] == kept.works.mentions_of("arxiv:1")
    assert [told] == kept.works.mentions_of("doi:10.1/x")


def test_mentions_by_items_and_by_repositories_stand_in_order_of_time(kept: Store) -> None:
    """Undated ones last."""
    kept.works.cite([Mention("arxiv:1", "o/undated", "a", "docs", None)])
    kept.works.cite([Mention("arxiv:1", "o/last", "a", "docs", NOON)])
    kept.citations.save(walk("o/r"), [citation("arxiv:1")])
    assert ["o/r", "o/last", "o/undated"] == [m.by for m in kept.works.mentions(NOON)["arxiv:1"]]
    assert ["o/r", "o/last", "o/undated"] == [m.by for m in kept.works.mentions_of("arxiv:1")]


def test_what_was_not_known_yet_is_not_told(kept: Store) -> None:
    """A citation begins with its first day, and its removal with the day of that."""
    kept.citations.save(walk("o/r"), [citation("arxiv:1", removed_at=NOON)])
    assert {} == kept.works.mentions(NOON - 2 * DAY)
    assert [None] == [m.removed_at for m in kept.works.mentions(NOON - DAY / 2)["arxiv:1"]]
    assert [NOON] == [m.removed_at for m in kept.works.mentions(NOON)["arxiv:1"]]


def test_a_walk_replaces_what_shipped_about_the_repository(kept: Store) -> None:
    """Under its name and former names, for good: the snapshot cannot bring it back."""
    shipped = [Mention("arxiv:1", by, "a", "docs", NOON) for by in ("o/r", "o/old", "o/other")]
    kept.works.cite(shipped)
    kept.citations.save(walk("o/r", former=("o/old",)), [])
    assert ["o/other"] == [m.by for m in kept.works.mentions(NOON)["arxiv:1"]]
    assert 0 == kept.works.cite(shipped)
    assert ["o/other"] == [m.by for m in kept.works.mentions(NOON)["arxiv:1"]]


def test_a_walk_counts_as_a_change(kept: Store) -> None:
    """So that rankings are made anew."""
    before = kept.items.revision()
    kept.citations.save(walk("o/r"), [])
    assert before + 1 == kept.items.revision()


def test_a_work_that_a_repository_cites_is_never_let_go(kept: Store) -> None:
    """However old its post is, and also when the citation is gone again."""
    old = {"published_at": NOON - 900 * DAY}
    kept.items.take([polled(settled("1", ("web:cited",), **old), settled("2", ("web:other",), **old))])
    kept.citations.save(walk("o/r"), [citation("web:cited", removed_at=NOON)])
    assert 1 == kept.items.let_go([KeepRule("post", 180)], NOON)
    assert kept.works.get("web:cited") is not None


def test_titles_of_papers_are_told_with_the_work_s_name(kept: Store) -> None:
    """Every title that a paper goes by, posts left out."""
    kept.items.take(
        [
            polled(
                settled("1", ("arxiv:1",), kind="paper", title="A preprint"),
                settled("2", ("arxiv:1", "doi:1"), kind="paper", title="Its proceedings version"),
                settled("3", ("web:a",), title="A post"),
            )
        ]
    )
    assert [("A preprint", "arxiv:1"), ("Its proceedings version", "arxiv:1")] == kept.citations.titles()
