"""What the solver sees of all that may be planned."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.model import Mark, Part, Plan, Ranked, Session, Slot, Talk
from mainstem.pipeline.planning.pool import Candidate, History, pool_of
from mainstem.pipeline.planning.select import fold, preselect, select, spread
from mainstem.pipeline.planning.week import quotas_of, week_with
from tests.pipeline.planning.fakes import CADENCE, NOW, PACK, many, ranked

MONDAY = date(2026, 6, 29)
QUOTAS = quotas_of(week_with(MONDAY, CADENCE, UTC), CADENCE, ())
WORDS = ["cache", "kernel", "router", "scale", "glm-5.2", "moe", "4.7", "4.8", "prefill", "news"]


def pool(*works: Ranked) -> list[Candidate]:
    """Works as candidates, best first."""
    return pool_of(works, History((), (), NOW, MONDAY), PACK, NOW)


def ids(candidates: Sequence[Candidate]) -> list[str]:
    return [candidate.work.id for candidate in candidates]


def thread(name: str, title: str, score: float = 0.9, source: str = "community-0") -> Ranked:
    return ranked(name, score, stream="community", source_id=source, title=title)


# --- one thing once -----------------------------------------------------------------------------------


def test_threads_and_copies_fold_under_what_they_are_about() -> None:
    """The post leads though a thread scores higher, lists both, and says how many there are."""
    post = ranked("post", 0.5, title="Introducing Opus 4.7")
    copy = ranked("copy", 0.4, title="Introducing Opus 4.7", source_id="blog-1")
    threads = [thread("t1", "Who still trains models?"), thread("t2", "Introducing Opus 4.7 today")]
    [found] = [c for c in fold(pool(post, copy, *threads)) if c.work.id == "post"]

    assert ["t2", "copy"] == [part.work for part in found.about]
    assert "and 1 thread about it and 1 text like it · score 0.50" == found.why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ranked("a", title="Opus 4.7 released"), thread("b", "Opus 4.8 released")),
        (ranked("a", title="What happened today"), ranked("b", title="What happened today")),
        (ranked("a", title="Engine v0.19.1", kind="release"), thread("b", "Engine v0.19.1")),
        (ranked("a", title="Weekly notes"), ranked("b", title="Weekly notes", source_id="newsletter-0")),
        (
            ranked("a", title="Nemotron 3 Super: an open mixture of experts", kind="paper", stream="paper"),
            ranked(
                "b", title="Nemotron 3 Ultra: an open mixture of experts", kind="paper", source_id="paper-1"
            ),
        ),
    ],
)
def test_what_is_only_called_alike_stays_apart(one: Ranked, other: Ranked) -> None:
    """Another version, a series of one source, a release, a newsletter, and a paper's sibling."""
    assert ["a", "b"] == sorted(ids(fold(pool(one, other))))


def test_threads_that_were_joined_to_a_work_are_listed_too() -> None:
    """What joining put into one work is told like what folding puts under it; the work's own thread is not."""
    talk = Talk("community-1", "thread", "Show HN: it", "https://hn.example/1", 12)
    votes = Talk("paper-1", "paper", "It", "https://daily.example/1", 3)
    one = ranked("a")
    [found] = fold(pool(replace(one, work=replace(one.work, talk=(talk, votes)))))
    own = replace(talk, url=one.work.url)
    [alone] = fold(pool(replace(one, work=replace(one.work, kind="thread", talk=(own,)))))

    assert (Part("Show HN: it", "https://hn.example/1", "a"),) == found.about
    assert found.why.startswith("and 1 thread about it · ")
    assert () == alone.about


def test_what_was_folded_is_done_with_its_main_work_and_not_news_again() -> None:
    """The thread under a post that was read stays out; under one that was not, it counts as listed."""
    slot = Slot("skim", 5, "blog", None, "", "", "post", "", about=(Part("", "", "thread"),))
    week = replace_week(slot)
    read = History([Mark("me", "post", "read", NOW)], [week], NOW, MONDAY)
    unread = History((), [week], NOW, MONDAY)

    assert [] == pool_of([ranked("thread")], read, PACK, NOW)
    assert [True] == [c.listed for c in pool_of([ranked("thread")], unread, PACK, NOW)]


def replace_week(slot: Slot) -> Plan:
    """Last week's plan with one slot."""
    return Plan("me", "2026-W26", date(2026, 6, 22), NOW, 180, (Session(NOW, (slot,)),))


# --- not the same again -------------------------------------------------------------------------------


def test_a_better_work_takes_from_those_that_are_like_it() -> None:
    """The second text on one subject falls behind another subject, and says what it is near to."""
    first = ranked("first", 0.7, title="Expert parallel load balancing")
    second = ranked("second", 0.68, title="Expert parallel load balancing again", source_id="blog-1")
    other = ranked("other", 0.6, title="Checkpoints on slow disks", source_id="blog-2")
    found = spread(pool(first, second, other))

    assert ["first", "other", "second"] == ids(found)
    assert "near to 'Expert parallel load balancing' · score 0.68" == found[2].why


def test_a_source_that_was_heard_gives_way_and_an_archive_does_not() -> None:
    """The loud blog's fourth post is told so; papers of one archive keep their scores."""
    titles = ["alpha one", "beta two", "gamma three", "delta four", "epsilon five"]
    loud = [ranked(f"loud/{n}", 0.6, title=title) for n, title in enumerate(titles)]
    rare = ranked("rare", 0.58, title="zeta six", source_id="blog-1")
    papers = [
        ranked(f"paper/{n}", 0.6, title=f"{title} eta {n}", stream="paper", source_id="paper-0")
        for n, title in enumerate(titles)
    ]
    found = spread(pool(*loud, rare))

    assert "rare" == ids(found)[1]
    assert "no. 4 of The blog-0 · score 0.60" == found[4].why
    assert [0.6] * 5 == [pytest.approx(c.score) for c in spread(pool(*papers))]


WORKS = st.lists(
    st.tuples(
        st.lists(st.sampled_from(WORDS), min_size=1, max_size=5),
        st.floats(0.01, 0.99),
        st.integers(0, 3),
        st.sampled_from(["blog", "community", "paper"]),
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(WORKS)
def test_selection_loses_nothing_and_invents_nothing(
    told: list[tuple[list[str], float, int, str]],
) -> None:
    """Every work is there once, alone or under another; no score rises; the best keeps its own; order is fixed."""
    works = [
        ranked(f"web:{n}", score, stream=shelf, source_id=f"{shelf}-{source}", title=" ".join(words))  # type: ignore[arg-type]
        for n, (words, score, source, shelf) in enumerate(told)
    ]
    before = pool(*works)
    after = select(before)
    score = {c.work.id: c.score for c in before}

    assert sorted(ids(before)) == sorted([*ids(after), *(p.work for c in after for p in c.about)])
    assert all(c.score <= score[c.work.id] + 1e-9 for c in after)
    assert not after or math.isclose(after[0].score, max(score[c.work.id] for c in after))
    assert after == sorted(after, key=lambda c: (-c.score, c.work.id))
    assert after == select(before)


# --- places -------------------------------------------------------------------------------------------


def test_preselection_keeps_the_rare_beside_the_loud() -> None:
    """A hundred candidates hold every stream and shelf, whatever one source shouts."""
    loud = [ranked(f"web:loud/{n}", 0.99, source_id="blog-1") for n in range(2000)]
    chosen = preselect(pool(*loud, *many(300)), QUOTAS, CADENCE, NOW)
    n_of = Counter(candidate.work.source_id for candidate in chosen)

    assert CADENCE.n_candidates == len(chosen)
    assert n_of["blog-1"] <= 4 * CADENCE.max_per_source
    assert {"venue", "paper", "blog", "community"} == {candidate.work.stream for candidate in chosen}
    assert "newsletter" in {candidate.shelf for candidate in chosen}


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 40), st.integers(3, 60), st.floats(0.05, 0.6), st.integers(0, 90))
def test_a_source_that_speaks_once_a_quarter_always_surfaces(
    n_loud: int, n_each: int, score: float, days_old: int
) -> None:
    """However many loud sources there are, how much they say, and how much better they score."""
    loud = [
        ranked(f"web:{source}/{n}", 0.99, source_id=f"blog-{100 + source}", title=f"subject {source} {n}")
        for source in range(n_loud)
        for n in range(n_each)
    ]
    rare = ranked("web:rare", score, source_id="blog-0", title="what matters", days_old=days_old)
    chosen = preselect(select(pool(*loud, rare)), QUOTAS, CADENCE, NOW)

    assert "web:rare" in ids(chosen)
    assert len(chosen) <= CADENCE.n_candidates
