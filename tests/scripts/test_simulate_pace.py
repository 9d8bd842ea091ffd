"""Made-up readers, and the minutes estimated for them."""

from __future__ import annotations

import pytest
from scripts.simulate_pace import READERS, Reader, reached


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_a_months_readings_bring_the_error_near_to_what_the_scatter_leaves(reader: Reader) -> None:
    """However fast or noisy; and nobody who reads as estimated is estimated noticeably worse."""
    got = reached(reader)
    assert got.after <= got.known + 0.06


def test_readers_of_another_pace_gain() -> None:
    """Twice as slow or fast, and slow with one kind only."""
    for reader in READERS[1:4]:
        got = reached(reader)
        assert got.after < 0.6 * got.plain
