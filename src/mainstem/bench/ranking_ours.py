"""Mainstem's own ranker behind the seam of the benchmark."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from functools import cached_property
from pathlib import Path

import numpy as np

from mainstem import packs
from mainstem.bench.ranking_seam import Scores, Then
from mainstem.model import Knowledge, Mention, Pack
from mainstem.pipeline.rank import LinearRanker
from mainstem.signals import TABLE

PACK = "llm-systems"
_POOL = timedelta(weeks=8)  # works older than that are not ranked along: they only cost time
_MENTIONS = {"list": "list", "code_citation": "code", "text_citation": "docs"}


class Ours:
    """The ranker as the product runs it, with the mentions of the day; picks are nothing that it learns from yet.

    The pack is today's: what its makers knew later than a Monday is not taken out of it.
    """

    name = "ours"

    def __init__(self, pack_folder: Path) -> None:
        self._folder = pack_folder

    @cached_property
    def _pack(self) -> Pack:
        return packs.load(self._folder, lambda _: None)

    def scores(self, then: Then) -> Scores:
        """The scores of the ranking; works that it leaves out come last."""
        pool = [work for work in then.known if work.published_at and work.published_at >= then.at - _POOL]
        known = Knowledge(then.at, self._pack, _mentions(then), ())
        ranked = LinearRanker({name: TABLE[name] for name in TABLE}).rank(pool, known)
        score = {each.work.id: each.score for each in ranked}
        return np.array([score.get(work.id, 0.0) for work in then.candidates])


def _mentions(then: Then) -> dict[str, list[Mention]]:
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for pick in then.picks:
        if pick.kind in _MENTIONS:
            found[pick.work_id].append(Mention(pick.work_id, pick.by, "", _MENTIONS[pick.kind], pick.at))
    return found


def method() -> Ours:
    """The ranker with the shipped pack's words and priors."""
    return Ours(packs.find(PACK))
