"""Who will be canon: by the product's signal of adoption, and by counting citations."""

from __future__ import annotations

from collections import Counter, defaultdict

import numpy as np

from mainstem import packs
from mainstem.bench.ranking_seam import Scores, Then
from mainstem.model import Knowledge, Mention
from mainstem.signals import adoption

PACK = "llm-systems"
_MENTIONS = {
    "list": "list",
    "code_citation": "code",
    "text_citation": "docs",
}  # the kind of a mention, by a pick's


class Adoption:
    """The signal that ranks works by use in the product: who cites, how, how recently, each organisation once.

    Works that nobody named come after those, the newest first: silence is no evidence against a young work.
    """

    name = "ours"

    def __init__(self) -> None:
        self._pack = packs.load(packs.find(PACK), lambda _: None)

    def scores(self, then: Then) -> Scores:
        """The signal where it is known, which is above .5; else a number below 0 that grows with the day."""
        signals = adoption.values(then.candidates, Knowledge(then.at, self._pack, _mentions(then)))
        return np.array([signal.value or -age for signal, age in zip(signals, _ages(then), strict=True)])


class Citations:
    """How many lists and repositories took the work in so far; the newest first among equals."""

    name = "citations"

    def scores(self, then: Then) -> Scores:
        """The count, and less than one for youth."""
        counts = Counter({(pick.work_id, pick.by) for pick in then.picks if pick.kind != "daily"})
        named = Counter(work for work, _ in counts)
        return np.array(
            [named[work.id] + 1 / (1 + age) for work, age in zip(then.candidates, _ages(then), strict=True)]
        )


def _mentions(then: Then) -> dict[str, list[Mention]]:
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for pick in then.picks:
        if pick.kind in _MENTIONS:
            found[pick.work_id].append(Mention(pick.work_id, pick.by, "", _MENTIONS[pick.kind], pick.at))
    return found


def _ages(then: Then) -> list[float]:
    """Days since each candidate was announced, at least one."""
    return [max((then.at - work.known_at).total_seconds() / 86400, 1) for work in then.candidates]
