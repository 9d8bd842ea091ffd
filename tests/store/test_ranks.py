"""The newest ranking of each person."""

from __future__ import annotations

from dataclasses import replace

from mainstem.model import KeepRule, RankStamp, Signal
from mainstem.store import Store
from tests.store.fakes import DAY, NOON, polled, ranked, settled

STAMP = RankStamp("linear-1", NOON, "abc")


def _ranked(kept: Store) -> None:
    streams = {"1": "blog", "2": "blog", "3": "blog", "4": "paper", "5": None}
    kept.items.take([polled(*(settled(k, (f"web:{k}",), stream=s) for k, s in streams.items()))])
    scores = [("1", 0.9), ("2", 0.8), ("3", 0.7), ("4", 0.2), ("5", 0.1)]
    kept.ranks.save("me", STAMP, [ranked(f"web:{k}", score, stream=streams[k]) for k, score in scores])


def test_those_asked_for_come_best_first(kept: Store) -> None:
    """With the works as the store knows them now; all of them where none is named."""
    _ranked(kept)
    found = kept.ranks.best("me", ["web:3", "web:1", "web:unknown"])
    assert [("1", 0.9), ("3", 0.7)] == [(r.work.id[-1], r.score) for r in found]
    assert ("Entry 1", ranked("web:1", 0.9).signals) == (found[0].work.title, found[0].signals)
    assert "because of web:1" == found[0].why
    assert 5 == len(kept.ranks.best("me"))


def test_one_work_as_it_was_ranked(kept: Store) -> None:
    """By any key; None where it was not."""
    _ranked(kept)
    one = kept.ranks.get("me", "web:2")
    assert one is not None
    assert 0.8 == one.score
    assert None is kept.ranks.get("me", "web:unknown")
    assert None is kept.ranks.get("you", "web:2")


def test_a_new_ranking_takes_the_place_of_the_last(kept: Store) -> None:
    """Of this person only, together with its stamp."""
    _ranked(kept)
    kept.ranks.save("you", STAMP, [ranked("web:1", 0.4)])
    newer = RankStamp("linear-2", NOON + DAY, "def")
    kept.ranks.save("me", newer, [ranked("web:2", 0.3)])
    assert [("web:2", 0.3)] == [(r.work.id, r.score) for r in kept.ranks.best("me")]
    assert [("web:1", 0.4)] == [(r.work.id, r.score) for r in kept.ranks.best("you")]
    assert (newer, STAMP, None) == tuple(kept.ranks.stamp(who) for who in ("me", "you", "them"))


def test_a_work_that_was_let_go_is_left_out(kept: Store) -> None:
    """A ranking may be older than the last cleaning."""
    _ranked(kept)
    kept.items.let_go([KeepRule("post", 1)], NOON + 9 * DAY, protected=["web:4"])
    assert ["web:4"] == [r.work.id for r in kept.ranks.best("me")]
    assert None is kept.ranks.get("me", "web:1")


def test_the_moment_of_a_signal_is_kept(kept: Store) -> None:
    """What makes an older work news again has its date."""
    kept.items.take([polled(settled("1", ("web:1",)))])
    signals = (Signal("freshness", 0.8, "code cites it", NOON), Signal("source", None))
    kept.ranks.save("me", STAMP, [replace(ranked("web:1", 0.5), signals=signals)])
    assert [signals] == [one.signals for one in kept.ranks.best("me")]
