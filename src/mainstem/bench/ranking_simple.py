"""Three rankings that learn nothing: twenty keywords, upvotes, newest first."""

from __future__ import annotations

import re

import numpy as np

from mainstem.bench.ranking_seam import Scores, Then
from mainstem.model import Work

KEYWORDS = (
    "llm inference",
    "llm serving",
    "llm training",
    "inference engine",
    "kv cache",
    "speculative decoding",
    "attention kernel",
    "gpu",
    "cuda",
    "quantization",
    "mixture-of-experts",
    "pipeline parallelism",
    "tensor parallelism",
    "distributed training",
    "throughput",
    "latency",
    "scheduling",
    "prefill",
    "long-context",
    "sparse attention",
)  # what a practitioner would type into an alert; written down before any of it was measured
_SPACE = re.compile(r"[\s-]+")


class Keywords:
    """How many of the keywords a title or abstract holds; one in the title counts twice."""

    name = "keywords"

    def scores(self, then: Then) -> Scores:
        """The count; hyphens read as spaces."""
        return np.array(
            [_found(work.title) + _found(f"{work.title} {work.text}") for work in then.candidates], float
        )


def _found(text: str) -> int:
    plain = _SPACE.sub(" ", text.lower())
    return sum(_SPACE.sub(" ", word) in plain for word in KEYWORDS)


class Votes:
    """Upvotes on the daily papers of the Hugging Face Hub, as seen before the Monday."""

    name = "votes"

    def scores(self, then: Then) -> Scores:
        """The most votes seen; a paper that was never featured comes after one without votes."""
        votes: dict[str, int] = {}
        for pick in then.picks:
            if pick.kind == "daily":
                votes[pick.work_id] = max(votes.get(pick.work_id, 0), pick.votes or 0)
        return np.array([votes.get(work.id, -1) for work in then.candidates], float)


class Newest:
    """The last announced first, by day and then by number."""

    name = "newest"

    def scores(self, then: Then) -> Scores:
        """The place in that order."""
        order = sorted(range(len(then.candidates)), key=lambda n: _age(then.candidates[n]))
        places = np.empty(len(order))
        places[order] = np.arange(len(order))
        return places


def _age(work: Work) -> tuple[str, str]:
    return work.known_at.isoformat(), work.id
