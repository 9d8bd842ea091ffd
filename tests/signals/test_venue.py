"""Where a paper was published."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mainstem.model import Signal
from mainstem.signals import venue
from tests.signals.fakes import PACK, known, work


def _of(**told: Any) -> Signal:
    return venue.values([work("Any", **told)], known())[0]


@pytest.mark.parametrize(
    "told",
    ["OS 2026", "Proc. of OS '26", "ACM Symposium on the Design of Systems, 2026", "OS'26 (best paper)"],
)
def test_a_followed_venue_counts_however_it_is_written(told: str) -> None:
    """Acronym as the pack writes it, or the long name."""
    assert Signal("venue", 0.8, f"at {told}") == _of(venue=told)


@pytest.mark.parametrize(
    "told", [None, "", "Journal of Os", "OS 2026 Workshop on Speed", "Submitted to OS 2026", "arXiv"]
)
def test_no_venue_and_what_only_looks_like_one_are_unknown(told: str | None) -> None:
    """A workshop or a submission is no proceedings paper; case tells OS from Os."""
    assert Signal("venue", None) == _of(venue=told)


def test_a_paper_that_the_venue_brought_is_there() -> None:
    """Proceedings pages do not repeat their own name."""
    assert Signal("venue", 0.8, "at OS: Symposium on the Design of Systems") == _of(source_id="venue-os")


def test_the_prior_of_the_single_venue_wins() -> None:
    """A pack may trust one venue more than the others."""
    pack = replace(PACK, priors=replace(PACK.priors, source={"venue-os": 0.95}))
    [signal] = venue.values([work("Any", venue="OS 2026")], known(pack))

    assert 0.95 == signal.value


def test_only_papers_have_a_venue() -> None:
    """A post about a talk at the venue was not reviewed."""
    assert Signal("venue", None) == _of(kind="post", venue="OS 2026")
