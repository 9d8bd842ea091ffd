"""Placeholders of addresses."""

from __future__ import annotations

from datetime import date

from mainstem.connectors.addresses import filled


def test_the_year_is_filled_in() -> None:
    """Four and two digits come from the day; what a day cannot tell stays."""
    url = "https://x.org/{YYYY}/sc{YY}?q={TERM}&day={YYYY-MM-DD}"
    assert filled(url, date(2026, 6, 12)) == "https://x.org/2026/sc26?q={TERM}&day=2026-06-12"
