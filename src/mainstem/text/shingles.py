"""How much of one text another holds. Pure."""

from __future__ import annotations

import re

N = 6  # words of a run
MIN_WORDS = 40  # of the shorter text: less is a title or a teaser


def shared(a: str, b: str) -> float | None:
    """The share of the six-word runs of the shorter text that the longer one has; None where one is too short.

    Abstracts of a preprint and its proceedings version share most of them, other texts of one field next to none.
    """
    ours, theirs = _words(a), _words(b)
    if min(len(ours), len(theirs)) < MIN_WORDS:
        return None
    short, long = sorted((_runs(ours), _runs(theirs)), key=len)
    return len(short & long) / len(short)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + N]) for at in range(len(words) - N + 1)}
