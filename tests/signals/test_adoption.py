"""Who cites a work."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mainstem.model import Mention, Signal, Work
from mainstem.signals import adoption
from tests.signals.fakes import NOW, known, mention, work

IT = work("A work", "arxiv:2605.00001")
OLD = work("An old work", "arxiv:2501.00001", published_at=NOW - timedelta(days=200))


def _of(it: Work, *mentions: Mention) -> Signal:
    return adoption.values([it], known(mentions=mentions))[0]


def test_a_line_of_code_is_told_with_repository_kind_and_day() -> None:
    """The evidence can be looked up: who, where and when."""
    cited = _of(IT, mention(IT, "org/engine"))

    assert Signal("adoption", pytest.approx(0.875), "cited by engine code 2026-06-20") == cited  # type: ignore[arg-type]


def test_independent_sources_count_and_repetition_does_not() -> None:
    """Ten mentions by one source are one; a second source is more."""
    once = _of(IT, mention(IT, "org/engine"))
    often = _of(IT, *(mention(IT, "org/engine", days_ago=d) for d in range(1, 11)))
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

    assert "cited by trainer code 2026-06-20 (own lab)" == cited.evidence
    assert cited.value is not None
    assert by_other.value is not None
    assert 0.5 < cited.value < by_other.value


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
