"""Who made the models of a report: the lab that its name or its opening names."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from mainstem.reports.document import Document

_OPENING = 600  # characters: title, authors, and the links above the abstract, which names competitors
_IN_NAME = 5.0  # what a lab's name in the family's counts, in namings of the opening


def maker(document: Document, family: str, makers: Mapping[str, Collection[str]]) -> str:
    """The id of the lab that the family's name holds, or that the opening names most; empty where there is none."""
    opening = document.leaves[0].text[:_OPENING]
    scores = {
        lab: sum(_n(called, opening) + _IN_NAME * bool(_n(called, family)) for called in names)
        for lab, names in makers.items()
    }
    best = max(scores, key=lambda lab: scores[lab], default="")
    return best if best and scores[best] > 0 else ""


def _n(called: str, text: str) -> int:
    """How often a text holds a name as a word, in any case."""
    return len(re.findall(rf"(?<![A-Za-z]){re.escape(called)}(?![a-z])", text, re.IGNORECASE))
