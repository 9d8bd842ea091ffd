"""Values as people read them."""

from __future__ import annotations

import pytest

from mainstem.model import Disclosure
from mainstem.reports.fields import as_told


@pytest.mark.parametrize(
    ("field", "printed", "normalised", "unit", "qualifier", "told"),
    [
        ("training_tokens", "15T", 15e12, None, "approx", "~15T"),
        ("data_mixture", "40%", 0.4, "share", "exact", "40 %"),
        ("licence", "Apache 2.0", "Apache", None, "up_to", "Apache 2.0"),
        ("licence", "we release the weights", "open", None, "exact", "open, no licence named"),
        ("optimizer", "Adam-W", "AdamW", None, "exact", "AdamW"),
    ],
)
def test_a_value_is_told_as_people_write_it(
    field: str, printed: str, normalised: float | str, unit: str | None, qualifier: str, told: str
) -> None:
    """With its exactness, shares as percentages, and licences with their version."""
    one = Disclosure("Brook-2", field, None, printed, unit, normalised, qualifier, "words", 1, "prose")
    assert told == as_told(one)
