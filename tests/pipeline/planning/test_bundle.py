"""Bundles: what one look at communities or newsletters lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from mainstem.model import Plan, Ranked, Slot
from tests.pipeline.planning.fakes import CADENCE, NOW, SOURCES, WEEK_OF, ranked, week


def thread(number: int, source: int = 0, score: float = 0.5, days_old: float = 3) -> Ranked:
    """A thread of one of the communities."""
    source_id = f"community-{source}"
    return ranked(
        f"web:t/{source}/{number}", score, stream="community", source_id=source_id, days_old=days_old
    )


def issue(number: int, source: int = 0, score: float = 0.5, days_old: float = 3) -> Ranked:
    """An issue of one of the newsletters."""
    return ranked(f"web:n/{source}/{number}", score, source_id=f"newsletter-{source}", days_old=days_old)


def bundles(made: Plan, kind: str = "check") -> list[Slot]:
    """The plan's bundles of a kind, in order of time."""
    return [slot for session in made.sessions for slot in session.slots if slot.kind == kind]


def parts(slot: Slot) -> list[str]:
    """The works that a bundle lists."""
    return [part.work for part in slot.items]


def test_every_weekday_looks_at_another_source() -> None:
    """Five rich communities take a day each, and each bundle lists its source's best."""
    works = [thread(n, source, 0.9 - n / 50) for source in range(5) for n in range(10)]
    made = bundles(week(works))
    assert {f"community-{n}" for n in range(5)} == {slot.work for slot in made}
    assert all(parts(slot) == [f"web:t/{slot.work[-1]}/{n}" for n in range(len(slot.items))] for slot in made)


def test_bundle_is_told_by_its_source() -> None:
    """A bundle has its source's id, home, sector and name, and says how many items and the best score."""
    slot = bundles(week([thread(n) for n in range(30)]))[0]
    home = next(source.home for source in SOURCES if source.id == "community-0")
    assert ("community-0", home, "community", "independent") == (
        slot.work,
        slot.url,
        slot.stream,
        slot.sector,
    )
    assert "Community check: The community-0" == slot.title
    assert f"{len(slot.items)} top items · best 0.50: score 0.50" == slot.why


def test_short_source_is_topped_up_by_one_other() -> None:
    """Communities with a single thread are looked at two at a time."""
    made = bundles(week([thread(0, source) for source in range(10)]))
    assert [2] * 5 == [len(slot.items) for slot in made]
    assert all(" and " in slot.title or ", " in slot.title for slot in made)


def test_next_week_lists_nothing_again_and_prefers_other_sources() -> None:
    """What was listed once is not listed again, and a source that had its turn gives way."""
    works = [thread(n, source, 0.5) for source in range(10) for n in range(12)]
    first = week(works)
    second = week(works, past=(first,), week_of=WEEK_OF + timedelta(weeks=1))
    listed = [{part for slot in bundles(made) for part in parts(slot)} for made in (first, second)]
    looked = [{slot.work for slot in bundles(made)} for made in (first, second)]
    assert set() == listed[0] & listed[1]
    assert set() == looked[0] & looked[1]


def test_unread_item_of_a_bundle_is_not_listed_again() -> None:
    """The best threads of a community were listed last week; this week lists what comes after them."""
    works = [thread(n, score=0.9 if n < 25 else 0.3) for n in range(60)]
    first = week(works)
    second = week(works, past=(first,), week_of=WEEK_OF + timedelta(weeks=1))
    listed = [{part for slot in bundles(made) for part in parts(slot)} for made in (first, second)]
    assert listed[1]
    assert set() == listed[0] & listed[1]


def test_old_threads_wait_behind_fresh_ones() -> None:
    """A better thread of two months ago is not listed while there is enough from the last two weeks."""
    works = [thread(n, score=0.9, days_old=60) for n in range(5)] + [thread(n, 1, 0.2) for n in range(25)]
    listed = [part for slot in bundles(week(works)) for part in parts(slot)]
    assert listed
    assert all(part.startswith("web:t/1/") for part in listed)


def test_old_threads_are_listed_where_there_is_nothing_else() -> None:
    """With only old threads, they are what there is."""
    assert 5 == len(bundles(week([thread(n, n % 5, days_old=60) for n in range(20)])))


def test_newsletters_come_one_issue_each_before_a_second_of_any() -> None:
    """The scan lists every newsletter once, the newest first, and only then second issues."""
    works = [issue(n, source, days_old=1 + source + 5 * n) for source in range(4) for n in range(2)]
    scan = tuple(rule for rule in CADENCE.slots if rule.kind == "newsletter")
    slot = bundles(week(works, cadence=replace(CADENCE, slots=scan)), "newsletter")[0]
    expected = ["web:n/0/0", "web:n/1/0", "web:n/2/0", "web:n/3/0", "web:n/0/1", "web:n/1/1"]
    assert expected == parts(slot)


def test_daily_newsletter_gives_its_best_issues() -> None:
    """Of a newsletter that comes every day the best fresh issues are listed, no more than its share."""
    works = [issue(n, 0, score=n / 20, days_old=n) for n in range(10)] + [issue(0, 1)]
    listed = parts(bundles(week(works), "newsletter")[0])
    assert {"web:n/0/9", "web:n/0/8", "web:n/1/0"} == set(listed)


def test_item_stands_in_one_place_only() -> None:
    """A thread that is read for itself is in no bundle of that week, and the other way round."""
    made = week([thread(n, n % 3, 0.9) for n in range(9)])
    singles = [slot.work for s in made.sessions for slot in s.slots if not slot.items]
    listed = [part for slot in bundles(made) for part in parts(slot)]
    assert set() == set(singles) & set(listed)
    assert len(set(listed)) == len(listed)


def test_bundle_grows_with_its_minutes() -> None:
    """Two minutes an item: a check of five items takes ten minutes, and none takes more."""
    for slot in bundles(week([thread(n, n % 5, 0.9) for n in range(50)])):
        assert max(5, 2 * len(slot.items)) == slot.minutes


def test_undated_items_count_from_when_they_were_seen() -> None:
    """A thread without a date is as old as its first sight."""
    works = [thread(n, n % 5, days_old=9) for n in range(20)]
    undated = [replace(one, work=replace(one.work, published_at=None)) for one in works]
    assert 5 == len(bundles(week(undated)))
    assert [] == bundles(week(undated, at=NOW - timedelta(days=10)))
