"""What is learned from picks, week by week."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from mainstem.signals.learned.fit import Learner
from tests.signals.learned.papers import START, WEEK, listed, paper, pool

AT = START + WEEK * 9


def _odds(works, picks, at=AT):  # type: ignore[no-untyped-def]
    fitted, week = Learner().fit(works, picks, at)
    return dict(zip((w.id for w in week.works), fitted.worth.of(week.ratings).tolist(), strict=True))


def test_new_works_like_those_picked_come_first() -> None:
    """The week's works of the field stand before all others."""
    works = pool()
    odds = _odds(works, listed(works))
    of_field = {w.id for w in works if w.extra["categories"] == ["cs.DC"]}

    assert min(odds[w] for w in odds.keys() & of_field) > max(odds[w] for w in odds.keys() - of_field)


def test_nothing_dated_later_changes_a_score() -> None:
    """Works and picks from the Monday on are as good as absent."""
    works = pool()
    picks = listed(works)
    later = [replace(w, title="Changed", text="later") if w.published_at >= AT else w for w in works]
    others = [replace(p, work_id=works[0].id) if p.at >= AT else p for p in picks]

    assert _odds(works, picks) == _odds(later, others)


def test_a_learner_that_saw_the_weeks_before_says_the_same() -> None:
    """It only keeps what it would work out again."""
    works = pool()
    picks = listed(works)
    learner = Learner()
    learner.fit(works, picks, AT - WEEK)
    fitted, week = learner.fit(works, picks, AT)
    kept = dict(zip((w.id for w in week.works), fitted.worth.of(week.ratings).tolist(), strict=True))
    fresh = _odds(works, picks)

    assert list(kept) == list(fresh)
    np.testing.assert_allclose(list(kept.values()), list(fresh.values()), rtol=0.05, atol=0.05)


def test_an_author_picked_before_lifts_a_work_of_the_same_words() -> None:
    """Where lists take one person's works of the field and leave others, the name tells."""
    works = [
        replace(w, authors=("Ada B. Known",)) if w.extra["categories"] == ["cs.DC"] and n % 12 == 0 else w
        for n, w in enumerate(pool())
    ]
    at = AT - timedelta(days=1)
    known = paper(90_001, at, near=True, author="Ada Known")
    new = replace(known, id="arxiv:90002", authors=("Nobody Yet",))
    picks = listed([w for w in works if w.authors == ("Ada B. Known",)])
    odds = _odds([*works, known, new], picks)

    assert odds[known.id] > odds[new.id]


def test_no_part_ever_counts_against_a_work() -> None:
    """Where words alone tell all, being known adds nothing, and takes nothing away."""
    works = pool()
    fitted, _ = Learner().fit(works, listed(works), AT)

    assert (fitted.worth.adds >= 0).all()


def test_without_any_pick_nothing_fails() -> None:
    """All parts are flat, and every work gets a finite number."""
    odds = _odds(pool(3), [], START + WEEK * 2)

    assert all(np.isfinite(value) for value in odds.values())
    assert len(odds) == 30
