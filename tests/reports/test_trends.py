"""Reports through time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from mainstem.model import Disclosure
from mainstem.reports.trends import released
from tests.store.fakes import REPORT


def _told(when: str) -> Disclosure:
    return replace(REPORT.disclosures[0], field="release_date", value=when, normalised=when)


def test_the_release_that_is_told_goes_before_the_file_s_day() -> None:
    """A month counts as its first day; what is no day says nothing."""
    assert date(2025, 1, 23) == released(REPORT)
    assert date(2024, 3, 1) == released(replace(REPORT, disclosures=(_told("2024-03"),)))
    assert date(2025, 1, 23) == released(replace(REPORT, disclosures=(_told("2024-13-01"),)))
    assert None is released(replace(REPORT, made_on=""))
