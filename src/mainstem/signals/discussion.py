"""Discussion: independent places that talk about a work, each held against what is usual there.

Votes say little: alone they find .04 of what practitioners' lists pick later (evals/ranking, recall@20). So a
place counts by how far a thread stands out in it, only up to a bound, and the weight in the pack is small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import median

from mainstem.model import Signal, Work
from mainstem.seams import Known

_ENOUGH = 5  # threads of a source from which "usual" can be told
_MOST = 8.0  # times the usual: beyond this a source counts no more
_TALK = ("thread", "issue")
_OWN = (
    3  # log-odds of a thread's own points, against those of others about a work: they judge the thread itself
)


def values(works: Sequence[Work], known: Known) -> list[Signal]:
    """``x / (1 + x)``, where x adds up, over sources, how many times the usual points the loudest thread has.

    So .5 is one usual thread. A work that is no thread itself never gets less: being talked about only lifts. A
    thread is judged by its own points, and they say three times as much (in log-odds). Unknown where nobody tells
    points, and for a source too small to say what is usual there.
    """
    usual = _usual(works)
    names = {source.id: source.name for source in known.pack.sources}
    return [_signal(work, usual, names) for work in works]


def _usual(works: Sequence[Work]) -> dict[str, float]:
    """The median of points and one more, by source that has enough threads."""
    points: defaultdict[str, list[int]] = defaultdict(list)
    for work in works:
        for talk in work.talk:
            if talk.points is not None:
                points[talk.source_id].append(talk.points)
    return {source: 1 + median(told) for source, told in points.items() if len(told) >= _ENOUGH}


def _signal(work: Work, usual: Mapping[str, float], names: Mapping[str, str]) -> Signal:
    loudest: dict[str, int] = {}
    for talk in work.talk:
        if talk.points is not None and talk.source_id in usual:
            loudest[talk.source_id] = max(talk.points, loudest.get(talk.source_id, 0))
    if not loudest:
        return Signal("discussion", None)
    times = sum(min(_MOST, (1 + points) / usual[source]) for source, points in loudest.items())
    x = times**_OWN if work.kind in _TALK else max(1.0, times)
    told = ", ".join(
        f"{points:,} points at {names.get(source, source)}" for source, points in loudest.items()
    )
    return Signal("discussion", x / (1 + x), told)
