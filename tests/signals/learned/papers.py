"""Papers, lists and weeks made up for the learned ranker."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from mainstem.model import Pick, Work
from tests.signals.fakes import ELSEWHERE, OF_FIELD, work

START = datetime(2026, 1, 5, tzinfo=UTC)  # a Monday
WEEK = timedelta(weeks=1)
NEAR = sorted({word for title in OF_FIELD for word in title.lower().split() if len(word) > 3})
FAR = sorted({word for title in ELSEWHERE for word in title.lower().split() if len(word) > 3})


def paper(number: int, at: datetime, *, near: bool, author: str = "", text: bool = True) -> Work:
    """A paper of words of the field, or of words from elsewhere."""
    rng = random.Random(number)
    words = NEAR if near else FAR
    return work(
        " ".join(rng.sample(words, 6)),
        f"arxiv:{number:05}",
        text=" ".join(rng.sample(words, 20)) if text else "",
        authors=(author or f"Author {number} Writer", f"Second {number} Writer"),
        published_at=at,
        first_seen_at=at,
        extra={"categories": ["cs.DC"] if near else ["cs.CV"]},
    )


def pool(n_weeks: int = 10, n_a_week: int = 30) -> list[Work]:
    """Oldest first; one in six is of the field."""
    return [
        paper(w * n_a_week + n, START + WEEK * w + timedelta(hours=n), near=n % 6 == 0)
        for w in range(n_weeks)
        for n in range(n_a_week)
    ]


def listed(works: Sequence[Work], days_later: int = 8) -> list[Pick]:
    """A core list takes in every work of the field some days later."""
    return [
        Pick(w.id, "someone/list", w.known_at + timedelta(days=days_later), core=True)
        for w in works
        if w.extra["categories"] == ["cs.DC"]
    ]
