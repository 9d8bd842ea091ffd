"""Freshness: a half at the kind's half-life, so that a paper ages in weeks and a thread in days.

An older work is news again when production code, or two independent sources within half a year, begin to cite it:
its age then counts from that day. Each of the two happens to a work once, so it comes back no oftener.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from mainstem.model import Mention, Signal, Work
from mainstem.seams import Known
from mainstem.signals.adoption import Book

_DAY_S = 86_400
_NEW = 0.1  # of a half-life: what is younger is as fresh as can be, so that an hour's lead counts nothing
_TOGETHER = timedelta(days=182)  # between the first mentions by two sources, for both to begin


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """``2 ** -(age / half-life)``, at most .93; unknown without a date, or a half-life in the pack.

    Where an older work became news again, ``Signal.at`` says when.
    """
    book = Book(known.pack)
    return [_freshness(work, known, book) for work in works]


def _freshness(work: Work, known: Known, book: Book) -> Signal:
    half_life_d = known.pack.priors.half_life_d.get(work.kind)
    if work.published_at is None or half_life_d is None:
        return Signal("freshness", None)
    age_d = _days(work.published_at, known.at)
    if age_d > half_life_d and work.id in known.mentions:
        begun = max(
            _begun(known.mentions[work.id], work, book, known.at), key=lambda begun: begun[0], default=None
        )
        if begun is not None and begun[0] > work.published_at + timedelta(days=half_life_d):
            at, words = begun
            return Signal(
                "freshness", _value(_days(at, known.at), half_life_d), f"{words} since {at:%Y-%m-%d}", at
            )
    return Signal("freshness", _value(age_d, half_life_d), _age(age_d))


def _begun(
    mentions: Sequence[Mention], work: Work, book: Book, at: datetime
) -> Iterator[tuple[datetime, str]]:
    """When production code first cited the work, and when a second source did soon after a first; and what to say.

    Whoever made the work does not count, nor what was removed again.
    """
    makers = book.makers(work)
    first: dict[str, tuple[datetime, Mention]] = {}
    code: list[tuple[datetime, str]] = []
    for mention in mentions:
        gone = mention.removed_at is not None and mention.removed_at <= at
        if mention.at is None or mention.at > at or gone or book.is_own(mention, makers):
            continue
        name = book.name(mention)
        if mention.kind == "code":
            code.append((mention.at, f"{name}'s code cites it"))
        earlier = first.get(book.organisation(mention))
        if earlier is None or mention.at < earlier[0]:
            first[book.organisation(mention)] = (mention.at, mention)
    yield from sorted(code)[:1]
    ordered = sorted(first.values(), key=lambda pair: (pair[0], pair[1].by))
    pairs = pairwise(ordered)
    together = (pair for pair in pairs if pair[1][0] - pair[0][0] <= _TOGETHER)
    for (_, one), (second_at, other) in list(together)[:1]:
        yield second_at, f"{book.name(one)} and {book.name(other)} cite it"


def _days(since: datetime, at: datetime) -> float:
    return max(0.0, (at - since).total_seconds() / _DAY_S)


def _value(age_d: float, half_life_d: float) -> float:
    return float(0.5 ** max(age_d / half_life_d, _NEW))


def _age(age_d: float) -> str:
    n_days = int(age_d)
    if n_days == 0:
        return "today"
    return "1 day old" if n_days == 1 else f"{n_days:,} days old"
