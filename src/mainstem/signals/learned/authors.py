"""Authors met before: how often, and how lately, works of theirs were picked."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from mainstem.model import Pick, Work
from mainstem.signals.learned.examples import DAY

_LETTERS = re.compile(r"[^\W\d_]+")
_HALF_LIFE_D = 365.0  # of a pick, by the age of the work


def name_of(author: str) -> str:
    """First and last name without accents, case and middle names: "José A. García" is "jose garcia"."""
    plain = author if author.isascii() else unicodedata.normalize("NFKD", author)
    parts = _LETTERS.findall("".join(c for c in plain if not unicodedata.combining(c)).lower())
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else "".join(parts)


def met(works: Sequence[Work], picks: Sequence[Pick]) -> dict[str, float]:
    """By name: ln(1 + works that core lists picked), each halved for every year it is older than the newest work."""
    picked = {pick.work_id for pick in picks if pick.core}
    newest = max((work.known_at for work in works), default=None)
    n_picked: defaultdict[str, float] = defaultdict(float)
    for work in works:
        if newest and work.id in picked:
            worth = 0.5 ** ((newest - work.known_at) / DAY / _HALF_LIFE_D)
            for name in dict.fromkeys(map(name_of, work.authors)):
                n_picked[name] += worth
    return {name: float(np.log1p(n)) for name, n in n_picked.items()}


def best_met(works: Sequence[Work], table: Mapping[str, float]) -> NDArray[np.float64]:
    """What the author that was picked most brings; 0 where none was, or none is named."""
    return np.array(
        [max((table.get(name_of(author), 0.0) for author in work.authors), default=0.0) for work in works]
    )


def key_of(name: str) -> int:
    """A 64-bit number for a name, so that the shipped model lists no person."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest())
