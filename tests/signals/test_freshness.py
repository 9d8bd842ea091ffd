"""How new a work is for its kind."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mainstem.model import Signal
from mainstem.signals import freshness
from tests.signals.fakes import NOW, known, mention, work


@pytest.mark.parametrize(
    ("kind", "age_d", "value", "evidence"),
    [
        ("paper", 0, 0.5**0.1, "today"),
        ("paper", 60, 0.5, "60 days old"),
        ("post", 14, 0.5, "14 days old"),
        ("post", 28, 0.25, "28 days old"),
        ("post", 1.4, 0.5**0.1, "1 day old"),
        ("paper", -2, 0.5**0.1, "today"),
        ("paper", 6, 0.5**0.1, "6 days old"),
    ],
)
def test_freshness_halves_at_the_half_life_of_the_kind(
    kind: str, age_d: float, value: float, evidence: str
) -> None:
    """A paper halves in 60 days and a post in 14; younger than a tenth of that is new."""
    it = work("Any", kind=kind, published_at=NOW - timedelta(days=age_d))

    assert [Signal("freshness", pytest.approx(value), evidence)] == freshness.values([it], known())  # type: ignore[arg-type]


def test_freshness_of_an_undated_work_is_unknown() -> None:
    """The day we first saw it says nothing about its age."""
    assert [Signal("freshness", None)] == freshness.values([work("Any", published_at=None)], known())


def test_freshness_of_a_kind_without_a_half_life_is_unknown() -> None:
    """The pack decides which kinds age."""
    assert [Signal("freshness", None)] == freshness.values([work("Any", kind="dataset")], known())


OLD = NOW - timedelta(days=400)


@pytest.mark.parametrize(
    ("cited", "days", "words"),
    [
        ([("org/engine", "code", 20)], 20, "engine's code cites it since 2026-06-10"),
        ([("org/engine", "code", 20), ("lab-a/trainer", "code", 8)], 8, "engine and trainer cite it"),
        ([("org/engine", "docs", 90), ("good-blog", "post", 10)], 10, "engine and Good Blog cite it since"),
        ([("good-blog", "post", 90), ("org/engine", "code", 70)], 70, "engine's code cites it since"),
        ([("org/engine", "docs", 390), ("good-blog", "post", 10)], None, ""),
        ([("good-blog", "post", 10), ("good-blog", "post", 5)], None, ""),
        ([("org/engine", "code", 390)], None, ""),
    ],
)
def test_an_older_work_is_news_when_its_use_begins(
    cited: list[tuple[str, str, int]], days: int | None, words: str
) -> None:
    """First production code, or a second source within half a year; a tenth citation and one loud voice are none."""
    it = work("Any", published_at=OLD)
    [signal] = freshness.values([it], known(mentions=[mention(it, by, kind, ago) for by, kind, ago in cited]))

    assert pytest.approx(0.5 ** ((days or 400) / 60)) == signal.value
    assert words in signal.evidence
    assert (NOW - timedelta(days=days) if days else None) == signal.at


def test_neither_the_makers_nor_removed_lines_make_news() -> None:
    """A lab that cites itself begins nothing, nor does a line that is gone."""
    own = work("Any", published_at=OLD, authors=("Lab A Team",))
    gone = work("Other", published_at=OLD)
    mentions = [
        mention(own, "lab-a/trainer"),
        mention(gone, "org/engine", removed_at=NOW - timedelta(days=1)),
    ]

    assert [None, None] == [s.at for s in freshness.values([own, gone], known(mentions=mentions))]


def test_a_young_work_keeps_its_age() -> None:
    """Within its half-life it is news anyway."""
    it = work("Any", published_at=NOW - timedelta(days=50))

    assert "50 days old" == freshness.values([it], known(mentions=[mention(it, "org/engine")]))[0].evidence
