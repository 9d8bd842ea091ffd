"""What a quarter says about the canon."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mainstem.model import CanonWork, Lapse, Proposal, Reviewed
from mainstem.pipeline.reviewing import Case, review
from tests.pipeline.review_fakes import END, RULE, link, row, use, work

OUT = date(2026, 4, 10)
USED = (use(date(2026, 5, 1), "a"), use(date(2026, 6, 1), "a", "b"))
ENGINE = row(
    "Engine-3: A kernel", "arxiv:2401.1", "2024-01-10", link("Engine-4", "arxiv:2603.1", "2026-03-05")
)


def _proposals(
    rows: list[CanonWork], works: list[Reviewed], at: datetime = END, **told: Any
) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in review(Case(at, rows, works, RULE, **told)).proposals]


def _one(rows: list[CanonWork], works: list[Reviewed], **told: Any) -> Proposal:
    (one,) = review(Case(END, rows, works, RULE, **told)).proposals
    return one


# --- adding -------------------------------------------------------------------------------------------


def test_a_work_that_two_organisations_took_up_is_proposed_with_their_evidence() -> None:
    """Since the day of the second, with the curve of its use."""
    one = _one([], [work("New: A work", "arxiv:2604.1", OUT, *USED)])
    assert ("add", date(2026, 6, 1), 1.4) == (one.kind, one.since, one.weight)
    told = ["2026-05-01 docs of a: README.md", "2026-06-01 docs of b: README.md"]
    assert told == [f"{ground.on} {ground.told}" for ground in one.grounds]
    assert [0.0, 0.0, 0.0, 0.0, 1.4] == [weight for _, weight in one.curve]


def test_one_quarter_proposes_it_and_the_next_does_not() -> None:
    """Each review has its own news."""
    works = [work("New", "arxiv:2604.1", OUT, *USED)]
    ends = [datetime(2026, 3, 31, tzinfo=UTC), END, datetime(2026, 9, 30, tzinfo=UTC)]
    assert [[], [("add", "arxiv:2604.1")], []] == [_proposals([], works, at) for at in ends]


def test_what_was_put_off_comes_back_while_it_holds() -> None:
    """In the quarter after, and only in the kind in which it was put off."""
    works, later = [work("New", "arxiv:2604.1", OUT, *USED)], datetime(2026, 9, 30, tzinfo=UTC)
    assert [("add", "arxiv:2604.1")] == _proposals([], works, later, deferred={("add", "arxiv:2604.1")})
    assert [] == _proposals([], works, later, deferred={("retire", "arxiv:2604.1")})


def test_what_a_curator_named_is_before_the_vote_from_then_on() -> None:
    """Whenever its use came about; before that the naming is not known."""
    works, later = [work("New", "arxiv:2604.1", OUT, *USED)], datetime(2026, 9, 30, tzinfo=UTC)
    named = [{"arxiv:2604.1": date(2026, 9, 1)}, {"arxiv:2604.1": date(2026, 10, 1)}]
    assert [1, 0] == [len(_proposals([], works, later, nominated=one)) for one in named]


def test_one_organisation_talk_and_youth_are_not_enough() -> None:
    """Each rule alone keeps a work out."""
    once = work("Once", "arxiv:1", OUT, USED[0])
    talk = work("Talk", "arxiv:2", OUT, use(date(2026, 6, 1), "a", "b", weight=0.8))
    young = work("Young", "arxiv:3", date(2026, 6, 10), use(date(2026, 6, 20), "a", "b"))
    undated = work("Undated", "arxiv:4", None, *USED)
    assert [] == _proposals([], [once, talk, young, undated])


def test_an_older_work_needs_more_and_an_old_one_is_background() -> None:
    """One organisation more for each year; after three years never."""
    late = use(date(2026, 6, 1), "a", "b", "c")
    two = work("Two", "arxiv:1", date(2025, 1, 1), *USED)
    three = work("Three", "arxiv:2", date(2025, 1, 1), late)
    old = work("Old", "arxiv:3", date(2020, 1, 1), use(date(2026, 6, 1), *"abcdefghij"))
    assert [("add", "arxiv:2")] == _proposals([], [two, three, old])


def test_use_before_its_time_counts_when_the_work_is_old_enough() -> None:
    """Taken up in its first days, proposed after a month."""
    early = work("Early", "arxiv:1", OUT, use(OUT + timedelta(days=2), "a", "b"))
    assert OUT + timedelta(days=RULE.min_age_d) == _one([], [early]).since


def test_blocked_withdrawn_listed_and_unpapered_works_are_not_added() -> None:
    """However many use them."""
    blocked, listed = work("Blocked", "arxiv:1", OUT, *USED), work("Listed", "arxiv:2", OUT, *USED)
    lapse = Lapse(END - timedelta(days=9), "withdrawn")
    gone, repository = (
        work("Gone", "arxiv:3", OUT, *USED, lapse=lapse),
        work("Code", "github:o/r", OUT, *USED),
    )
    rows, works = [row("Listed", "arxiv:2")], [blocked, listed, gone, repository]
    assert [] == _proposals(rows, works, blocked={"arxiv:1": "not theirs"})


def test_a_blocked_work_is_refused_aloud() -> None:
    """In the quarter it came out, with the reason; before, nobody knew of it."""
    blocked, works = {"arxiv:2604.1": "not theirs"}, [work("Blocked", "arxiv:2604.1", OUT)]
    ends = [datetime(2026, 3, 31, tzinfo=UTC), END, datetime(2026, 9, 30, tzinfo=UTC)]
    notes = [review(Case(at, [], works, RULE, blocked=blocked)).notes for at in ends]
    assert [(), ("Refused: arxiv:2604.1 is on the block-list (not theirs)",), ()] == notes


def test_a_long_list_is_cut_and_says_so() -> None:
    """The strongest stay."""
    works = [
        work(f"Work {n}", f"arxiv:{n}", OUT, use(date(2026, 6, 1), "a", "b", weight=1.4 + n))
        for n in range(13)
    ]
    made = review(Case(END, [], works, RULE))
    assert (10, 3, "arxiv:12") == (len(made.proposals), made.n_more, made.proposals[0].key)


# --- superseding --------------------------------------------------------------------------------------


def test_a_later_version_takes_over_once_it_is_old_enough() -> None:
    """On the canon's word alone, a month after it came out."""
    one = _one([ENGINE], [work("Engine-4: A kernel", "arxiv:2603.1", date(2026, 3, 5))])
    assert ("supersede", date(2026, 4, 4), ENGINE.title) == (one.kind, one.since, one.replaces)


def test_a_version_replaces_the_newest_row_it_follows() -> None:
    """The first of the line keeps its place."""
    first = row("Engine: A kernel", "arxiv:2201.1", "2022-01-10", *ENGINE.successors)
    made = review(
        Case(END, [first, ENGINE], [work("Engine-4: A kernel", "arxiv:2603.1", date(2026, 3, 5))], RULE)
    )
    assert [ENGINE.id] == [one.row for one in made.proposals]


def test_another_system_takes_over_by_use() -> None:
    """When it is canon by use and used more than the row; a relation says that it is something else."""
    other = work("Other: A kernel", "arxiv:2604.1", OUT, *USED)
    row_of = {
        relation: row("Old", "arxiv:9", "2024-01-10", link("Other", "arxiv:2604.1", "2026-04-10", relation))
        for relation in (None, "another field")
    }
    busy = work("Old", "arxiv:9", date(2024, 1, 10), use(date(2026, 1, 1), *"abcdef"))
    assert [("supersede", "arxiv:2604.1")] == _proposals([row_of[None]], [other])
    assert [("add", "arxiv:2604.1")] == _proposals([row_of[None]], [other, busy])
    assert [("add", "arxiv:2604.1")] == _proposals([row_of["another field"]], [other])


def test_a_successor_without_a_paper_is_told_and_not_invented() -> None:
    """A post and a model card are no report."""
    herd = row("Herd 3: Models", "arxiv:9", "2024-01-10", link("Herd 4: A post", "web:a.b/4", "2026-05-05"))
    made = review(Case(END, [herd], [work("Herd 4: A post", "web:a.b/4", date(2026, 5, 5))], RULE))
    told = ("Herd 4: A post follows Herd 3 and is no paper or report: nothing to put on the list",)
    assert ((), told) == (made.proposals, made.notes)


# --- leaving ------------------------------------------------------------------------------------------


def test_a_row_that_nobody_new_cites_may_retire() -> None:
    """Two years after the last; a row that was never heard of stays, since silence is then no evidence."""
    once = work("Old", "arxiv:1", date(2020, 1, 1), use(date(2024, 5, 1), "a"))
    never = work("Never", "arxiv:2", date(2020, 1, 1))
    one = _one([row("Old", "arxiv:1"), row("Never", "arxiv:2")], [once, never])
    assert ("retire", "arxiv:1", date(2026, 5, 1)) == (one.kind, one.key, one.since)


def test_a_row_that_everybody_took_out_may_retire_at_once() -> None:
    """Without waiting for two years."""
    gone = work("Old", "arxiv:1", date(2020, 1, 1), use(date(2025, 5, 1), "a"), use(date(2026, 5, 2)))
    assert ("retire", date(2026, 5, 2)) == (
        (one := _one([row("Old", "arxiv:1")], [gone])).kind,
        one.since,
    )


def test_a_withdrawn_row_is_flagged_first() -> None:
    """With who says so, and when."""
    lapse = Lapse(datetime(2026, 5, 3, tzinfo=UTC), "withdrawn, says a")
    one = _one([row("Old", "arxiv:1")], [work("Old", "arxiv:1", date(2020, 1, 1), lapse=lapse)])
    assert ("flag", "withdrawn, says a", date(2026, 5, 3)) == (one.kind, one.why, one.grounds[-1].on)


# --- the past -----------------------------------------------------------------------------------------


@given(st.integers(0, 400), st.integers(1, 5))
def test_nothing_later_changes_a_review(days: int, n: int) -> None:
    """What comes after its moment, of any kind, leaves it as it was."""
    after = END.date() + timedelta(days=days + 1)
    rows = [ENGINE, row("Old", "arxiv:1")]
    works = [
        work("New", "arxiv:2604.1", OUT, USED[0]),
        work("Old", "arxiv:1", date(2020, 1, 1), use(date(2024, 5, 1), "a")),
        work("Engine-3: A kernel", ENGINE.key, date(2024, 1, 10)),
    ]
    later = [
        replace(
            one,
            uses=(*one.uses, use(after, *"abcdef"[: n + 1])),
            lapse=Lapse(END + timedelta(days=days + 1), "withdrawn"),
        )
        for one in works
    ]
    before = Case(END, rows, works, RULE)
    assert review(before) == review(replace(before, works=later))
