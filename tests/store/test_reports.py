"""Reports that were read, on both databases."""

from __future__ import annotations

from dataclasses import replace

from mainstem.store import Store
from tests.store.fakes import NOON, REPORT


def test_a_report_comes_back_as_it_was_read(kept: Store) -> None:
    """Facts in order, numbers as numbers, words as words."""
    kept.reports.put(REPORT, "brook.pdf", "ab12", NOON)
    (found,) = kept.reports.all()
    assert (REPORT, "brook.pdf", "ab12", NOON) == (found.read, found.source, found.sha256, found.at)


def test_a_report_read_again_takes_the_place_of_the_first(kept: Store) -> None:
    """One report a name."""
    kept.reports.put(REPORT, "brook.pdf", "ab12", NOON)
    kept.reports.put(replace(REPORT, disclosures=REPORT.disclosures[:1]), "brook.pdf", "cd34", NOON)
    assert [(1, "cd34")] == [(len(one.read.disclosures), one.sha256) for one in kept.reports.all()]


def test_a_report_is_forgotten(kept: Store) -> None:
    """With its facts; a second time there is nothing to forget."""
    kept.reports.put(REPORT, "brook.pdf", "ab12", NOON)
    assert [True, False] == [kept.reports.drop("brook") for _ in range(2)]
    assert [] == kept.reports.all()
