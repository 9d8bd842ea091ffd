"""Labs and persons that the reader follows: whose a work is, and when it is a rare thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from mainstem.model import Alert, Followed, Plan, Work
from mainstem.pipeline.planning.pool import History

_NEW = timedelta(days=7)  # an alert is of the last week, or of the time since the last plan
_RARE_DAYS = 180  # who published at most this many works
_RARE_WORKS = 2  # in these days before is rarely heard of


def by(work: Work, follows: Sequence[Followed]) -> Followed | None:
    """The first of those followed who wrote or published the work."""
    authors = {author.casefold() for author in work.authors}
    for one in follows:
        if work.source_id in one.sources or not authors.isdisjoint(one.authors):
            return one
    return None


def alerts(
    works: Sequence[Work], follows: Sequence[Followed], past: Sequence[Plan], history: History, at: datetime
) -> Iterator[Alert]:
    """What rarely heard ones published since the last plan, or within a week; once a work.

    ``works`` holds everything known of them, ``past`` the earlier plans, latest first.
    """
    told_before = {alert.work for plan in past for alert in plan.alerts}
    since = min(past[0].at, at - _NEW) if past else at - _NEW
    theirs: dict[str, list[Work]] = {}
    for work in {work.id: work for work in works if work.known_at <= at}.values():
        if whose := by(work, follows):
            theirs.setdefault(whose.name, []).append(work)
    for name, mine in theirs.items():
        mine.sort(key=lambda work: (work.known_at, work.id))
        for work in mine:
            before = [
                w for w in mine if timedelta() < work.known_at - w.known_at <= timedelta(days=_RARE_DAYS)
            ]
            new = (
                work.known_at > since
                and work.id not in told_before
                and not history.is_done((work.id, *work.keys))
            )
            if new and len(before) <= _RARE_WORKS:
                why = f"{_times(len(before))} in the {_RARE_DAYS} days before"
                yield Alert(name, work.title, work.url, work.id, why)


def _times(n: int) -> str:
    return ("nothing", "one work", "two works")[n] if n <= _RARE_WORKS else f"{n} works"
