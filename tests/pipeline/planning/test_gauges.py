"""Days behind the field, and filter bubble."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mainstem.model import Gauges, Mention, Plan, Session, Slot
from mainstem.pipeline.planning.gauges import Field, effective_number, gauges, mattered, mattered_at
from tests.pipeline.planning.fakes import NOW, PACK, ranked, week

EMPTY = week([], pack=replace(PACK, canon=()))


def mention(work: str, by: str = "example/engine", kind: str = "code") -> Mention:
    """A mention of a work."""
    return Mention(work, by, "x", kind, NOW)


def plans_of(works: list[str]) -> list[Plan]:
    """Four plans, latest first, each with the next of these works in turn."""
    made = []
    for n in range(4):
        slots = tuple(Slot("read", 10, "blog", None, "", "", work, "") for work in works[n::4])
        monday = EMPTY.starts_on - timedelta(weeks=n)
        at = EMPTY.at - timedelta(weeks=n)
        made.append(
            replace(EMPTY, starts_on=monday, at=at, week=f"2026-W{27 - n}", sessions=(Session(at, slots),))
        )
    return made


def test_effective_number_counts_equal_shares() -> None:
    """Four equal ones are four; one that has nearly all is nearly one."""
    assert 4 == pytest.approx(effective_number([5, 5, 5, 5]))
    assert 1.1 > effective_number([99, 1])
    assert 0 == effective_number([])


def test_use_by_others_makes_a_work_matter() -> None:
    """One line of code does, one post does not, two sources do, and its own source never."""
    work = ranked("web:a").work
    assert mattered(work, [mention("web:a")])
    assert not mattered(work, [mention("web:a", "blog-1", "post")])
    assert mattered(work, [mention("web:a", f"blog-{n}", "post") for n in (1, 2)])
    assert not mattered(work, [mention("web:a", "blog-0", "code")])


def test_days_behind_is_the_median_age_at_arrival() -> None:
    """Six used works, of ages 10 to 60 days when they stood in a plan of the same day."""
    works = {f"web:{n}": ranked(f"web:{n}", days_old=10 * (n + 1) + 7 * (n % 4)).work for n in range(6)}
    known = Field(works, {name: [mention(name)] for name in works})
    first, *past = plans_of(list(works))
    told = gauges(first, past, known, PACK)
    assert 35.0 == told.days_behind
    assert "6 works that mattered" in told.about[0].basis
    assert "Blog items come last" in told.about[0].remedy


def test_what_began_to_matter_and_has_not_reached_the_reader_counts_as_it_is_today() -> None:
    """Of five works one was read by mark when it was 3 days old, and four were never planned."""
    works = {f"web:{n}": ranked(f"web:{n}", days_old=10 * (n + 1)).work for n in range(5)}
    mentions = {name: [mention(name)] for name in works}
    read = {"web:4": NOW - timedelta(days=47)}
    told = gauges(EMPTY, [], Field(works, mentions, read=read), PACK)
    assert 20.0 == told.days_behind  # of 3, 10, 20, 30, 40
    assert "of 5 works that mattered within 12 weeks 1 reached you" in told.about[0].basis
    assert "`mainstem pin web:0`" in told.about[0].remedy


def test_old_works_and_old_news_tell_nothing_of_lagging_behind() -> None:
    """First cited after years, or cited long ago: neither is behind the field of these weeks."""
    long_ago = NOW - timedelta(weeks=20)
    old = {f"web:old{n}": ranked(f"web:old{n}", days_old=400 + n).work for n in range(5)}
    past = {f"web:past{n}": ranked(f"web:past{n}", days_old=150 + n).work for n in range(5)}
    mentions = {name: [mention(name)] for name in old}
    mentions |= {name: [replace(mention(name), at=long_ago)] for name in past}
    told = gauges(EMPTY, [], Field({**old, **past}, mentions), PACK)
    assert (None, True) == (told.days_behind, "0 are known" in told.about[0].basis)


def test_a_work_matters_from_its_first_use_or_second_source() -> None:
    """Undated mentions and those of its own source say no day."""
    days = [NOW - timedelta(days=n) for n in (9, 6, 3)]
    posts = [replace(mention("w", f"blog-{n}", "post"), at=day) for n, day in enumerate(days)]
    use = replace(mention("w"), at=days[2])
    assert (days[1], days[2]) == (mattered_at(posts), mattered_at([posts[0], use]))
    assert [None, None, None] == [
        mattered_at(told, "blog-0") for told in ([], posts[:2], [replace(use, at=None)])
    ]


def test_without_history_both_are_unknown_and_say_what_is_missing() -> None:
    """None is not zero."""
    told = gauges(EMPTY, [], Field({}, {}), PACK)
    assert (None, None) == (told.days_behind, told.filter_bubble)
    assert all(one.basis and not one.remedy for one in told.about)


def test_one_voice_is_a_bubble_and_many_are_none() -> None:
    """All minutes from one blog where twenty sources published; and from all of them alike."""
    published = {source.id: 5 for source in PACK.sources}
    narrow = {f"web:{n}": ranked(f"web:{n}", source_id="blog-0").work for n in range(40)}
    wide = {f"web:{n}": ranked(f"web:{n}", source_id=source.id).work for n, source in enumerate(PACK.sources)}
    values = []
    for works in (narrow, wide):
        first, *past = plans_of(list(works))
        values.append(gauges(first, past, Field(works, {}, published), PACK))
    bubble, none = (one.filter_bubble for one in values)
    assert bubble is not None
    assert none is not None
    assert (True, True) == (bubble > 0.6, none < 0.1)
    assert "`mainstem" in values[0].about[1].remedy


def test_earlier_values_are_the_history() -> None:
    """Oldest first, weeks without a value left out."""
    first, *past = plans_of([])
    past = [replace(past[0], gauges=Gauges(12.0, None)), *past[1:]]
    told = gauges(first, past, Field({}, {}), PACK)
    assert (("2026-W26", 12.0),) == told.about[0].history
