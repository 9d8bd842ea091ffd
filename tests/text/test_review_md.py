"""A review as Markdown."""

from __future__ import annotations

from datetime import UTC, date, datetime

from mainstem.model import CanonWork, Decision, Grounds, Proposal, Review, Staleness
from mainstem.text import review_md

DAY = date(2026, 6, 1)
STALE = Staleness(4, (("Old", DAY),), 1, 20.0, date(2031, 1, 1))
GROUNDS = tuple(Grounds(date(2026, 1, n), f"docs of r{n}", f"https://r/{n}") for n in range(1, 9))
PROPOSAL = Proposal(
    "supersede",
    "arxiv:1",
    "New_er: A work",
    "https://a",
    DAY,
    "a later version",
    "old",
    "Old: A work",
    DAY,
    1.4,
    (("2026-Q2", 1.4),),
    GROUNDS,
)
ROW = CanonWork("new", 1.0, "g", "arxiv:1", "New", (), None, None, "why", "https://a")
REVIEW = Review("2026-Q2", datetime(2026, 6, 30, tzinfo=UTC), (ROW,), (PROPOSAL,), STALE, 2, ("Refused: x",))


def test_a_review_tells_proposal_verdict_evidence_and_change() -> None:
    """All that a reader needs to check it, and nothing that Markdown would eat."""
    at = datetime(2026, 7, 1, tzinfo=UTC)
    told = review_md.review_md(
        REVIEW, [Decision("me", "2026-Q2", "accept", PROPOSAL, at, "we run it")], [ROW], []
    )
    wanted = [
        "# Review of the canon, 2026-Q2",
        "Staleness 0.25: 1 of 4 rows are out of date, and half of it will be by 2031-01-01.",
        "### 1. Supersede: [New\\_er: A work, in place of Old](https://a)",
        "**accept** by me on 2026-07-01: we run it",
        "- 2026-01-01 [docs of r1](https://r/1)",
        "- and 2 more",
        "And 2 weaker ones.",
        "- Refused: x",
        "- **+** [New](https://a) (g): why",
    ]
    assert [] == [line for line in wanted if line not in told]


def test_no_proposal_and_no_change_say_so() -> None:
    """An empty quarter is an answer."""
    empty = Review("2026-Q3", REVIEW.at, (), (), STALE)
    told = review_md.review_md(empty, [], [], [])
    assert (True, True) == ("\nNone.\n" in told, told.endswith("Nothing.\n"))


def test_staleness_is_told_in_words_for_each_case() -> None:
    """A day to come, a day gone by, and none."""
    gone = Staleness(2, (("A", DAY), ("B", DAY)), 2, 4.0, DAY)
    none = Staleness(2, (), 0, 4.0, None)
    ends = [review_md.stale_words(one).rpartition(", ")[2] for one in (STALE, gone, none)]
    wanted = [
        "and half of it will be by 2031-01-01.",
        "and half of it has been since 2026-06-01.",
        "so nothing can be said of the rest.",
    ]
    assert wanted == ends


def test_the_formula_stands_with_its_numbers() -> None:
    """A date that cannot be checked is a guess."""
    assert review_md.basis(STALE).startswith("1 rows overtaken in 20.0 row-years = 0.050 a year; rate = ")


def test_a_difference_lists_both_sides() -> None:
    """What came with its reason, what left without."""
    told = review_md.diff_md("2025-01-01", "2026-01-01", [ROW], [ROW], 3)
    assert ["3 works stayed.", "- **+** [New](https://a) (g): why", "- **−** [New](https://a) (g)"] == [
        line for line in told.splitlines()[1:] if line
    ]


def test_a_work_that_is_only_cited_says_where_its_title_is() -> None:
    """A bare id is of no use to who must decide."""
    bare = Proposal("add", "arxiv:1", "arxiv:1", "https://a", DAY, "two use it")
    assert "https://a (its title is not known here yet) · holds since 2026-06-01" == review_md.facts(bare)
