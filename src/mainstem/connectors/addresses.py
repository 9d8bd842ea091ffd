"""Filling in the placeholders of an endpoint's address."""

from __future__ import annotations

from datetime import date


def filled(url: str, today: date) -> str:
    """``url`` with ``{YYYY-MM-DD}``, ``{YYYY}`` and ``{YY}`` as told by ``today``; other placeholders stay."""
    url = url.replace("{YYYY-MM-DD}", f"{today:%Y-%m-%d}")
    return url.replace("{YYYY}", f"{today:%Y}").replace("{YY}", f"{today:%y}")
