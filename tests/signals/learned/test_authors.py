"""Names, and how often they were picked."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from mainstem.model import Pick
from mainstem.signals.learned.authors import best_met, met, name_of
from tests.signals.fakes import NOW, work


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("José A. García", "jose garcia"),
        ("JOSE GARCIA", "jose garcia"),
        ("Lab-A Team", "lab team"),
        ("Plato", "plato"),
        ("", ""),
    ],
)
def test_a_name_is_first_and_last_without_accents_and_case(written: str, name: str) -> None:
    """A person is spelled in many ways."""
    assert name_of(written) == name


def test_picks_of_core_lists_count_and_halve_in_a_year() -> None:
    """A paper counts once, however many lists have it; broader lists do not count."""
    new = work("New", authors=("Ada Writer",), published_at=NOW)
    old = work("Old", authors=("Ada Writer", "Bo Other"), published_at=NOW - timedelta(days=365))
    broad = work("Broad", authors=("Cy Third",), published_at=NOW)
    picks = [Pick(new.id, "a", NOW, core=True), Pick(new.id, "b", NOW, core=True)]
    picks += [Pick(old.id, "a", NOW, core=True), Pick(broad.id, "c", NOW, core=False)]
    table = met([new, old, broad], picks)

    assert table == pytest.approx({"ada writer": np.log(2.5), "bo other": np.log(1.5)})
    assert best_met([old, broad, work("No author")], table) == pytest.approx([np.log(2.5), 0, 0])
