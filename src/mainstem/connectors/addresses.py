"""Filling in the placeholders of an endpoint's address."""

from __future__ import annotations

from datetime import date


def filled(url: str, today: date) -> str:
    """``url`` with ``{YYYY}`` and ``{YY}`` as the year of ``today``; other placeholders stay."""
    return url.replace("{YYYY}", f"{today:%Y}").replace("{YY}", f"{today:%y}")
