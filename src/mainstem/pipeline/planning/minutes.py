"""How long a piece takes to read, from its length and kind."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mainstem.model import Cadence, SlotRule, Work

# Feeds often carry only the opening of a post. Below this many words a post's text is taken for an excerpt
# and says nothing of the length; our own choice: longer than the usual teaser, shorter than a real post.
_WHOLE_POST_WORDS = 300
# Releases, threads and issues come whole through their services, however short.
_ALWAYS_WHOLE = frozenset({"release", "thread", "issue"})
# Words on a page of a paper in two columns with figures; our own round figure.
_WORDS_A_PAGE = 500
_UNKNOWN_KIND_MIN = 10.0
_HARD = re.compile(r"[\d=<>{}\[\]()\\_^|+*/@#$%~]")
_PUNCTUATION = ".,;:!?\"'()"


def reading_min(work: Work, cadence: Cadence, pace: Mapping[str, float] = MappingProxyType({})) -> float:
    """Minutes that reading ``work`` once takes, before any slot's range is applied.

    From, in this order: a duration (episodes, videos), the words of a text that is whole, the pages of a
    paper, and else the cadence's minutes for its kind. Dense text (numbers, formulas, code) takes up to twice
    as long. Times the reader's own ``pace`` for the kind, where that is known. Always above 0.
    """
    known = _running_min(work) or _text_min(work, cadence) or _pages_min(work, cadence)
    return (known or cadence.minutes.get(work.kind, _UNKNOWN_KIND_MIN)) * factor(work.kind, pace)


def slot_min(
    work: Work, rule: SlotRule, cadence: Cadence, pace: Mapping[str, float] = MappingProxyType({})
) -> int:
    """Whole minutes for ``work`` in a slot of ``rule``, within the rule's range."""
    return clamp(slot_estimate(work, rule.kind, cadence, pace), rule)


def slot_estimate(
    work: Work, kind: str, cadence: Cadence, pace: Mapping[str, float] = MappingProxyType({})
) -> float:
    """Minutes for ``work`` in a slot of ``kind``, before the rule's range is applied.

    A deep paper is worked through, so its length comes from the cadence's minutes for the slot kind when no
    page count says better.
    """
    if kind in cadence.minutes and kind != work.kind and not _pages_min(work, cadence):
        return cadence.minutes[kind] * factor(kind, pace)
    return reading_min(work, cadence, pace)


def factor(kind: str, pace: Mapping[str, float]) -> float:
    """Minutes that the reader takes for one estimated, for a kind; 1 where nothing is known."""
    return pace.get(kind, pace.get("", 1.0))


def density(text: str) -> float:
    """How much slower a text reads than prose, in [0, 1]: the share of its words with digits or symbols, twice.

    Prose with a few figures is near .1, a table or code near 1; our own measure.
    """
    words = text.split()
    hard = sum(bool(_HARD.search(word.strip(_PUNCTUATION))) for word in words)
    return min(1.0, 2 * hard / len(words)) if words else 0.0


def clamp(minutes: float, rule: SlotRule) -> int:
    """``minutes`` rounded up, and drawn into the rule's range."""
    return max(rule.min_min, min(rule.max_min, math.ceil(minutes)))


def _running_min(work: Work) -> float | None:
    seconds = _number(work.extra, "duration_s")
    return seconds / 60 if seconds else None


def _text_min(work: Work, cadence: Cadence) -> float | None:
    n_words = len(work.text.split())
    whole = work.kind in _ALWAYS_WHOLE or (work.kind == "post" and n_words >= _WHOLE_POST_WORDS)
    return n_words * (1 + density(work.text)) / cadence.words_per_min if whole and n_words else None


def _pages_min(work: Work, cadence: Cadence) -> float | None:
    pages = _number(work.extra, "n_pages")
    return pages * _WORDS_A_PAGE * (1 + density(work.text)) / cadence.words_per_min if pages else None


def _number(extra: Mapping[str, Any], name: str) -> float | None:
    value = extra.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) and value > 0 else None
