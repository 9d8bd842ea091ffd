"""Keywords, votes, newest first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from mainstem.bench.ranking_simple import KEYWORDS, Keywords, Newest, Votes
from mainstem.model import Pick
from tests.bench.conftest import MakeThen

AT = datetime(2024, 3, 1, tzinfo=UTC)


def test_keywords_are_twenty_and_counted_once_each(then: MakeThen) -> None:
    """One in the title counts twice, however often it stands there; hyphens read as spaces."""
    asked = then({"a": "GPU GPU KV-cache", "b": "Poems"}, {}, ["a", "b"])
    poems = replace(asked.candidates[1], text="Written on a GPU.")
    assert [4.0, 1.0] == Keywords().scores(replace(asked, candidates=[asked.candidates[0], poems])).tolist()
    assert 20 == len(set(KEYWORDS))


def test_votes_rank_the_featured_only(then: MakeThen) -> None:
    """The most votes of all days; never featured comes after featured without votes; lists do not vote."""
    daily = Pick("a", "hub", AT, core=False, kind="daily")
    picks = (replace(daily, votes=3), replace(daily, votes=9), replace(daily, work_id="b"))
    asked = then(dict.fromkeys("abc", "T"), {"c": AT.date()}, list("abc"), picks)
    assert [9.0, 0.0, -1.0] == Votes().scores(asked).tolist()


def test_newest_is_by_day(then: MakeThen) -> None:
    """The last announced has the highest score."""
    assert [2.0, 1.0, 0.0] == Newest().scores(then(dict.fromkeys("cba", "T"), {}, list("abc"))).tolist()
