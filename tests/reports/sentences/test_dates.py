"""When a report came out, and until when its data reach."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure
from mainstem.reports.document import leaf
from mainstem.reports.sentences import dates

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2025-06-26 Brook-2 Technical Report", ["2025-06-26"]),
        ("March 10, 2025 BROOK: EVERY DROP COUNTS", ["2025-03-10"]),
        (f"Brook-2 {'We present it. ' * 20} Date: Jun 17, 2025", ["2025-06-17"]),
        (f"Brook-2 {'We present it. ' * 20} arXiv:2507.19427v2 [cs.LG] 25 Jul 2025", ["2025-07-25"]),
        ("2025-09-08 Brook-2 arXiv:2509.05209v1 [cs.CL] 5 Sep 2025", ["2025-09-08", "2025-09-05"]),
    ],
)
def test_the_first_page_tells_days(text: str, days: list[str]) -> None:
    """Above the title, after "Date:", and the stamp."""
    assert days == [day for day, _, _ in dates.released(leaf(1, text))]


@pytest.mark.parametrize(
    ("text", "field", "day"),
    [
        ("### Model date\n\nSeptember 2020", "release_date", "2020-09"),
        ("Brook-2 was released on April 18, 2024.", "release_date", "2024-04-18"),
        ("- 2024.08.07: We released Brook-2.", "release_date", "2024-08-07"),
        (
            "- `2025/7/4`: We wrote a post about Brook-2 and released its weights.",
            "release_date",
            "2025-07-04",
        ),
        ("It was retrained to reflect data up to August 2020.", "knowledge_cutoff", "2020-08"),
        ("It was trained on a dataset created in November 2019.", "knowledge_cutoff", "2019-11"),
        ("Its knowledge cutoff is December 2023.", "knowledge_cutoff", "2023-12"),
    ],
)
def test_days_of_a_card(told: Told, text: str, field: str, day: str) -> None:
    """Of the model, and of its data."""
    assert [day] == [one.normalised for one in told(text) if one.field == field]


def test_the_days_of_a_benchmark_are_no_cutoff(told: Told) -> None:
    """Contests that were held before a day say nothing of the training data."""
    text = "We evaluate on contest problems collected prior to August 2024. The benchmark was released on May 1, 2024."
    assert [] == [one.normalised for one in told(text) if one.field in ("knowledge_cutoff", "release_date")]
