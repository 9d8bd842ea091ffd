"""Which works are held side by side, out of many."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st

from mainstem.pipeline.meeting import Pairs, Told, meetings

TITLE = "DistServe: Disaggregating Prefill and Decoding for Goodput-optimized Serving"
TOPICS = ("pruning", "routing", "caching", "sharding", "sampling", "tuning", "fusion", "paging")


def _met(*works: Told, fresh: int | None = None, owners: Mapping[str, int] | None = None) -> Pairs:
    """The pairs that meet, of which all or only the one numbered ``fresh`` are new."""
    numbered = dict(enumerate(works))
    return meetings(numbered, numbered if fresh is None else [fresh], owners or {})


def _paper(title: str, *, preprint: bool = False) -> Told:
    return Told(title, paper=True, preprint=preprint)


def _crowd(n: int) -> list[Told]:
    """Preprints whose titles share the field's common words."""
    pairs = [(a, b) for a in TOPICS for b in TOPICS]
    return [
        _paper(f"Expert {a} for language model {b} no{n}", preprint=True)
        for n, (a, b) in enumerate(pairs * n)
    ]


def test_works_of_one_title_meet_whatever_they_are() -> None:
    """Also a thread and a preprint, and two preprints."""
    thread = Told(f"[2401.09670] {TITLE}", paper=False)
    assert {(0, 1)} == _met(thread, _paper(TITLE, preprint=True))
    assert {(0, 1)} == _met(_paper(TITLE, preprint=True), _paper(TITLE.upper(), preprint=True))


def test_only_pairs_with_something_new_meet() -> None:
    """What was compared before is not compared again."""
    works = (_paper(TITLE), _paper(TITLE), _paper("Another thing"), _paper(TITLE))
    assert {(0, 1), (0, 3)} == _met(*works, fresh=0)
    assert set() == _met(*works, fresh=2)


def test_a_title_that_goes_on_with_a_subtitle_meets_the_short_one() -> None:
    """Up to the colon they are spelt alike."""
    short, long = "The Case for Serving in Space", "The Case for Serving in Space: Ten Lessons"
    assert {(0, 1)} == _met(_paper(short), _paper(long))


def test_a_name_is_met_by_titles_that_begin_with_it() -> None:
    """A thread about a system meets its paper; two threads do not, and two preprints neither."""
    thread, paper = Told("DistServe released today", paper=False), _paper(TITLE, preprint=True)
    assert {(0, 1)} == _met(thread, paper)
    assert set() == _met(thread, Told("DistServe: first impressions", paper=False))
    assert set() == _met(paper, _paper("DistServe Meets Reality", preprint=True))


def test_versions_of_one_system_meet() -> None:
    """By the letters of their names, so that one can be told to follow the other."""
    first, second = "FlashSample: Fast Kernels", "FlashSample-2: Quicker Still"
    assert {(0, 1)} == _met(_paper(first, preprint=True), _paper(second, preprint=True))


def test_papers_of_changed_titles_meet_by_their_rare_words() -> None:
    """One of them must not be a preprint, and common words bring nobody together."""
    crowd = _crowd(8)
    changed = "Goodput-optimized serving by disaggregating phases of prefill"
    page, paper, other = _paper(changed), _paper(TITLE, preprint=True), _paper("Expert pruning revisited")
    assert {(0, 1)} == _met(page, paper, *crowd, fresh=0)
    assert set() == _met(_paper(changed, preprint=True), paper, *crowd, fresh=0)
    assert set() == _met(other, *crowd, fresh=0)


def test_two_common_words_in_a_row_can_be_rare() -> None:
    """ "sharding language" stands in many titles, "language sharding" in one other."""
    page, paper = _paper("On language sharding"), _paper("Toward better language sharding", preprint=True)
    assert {(0, 1)} == _met(page, paper, *_crowd(8), fresh=0)


def test_posts_meet_no_paper_by_words() -> None:
    """Many write about one thing, and none of that is the thing itself."""
    assert set() == _met(Told("Why goodput-optimized prefill matters", paper=False), _paper(TITLE))


def test_a_work_meets_what_it_links_and_what_links_the_same() -> None:
    """Whichever of them is new."""
    thread, other = (Told(title, False, links=("arxiv:1",)) for title in ("Look at this", "Seen elsewhere"))
    works = (thread, other, _paper(TITLE, preprint=True))
    owners = {"arxiv:1": 2}
    assert {(0, 1), (0, 2)} == _met(*works, fresh=0, owners=owners)
    assert {(0, 2), (1, 2)} == _met(*works, fresh=2, owners=owners)
    assert {(0, 1)} == _met(thread, other, owners={"arxiv:1": 7})


def test_a_headline_that_a_column_repeats_brings_nobody_together() -> None:
    """Hundreds of works of one title are no two works that might be one."""
    assert set() == _met(*[Told("Links of the day", paper=False)] * 101)


def test_what_all_link_is_still_met_by_each() -> None:
    """But the hundreds that link it do not meet each other."""
    talk = [Told(f"Thread {n}", False, links=("arxiv:1",)) for n in range(150)]
    assert {(n, 150) for n in range(150)} == _met(*talk, _paper(TITLE), owners={"arxiv:1": 150})


def test_a_work_without_a_title_meets_nobody() -> None:
    """Nor does one of punctuation."""
    assert set() == _met(_paper(""), _paper(""), _paper("!?"), _paper("..."))


_TITLES = st.lists(
    st.sampled_from([*TOPICS, "Expert:", "FlashSample-2:", "model", "-", "β", "[P]"]), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_TITLES.map(" ".join), st.booleans(), st.booleans()), max_size=8), st.data())
def test_what_is_new_meets_as_if_all_were_new(
    told: list[tuple[str, bool, bool]], data: st.DataObject
) -> None:
    """Looking up the new among the known finds the pairs with something new of all with all, and no other."""
    works = {n: Told(title, paper, paper and preprint) for n, (title, paper, preprint) in enumerate(told)}
    fresh = set(data.draw(st.lists(st.integers(0, 7), max_size=3)))
    every = meetings(works, works, {})
    assert {pair for pair in every if fresh & set(pair)} == meetings(works, fresh, {})
