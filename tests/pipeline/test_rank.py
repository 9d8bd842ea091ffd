"""Works to a ranking."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from mainstem.model import Pack, Ranked, Signal, Work
from mainstem.pipeline.rank import LinearRanker
from mainstem.seams import Known
from mainstem.signals import OF_READER, TABLE
from tests.signals.fakes import ELSEWHERE, OF_FIELD, PACK, WORKS, known, mark, mention, work

WHOLE = LinearRanker({name: TABLE[name] for name in TABLE}, {name: OF_READER[name] for name in OF_READER})
WEIGHTS = {"a": 0.5, "b": 0.25}
PLAIN = replace(PACK, priors=replace(PACK.priors, weights=WEIGHTS))


@dataclass(frozen=True)
class Fixed:
    """A signal whose values are given by title; other works are unknown."""

    name: str
    by_title: dict[str, float]

    def values(self, works: Sequence[Work], known: Known) -> list[Signal]:
        return [Signal(self.name, self.by_title.get(w.title), f"{self.name} of {w.title}") for w in works]


def _rank(works: Sequence[Work], *signals: Fixed, pack: Pack = PLAIN) -> list[Ranked]:
    return LinearRanker({signal.name: signal for signal in signals}).rank(works, known(pack))


def _titles(ranked: Sequence[Ranked]) -> list[str]:
    return [r.work.title for r in ranked]


def test_works_of_the_field_come_first() -> None:
    """Canon and topics alone put all eight before all others."""
    assert set(OF_FIELD) == set(_titles(WHOLE.rank(WORKS, known()))[: len(OF_FIELD)])


def test_score_is_the_weighted_log_odds_of_what_is_known() -> None:
    """.5 * ln(.8/.2) + .25 * ln(.6/.4), brought back to [0, 1]."""
    [ranked] = _rank([work("One")], Fixed("a", {"One": 0.8}), Fixed("b", {"One": 0.6}))

    assert pytest.approx(1 / (1 + 4**-0.5 * 1.5**-0.25)) == ranked.score


def test_an_unknown_signal_is_not_zero() -> None:
    """Known to be zero sinks a work; unknown leaves it where it was."""
    a = Fixed("a", {"Known": 0.8, "Unknown": 0.8, "Good": 0.8})
    ranked = _rank([work("Known"), work("Unknown"), work("Good")], a, Fixed("b", {"Known": 0.0, "Good": 0.9}))

    assert ["Good", "Unknown", "Known"] == _titles(ranked)
    assert Signal("b", None, "b of Unknown") == ranked[1].signals[1]


def test_a_signal_that_the_pack_gives_no_weight_changes_nothing() -> None:
    """Weights are the pack's."""
    a, other = Fixed("a", {"One": 0.7}), Fixed("other", {"One": 0.1})

    assert _rank([work("One")], a)[0].score == _rank([work("One")], a, other)[0].score


def test_extreme_signals_stay_within_bounds() -> None:
    """Zero and one are said with care, so that other signals are still heard."""
    ranked = _rank([work("Zero"), work("One")], Fixed("a", {"Zero": 0.0, "One": 1.0}))

    assert ["One", "Zero"] == _titles(ranked)
    assert all(0 < r.score < 1 for r in ranked)


def test_blocked_and_withdrawn_works_never_appear() -> None:
    """By id, by another of their keys, or by the source's own word."""
    works = [
        work("Blocked", "arxiv:2001.00666"),
        work("Same work elsewhere", "web:a", keys=("web:a", "arxiv:2001.00666")),
        work("Withdrawn", "arxiv:2001.00667", extra={"withdrawn": True}),
        work("Fine", "arxiv:2001.00668"),
    ]

    assert ["Fine"] == _titles(WHOLE.rank(works, known()))


def test_a_pre_release_sinks_and_says_so() -> None:
    """The same release as a nightly is hardly worth a minute."""
    fields = {"kind": "release", "source_id": "forum", "text": "Faster prefill."}
    nightly = work(
        "Engine with faster KV cache", "github:o/r/releases/n", **fields, extra={"prerelease": True}
    )
    final = work("Engine with faster KV cache", "github:o/r/releases/v1", **fields)
    first, second = [r for r in WHOLE.rank([*WORKS, nightly, final], known()) if r.work in (nightly, final)]

    assert [final, nightly] == [first.work, second.work]
    assert second.score < first.score / 4
    assert "a pre-release" in second.why


def test_works_of_the_canon_are_marked_by_any_of_their_keys() -> None:
    """Under its DOI it is the same work."""
    it = work("Fast attention", "doi:10.1/attention")

    assert (
        "canon no. 3"
        == next(r for r in WHOLE.rank([*WORKS, it], known()) if r.work == it).why.split(" · ")[0]
    )


def test_the_line_tells_words_use_age_and_source_and_fits() -> None:
    """At most 110 characters, made of the signals' own evidence."""
    it = next(w for w in WORKS if w.title.startswith("Disaggregated"))
    ranked = next(r for r in WHOLE.rank(WORKS, known(mentions=[mention(it, "org/engine")])) if r.work == it)
    parts = ranked.why.split(" · ")

    assert parts[0].startswith("words: ")
    assert "cited by engine code 2026-06-20" in parts
    assert "3 days old" in parts
    assert len(ranked.why) <= 110
    assert {signal.evidence for signal in ranked.signals} >= set(parts)


def test_the_score_can_be_reckoned_from_the_signals() -> None:
    """What `show` prints is enough to check the rank by hand."""
    weights = PACK.priors.weights
    for ranked in WHOLE.rank(WORKS, known()):
        odds = sum(
            weights[s.name] * math.log(s.value / (1 - s.value)) for s in ranked.signals if s.value is not None
        )
        assert pytest.approx(1 / (1 + math.exp(-odds))) == ranked.score


def test_a_read_and_a_skip_move_similar_works() -> None:
    """The next ranking knows what the reader did."""
    alike = work("Protein folding with graphs again")
    folding, [first, *_] = (
        next(w for w in WORKS if "protein" in w.title),
        [w for w in WORKS if "KV cache" in w.title],
    )
    near = work("Evicting the KV cache by head")
    works = [*WORKS, alike, near]
    before = {r.work.id: r.score for r in WHOLE.rank(works, known())}
    marks = [mark(folding, "read"), mark(first, "skip")]
    after = {r.work.id: r.score for r in WHOLE.rank(works, known(marks=marks))}

    assert after[alike.id] > before[alike.id]
    assert after[near.id] < before[near.id]


def test_the_order_in_which_works_come_changes_nothing() -> None:
    """Same scores, same lines, same order."""
    assert WHOLE.rank(WORKS, known()) == WHOLE.rank(random.Random(3).sample(WORKS, len(WORKS)), known())


def test_ties_are_broken_by_id() -> None:
    """Otherwise two runs could differ."""
    same = [work("Same", work_id) for work_id in ("arxiv:3", "arxiv:1", "arxiv:2")]

    assert ["arxiv:1", "arxiv:2", "arxiv:3"] == [r.work.id for r in _rank(same, Fixed("a", {"Same": 0.5}))]


def test_nothing_to_rank_is_no_error() -> None:
    """An empty store has an empty ranking."""
    assert [] == WHOLE.rank([], known())


def test_an_empty_pack_ranks_by_what_is_left() -> None:
    """Without examples and priors the newest comes first."""
    empty = replace(PACK, canon=(), candidates=(), topics=(), sources=())
    old = work("Old", published_at=WORKS[0].first_seen_at.replace(year=2020))
    ranked = WHOLE.rank([old, work(ELSEWHERE[0])], known(empty))

    assert [ELSEWHERE[0], "Old"] == _titles(ranked)
    assert "3 days old" == ranked[0].why


def test_the_best_of_each_stream_and_of_each_source_are_enough_to_plan_from() -> None:
    """However many works of its stream are better, a rare source brings its best, and only that."""
    loud = [work(f"l{n}", f"web:l{n}", source_id="loud", stream="blog") for n in range(5)]
    rare = [work(f"r{n}", f"web:r{n}", source_id="rare", stream="blog") for n in range(2)]
    values = {w.title: 0.9 - 0.1 * n for n, w in enumerate([*loud, *rare])}
    ranker = LinearRanker({"a": Fixed("a", values)})
    renewed = ranker.renew(ranker.hold(ranker.base([*loud, *rare], known(PLAIN)), PLAIN), known(PLAIN))

    assert ["web:l0", "web:l1", "web:r0"] == [renewed.held.ids[n] for n in renewed.best(2)]
