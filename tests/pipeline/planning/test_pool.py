"""What may stand in a week, and at what score."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from mainstem.model import Blocked, Classification, Habits, Mark, Part, Plan, Session, Signal, Slot
from mainstem.pipeline.planning.pool import Candidate, History, fits, pool_of
from tests.pipeline.planning.fakes import CADENCE, NOW, PACK, ranked

MONDAY = date(2026, 6, 29)


def mark(action: str, days_ago: float, work: str = "web:a") -> Mark:
    """The reader's mark of so many days ago."""
    return Mark("me", work, action, NOW - timedelta(days=days_ago))  # type: ignore[arg-type]


def planned(weeks_ago: int, work: str = "web:a", parts: tuple[str, ...] = ()) -> Plan:
    """A plan of so many weeks ago with one slot."""
    monday = MONDAY - timedelta(weeks=weeks_ago)
    slot = Slot("read", 10, "blog", None, "", "", work, "", items=tuple(Part("", "", p) for p in parts))
    at = datetime(monday.year, monday.month, monday.day, 9, tzinfo=UTC)
    return Plan("me", "", monday, at, 180, (Session(at, (slot,)),))


def pool(*works: str, marks: tuple[Mark, ...] = (), past: tuple[Plan, ...] = ()) -> dict[str, Candidate]:
    """The pool of works with score 0.5, by id."""
    history = History(marks, past, NOW, MONDAY)
    return {c.work.id: c for c in pool_of([ranked(work) for work in works], history, PACK, NOW)}


@pytest.mark.parametrize(
    ("actions", "stays"),
    [
        ((), True),
        (("note",), True),
        (("read",), False),
        (("skip",), False),
        (("read", "later"), True),
        (("later", "read"), False),
        (("read", "note"), False),
    ],
)
def test_last_mark_decides_and_notes_never_do(actions: tuple[str, ...], stays: bool) -> None:
    """Read and skipped works are out, until put off to later again."""
    marks = tuple(mark(action, 5 - n) for n, action in enumerate(actions))
    assert stays == ("web:a" in pool("web:a", marks=marks))


def test_mark_by_another_key_counts() -> None:
    """A work that was marked by its DOI is read under its arXiv id too."""
    history = History([mark("read", 1, "doi:10.1/a")], (), NOW, MONDAY)
    assert [] == pool_of([ranked("arxiv:1", keys=("doi:10.1/a",))], history, PACK, NOW)


def test_mark_later_than_the_moment_is_unknown() -> None:
    """A plan of an earlier moment does not know what was read after it."""
    history = History([mark("read", 1)], (), NOW - timedelta(days=2), MONDAY)
    assert 1 == len(pool_of([ranked("web:a")], history, PACK, NOW))


@pytest.mark.parametrize(("weeks", "score"), [(1, 0.425), (2, 0.36125), (3, None), (9, None)])
def test_planned_work_carries_over_grows_stale_and_is_let_go(weeks: int, score: float | None) -> None:
    """Each week of waiting takes 15 % of the score, and after three weeks the work is let go."""
    found = pool("web:a", past=(planned(weeks),)).get("web:a")
    assert score == (found and pytest.approx(found.score))
    assert found is None or found.why.startswith(f"carried over from 2026-W{27 - weeks} · ")


def test_later_starts_the_wait_anew() -> None:
    """A work planned four weeks ago that was put off last week has waited one week."""
    found = pool("web:a", marks=(mark("later", 8),), past=(planned(4),))
    assert pytest.approx(0.425) == found["web:a"].score


def test_first_plan_counts_however_often_it_was_planned() -> None:
    """A work in two plans has waited since the first."""
    assert {} == pool("web:a", past=(planned(1), planned(3)))


def test_plan_of_this_week_is_not_the_past() -> None:
    """Planning a week again does not make its works wait."""
    assert 0.5 == pool("web:a", past=(planned(0),))["web:a"].score


def test_item_of_an_earlier_bundle_is_known_as_listed() -> None:
    """What stood in a bundle is marked, and its source is no work."""
    found = pool("web:a", "web:b", past=(planned(1, "community-0", parts=("web:a",)),))
    assert [True, False] == [found["web:a"].listed, found["web:b"].listed]


def test_blocked_works_stay_out() -> None:
    """What the pack blocks is never planned, by whatever key."""
    pack = replace(PACK, blocked=(Blocked("doi:10.1/a", "withdrawn"),))
    history = History((), (), NOW, MONDAY)
    assert [] == pool_of([ranked("arxiv:1", keys=("doi:10.1/a",))], history, pack, NOW)


def test_one_release_of_a_project_and_none_older_than_a_planned_one() -> None:
    """The best release of a project stands for it; once one was listed, it and newer ones remain."""
    works = [
        ranked(f"github:a/b/releases/v{n}", score, kind="release", stream="community", days_old=20 - n)
        for n, score in ((1, 0.9), (2, 0.5), (3, 0.4))
    ]
    listed = planned(1, "community-0", parts=("github:a/b/releases/v2",))
    histories = [History((), past, NOW, MONDAY) for past in ((), (listed,))]
    tags = [[c.work.id[-2:] for c in pool_of(works, history, PACK, NOW)] for history in histories]
    assert [["v1"], ["v2", "v3"]] == tags


def test_same_work_twice_counts_once_at_its_best() -> None:
    """A work ranked twice is one candidate."""
    history = History((), (), NOW, MONDAY)
    found = pool_of([ranked("web:a", 0.2), ranked("web:a", 0.7)], history, PACK, NOW)
    assert [0.7] == [candidate.score for candidate in found]


def test_rules_take_by_kind_stream_and_shelf() -> None:
    """A newsletter issue fits the newsletter's rule and no skim; a thread fits the check."""
    history = History((), (), NOW, MONDAY)
    works = [ranked("a", source_id="newsletter-0"), ranked("b", stream="community", source_id="community-0")]
    issue, thread = pool_of(works, history, PACK, NOW)
    rules = {rule.kind: rule for rule in CADENCE.slots}
    assert [True, False, False] == [fits(rules[kind], issue) for kind in ("newsletter", "skim", "check")]
    assert [False, False, True] == [fits(rules[kind], thread) for kind in ("newsletter", "skim", "check")]


@pytest.mark.parametrize(("planned_weeks_ago", "stays"), [((9,), True), ((9, 4), False), ((9, 2), True)])
def test_new_evidence_lets_a_work_that_was_let_go_wait_once_more(
    planned_weeks_ago: tuple[int, ...], stays: bool
) -> None:
    """What was let go nine weeks ago is back since code cites it, until it was let go again after that."""
    cited = Signal("freshness", 0.8, "code cites it", NOW - timedelta(weeks=6))
    past = [planned(weeks) for weeks in planned_weeks_ago]
    found = pool_of([replace(ranked("web:a"), signals=(cited,))], History((), past, NOW, MONDAY), PACK, NOW)

    assert stays == bool(found)
    assert not planned_weeks_ago[1:] or not found or found[0].why.startswith("carried over from 2026-W25")


def test_posts_that_are_not_of_the_field_are_left_out_unless_pinned() -> None:
    """The classifier keeps posts out; a paper is judged by its rank, and a pin by the reader."""
    off = Classification("off", None, None, None, "blog-post")
    habits = Habits(classes=dict.fromkeys(("web:a", "web:b", "arxiv:1"), off))
    works = [ranked("web:a"), ranked("web:b"), ranked("arxiv:1", stream="paper")]
    history = History([mark("pin", 1, "web:b")], (), NOW, MONDAY)

    assert ["arxiv:1", "web:b"] == sorted(c.work.id for c in pool_of(works, history, PACK, NOW, habits))
