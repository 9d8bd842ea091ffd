"""Who cites a work."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from mainstem.model import AdoptionPrior, Mention, Signal, Work
from mainstem.signals import adoption
from tests.signals.fakes import NOW, PACK, known, mention, work

IT = work("A work", "arxiv:2605.00001")
OLD = work("An old work", "arxiv:2501.00001", published_at=NOW - timedelta(days=200))


def _of(it: Work, *mentions: Mention) -> Signal:
    return adoption.values([it], known(mentions=mentions))[0]


def _value(*mentions: Mention) -> float:
    value = _of(IT, *mentions).value
    assert value is not None
    return value


def test_a_line_of_code_is_told_with_repository_kind_and_day() -> None:
    """The evidence can be looked up: who, where and when."""
    cited = _of(IT, mention(IT, "org/engine"))

    assert Signal("adoption", pytest.approx(0.875, abs=0.001), "cited by engine code 2026-06-20") == cited  # type: ignore[arg-type]


def test_independent_sources_count_and_repetition_does_not() -> None:
    """Ten mentions by one source are one; a second source is more."""
    once = _of(IT, mention(IT, "org/engine"))
    often = _of(IT, *(mention(IT, "org/engine", days_ago=d) for d in range(10, 20)))
    two = _of(IT, mention(IT, "org/engine"), mention(IT, "good-blog", "post"))

    assert once.value == often.value
    assert two.value is not None
    assert once.value is not None
    assert two.value > once.value
    assert "cited by engine code 2026-06-20, Good Blog post 2026-06-20" == two.evidence


def test_a_repository_that_was_renamed_is_one_source() -> None:
    """Histories hold the old name; readers know the new one."""
    old, new = mention(IT, "old/engine"), mention(IT, "org/engine")

    assert _of(IT, old) == _of(IT, new) == _of(IT, old, new)


def test_the_weightiest_mention_of_a_source_stands_for_it() -> None:
    """Code outweighs an issue of the same repository, in whatever order they came."""
    both = _of(IT, mention(IT, "org/engine", "issue", 20), mention(IT, "org/engine", "code", 5))

    assert _of(IT, mention(IT, "org/engine", "code", 5)) == both


def test_a_lab_that_cites_itself_is_marked_and_counts_little() -> None:
    """lab-a/trainer citing a paper of the Lab A Team is hardly news."""
    own = work("Own", authors=("Lab A Team", "A. Author"))
    cited = _of(own, mention(own, "lab-a/trainer"))
    by_other = _of(own, mention(own, "org/engine"))

    assert "cited by trainer code 2026-06-20 (own work)" == cited.evidence
    assert cited.value is not None
    assert by_other.value is not None
    assert 0.5 < cited.value < by_other.value


@pytest.mark.parametrize(
    ("by", "told"),
    [
        ("org/engine", {"author": "A. Author"}),  # a person who wrote it
        ("lab-a/trainer", {"author": "B. Author"}),  # an account of a lab that signed it
        ("paper-own/code", {}),  # whoever keeps its code
        ("good-blog", {}),  # whoever brought it
    ],
)
def test_whoever_made_it_is_marked(by: str, told: dict[str, str]) -> None:
    """By person, lab, account or source."""
    own = work(
        "Own",
        "arxiv:2605.00001",
        authors=("A. Author", "Lab A Team"),
        keys=("arxiv:2605.00001", "github:paper-own/code"),
        source_id="good-blog",
    )

    assert "(own work)" in _of(own, mention(own, by, **told)).evidence


def test_a_second_repository_of_one_organisation_weighs_half() -> None:
    """Two engines of one house are not two houses; neither are a repository and its release notes."""
    one_house = _value(mention(IT, "org/engine", author="A"), mention(IT, "org/other", author="B"))
    two_houses = _value(mention(IT, "org/engine", author="A"), mention(IT, "else/other", author="B"))

    assert _value(mention(IT, "org/engine")) < one_house < two_houses


def test_a_second_person_of_a_repository_counts_and_the_same_one_does_not() -> None:
    """By organisation and person, not by line."""
    alone = _value(mention(IT, "org/engine", author="A"))
    again = _value(mention(IT, "org/engine", author="A"), mention(IT, "org/engine", "docs", author="A"))
    both = _value(mention(IT, "org/engine", author="A"), mention(IT, "org/engine", "docs", author="B"))

    assert alone == again < both


def test_the_same_person_elsewhere_weighs_half() -> None:
    """Whoever carries a work from house to house is one voice."""
    one = _value(mention(IT, "org/engine", author="A"), mention(IT, "else/other", author="a"))
    two = _value(mention(IT, "org/engine", author="A"), mention(IT, "else/other", author="B"))

    assert one < two


def test_the_tenth_mention_by_one_author_hardly_counts() -> None:
    """Nine houses already heard of it from the same person."""
    many = [mention(IT, f"house{n}/code", author="A") for n in range(10)]

    assert _value(*many) - _value(*many[:9]) < 0.001


def test_talk_fades_and_use_stays() -> None:
    """A thread of a year ago says next to nothing; code of a year ago says nearly all."""
    assert _value(mention(IT, "forum", "thread", 365)) < 0.51
    assert _value(mention(IT, "org/engine", "code", 365)) > 0.84


def test_what_was_removed_counts_no_more() -> None:
    """And is told as such where nothing else is left."""
    gone = mention(IT, "org/engine", days_ago=100, removed_at=NOW - timedelta(days=1))

    assert Signal("adoption", 0.5, "cited no more by engine") == _of(IT, gone)
    assert _of(IT, mention(IT, "b/b")) == _of(IT, mention(IT, "b/b"), gone)


def test_what_is_removed_later_still_stands() -> None:
    """Nothing is known before its time."""
    assert _of(IT, mention(IT, "org/engine")) == _of(
        IT, mention(IT, "org/engine", removed_at=NOW + timedelta(days=1))
    )


def test_a_pack_that_says_nothing_about_use_leaves_it_unknown() -> None:
    """No weight is invented."""
    pack = replace(PACK, priors=replace(PACK.priors, adoption=AdoptionPrior()))
    told = known(pack, [mention(IT, "org/engine")])

    assert [Signal("adoption", None)] == adoption.values([IT], told)


def test_more_than_two_sources_are_counted_in_the_evidence() -> None:
    """Two are named and the rest counted."""
    told = _of(IT, *(mention(IT, by) for by in ("a/a", "b/b", "c/c", "d/d")))

    assert "cited by a/a code 2026-06-20, b/b code 2026-06-20 and 2 more" == told.evidence


def test_an_undated_mention_counts_and_is_told_without_a_day() -> None:
    """That somebody cites it is known even where the day is not."""
    assert "cited by engine docs" == _of(IT, mention(IT, "org/engine", "docs", None)).evidence


def test_a_work_that_nobody_cites_is_unknown() -> None:
    """Unknown is not zero, however old the work."""
    assert Signal("adoption", None) == _of(OLD, mention(IT, "org/engine"))


# --- over time --------------------------------------------------------------------------------------


def test_every_step_has_its_evidence() -> None:
    """A rise for a new house, a fall when it lets go; a mention that changes nothing is no step."""
    first = mention(IT, "org/engine", days_ago=100, author="A", removed_at=NOW - timedelta(days=20))
    again = mention(IT, "org/engine", "docs", days_ago=90, author="A", removed_at=NOW - timedelta(days=20))
    other = mention(IT, "b/b", days_ago=50)
    steps = adoption.history(IT, known(mentions=[first, again, other]))

    assert [
        (NOW - timedelta(days=100), ((first, False, False),)),
        (NOW - timedelta(days=50), ((other, False, False),)),
        (NOW - timedelta(days=20), ((first, False, True), (again, False, True))),
    ] == [(step.at, step.evidence) for step in steps]
    values = [step.value for step in steps]
    assert values[0] < values[1] > values[2]


def test_the_last_step_is_the_value_of_today() -> None:
    """Both are told side by side."""
    told = known(mentions=[mention(IT, "org/engine", days_ago=0)])

    assert [adoption.values([IT], told)[0].value] == [step.value for step in adoption.history(IT, told)]


def test_quarters_run_from_the_first_mention_to_now() -> None:
    """One value each, at its end."""
    told = known(mentions=[mention(IT, "org/engine", days_ago=200), mention(IT, "b/b", days_ago=10)])
    quarters = adoption.quarters(IT, told)

    assert ["2025-Q4", "2026-Q1", "2026-Q2"] == [name for name, _ in quarters]
    assert quarters[0][1] > quarters[1][1] < quarters[2][1]
    assert adoption.values([IT], told)[0].value == quarters[2][1]


def test_a_work_without_a_dated_mention_has_no_history() -> None:
    """Nothing to draw."""
    told = known(mentions=[mention(IT, "org/engine", days_ago=None)])

    assert ([], []) == (adoption.history(IT, told), adoption.quarters(IT, told))


def test_use_leaves_out_those_who_made_the_work() -> None:
    """By day, with the independent organisations and what they add; what bears the work's name is of its makers."""
    made = work("Engine: A work", "arxiv:2605.00002")
    told = known(mentions=[mention(made, "org/engine", days_ago=20), mention(made, "good-blog", "post", 10)])
    ((one,),) = adoption.uses([made], told)
    assert ({"good-blog"}, 1, pytest.approx(0.4, abs=0.01)) == (
        one.organisations,
        len(one.mentions),
        one.weight,
    )  # type: ignore[arg-type]


def test_use_ends_when_the_line_is_taken_out() -> None:
    """The day of its end is one of its days."""
    line = replace(mention(IT, "org/engine", days_ago=20), removed_at=NOW - timedelta(days=5))
    (uses,) = adoption.uses([IT], known(mentions=[line]))
    assert [1, 0] == [len(one.organisations) for one in uses]
