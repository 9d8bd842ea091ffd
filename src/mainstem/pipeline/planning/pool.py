"""Which works may stand in a person's week, and at what score: marks and earlier plans."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mainstem.model import (
    Away,
    Habits,
    Mark,
    Missed,
    Pack,
    Part,
    Plan,
    Ranked,
    Sector,
    Shelf,
    SlotRule,
    Stream,
    Work,
)
from mainstem.pipeline.planning.interest import of_interest
from mainstem.pipeline.planning.lift import lifted, reported
from mainstem.pipeline.planning.superseded import superseded
from mainstem.pipeline.week import monday_of, name_of

LET_GO_WEEKS = 3  # planned this many weeks ago and not read: it is let go
STALENESS = 0.85  # a carried work's score shrinks by this factor a week
_NO_HABITS = Habits()
# Names that stand in the venue field of a paper that was not published anywhere yet.
_NO_PROCEEDINGS = ("arxiv", "corr", "preprint", "openreview")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A work that may be planned, at its score of this week."""

    work: Work
    score: float  # in [0, 1], after staleness
    why: str
    shelf: Shelf | None
    source: str  # the name of its source
    planned: bool = False  # stood in an earlier plan
    listed: bool = False  # stood there as part of a bundle
    pinned: bool = False  # the reader wants it next
    use: float | None = None  # its adoption, where anybody is known to use it
    sector: Sector | None = None  # as classified, else that of its source
    about: tuple[Part, ...] = ()  # threads about it and near-duplicates, folded under it

    @property
    def streams(self) -> tuple[Stream | None, ...]:
        """The streams a slot with it can have: its own, and venue for a paper with proceedings."""
        work = self.work
        venue = (work.venue or "").casefold()
        stands = work.kind == "paper" and venue and not venue.startswith(_NO_PROCEEDINGS)
        return (work.stream, "venue") if stands and work.stream != "venue" else (work.stream,)


class History:
    """What a person did and was given up to a moment, by every key of a work."""

    def __init__(
        self,
        marks: Iterable[Mark],
        past: Iterable[Plan],
        at: datetime,
        monday: date,
        away: Sequence[Away] = (),
    ) -> None:
        self._monday = monday
        self._away = [one for one in away if not one.budget_min]
        self._marks: dict[str, list[tuple[int, Mark]]] = {}  # numbered in their order
        self._planned: dict[str, list[date]] = {}  # work -> Mondays of the weeks it was planned in, in order
        self.listed: set[str] = set()  # works that stood in a bundle, or folded under another work
        self._main: dict[str, str] = {}  # work -> the one that it was folded under
        for n, mark in enumerate(sorted((m for m in marks if m.at <= at), key=lambda m: m.at)):
            self._marks.setdefault(mark.work_id, []).append((n, mark))
        for plan in sorted((p for p in past if p.starts_on < monday), key=lambda p: p.starts_on):
            self._take(plan)

    def _take(self, plan: Plan) -> None:
        for slot in (slot for session in plan.sessions for slot in session.slots):
            under = [part.work for part in slot.about if part.work != slot.work]
            self.listed.update((*(part.work for part in slot.items), *under))
            self._main |= {} if slot.items else dict.fromkeys(under, slot.work)
            for work in [part.work for part in slot.items] or [slot.work]:
                self._planned.setdefault(work, []).append(plan.starts_on)

    def is_done(self, keys: Collection[str]) -> bool:
        """Whether the last word on the work, or on what it was folded under, is that it was read or skipped."""
        mains = (self._main[key] for key in keys if key in self._main)
        mark = self._last((*keys, *mains), ("read", "skip", "later", "pin"))
        return mark is not None and mark.action in ("read", "skip")

    def is_pinned(self, keys: Collection[str]) -> bool:
        """Whether the reader asked for the work and has neither read nor let it go since."""
        mark = self._last(keys, ("read", "skip", "pin", "unpin"))
        return mark is not None and mark.action == "pin"

    def is_started(self, key: str) -> bool:
        """Whether a track was begun and not given up since."""
        mark = self._last((key,), ("start", "skip"))
        return mark is not None and mark.action == "start"

    def pins(self) -> list[str]:
        """The keys under which works are pinned."""
        return [key for key in self._marks if self.is_pinned((key,))]

    def done_since(self, key: str, day: date) -> bool:
        """Whether ``key`` was marked read or skipped on or after ``day``."""
        mark = self._last((key,), ("read", "skip", "later"))
        return self.is_done((key,)) and mark is not None and mark.at.date() >= day

    def first_planned(self, keys: Collection[str], news_on: date | None = None) -> date | None:
        """The Monday since which the work waits: first planned, or put off by a ``later`` after that.

        Plans of weeks before ``news_on``, when new evidence of its use came up, do not count.
        """
        mondays = (monday for key in keys for monday in self._planned.get(key, ()))
        since = monday_of(news_on) if news_on else date.min
        planned = min((monday for monday in mondays if monday >= since), default=None)
        mark = self._last(keys, ("read", "skip", "later", "pin"))
        if planned is None or mark is None:
            return planned
        return max(planned, min(monday_of(mark.at.date()), self._monday))

    def weeks_waiting(self, keys: Collection[str], news_on: date | None = None) -> int:
        """Weeks since :meth:`first_planned`, those away not counted; 0 for a work that was never planned."""
        since = self.first_planned(keys, news_on)
        if since is None:
            return 0
        weeks = (since + timedelta(weeks=n) for n in range((self._monday - since).days // 7))
        return sum(not self._is_away(monday) for monday in weeks)

    def _is_away(self, monday: date) -> bool:
        """Whether the reader was away from Monday to Friday."""
        return any(one.first <= monday and monday + timedelta(days=4) <= one.last for one in self._away)

    def _last(self, keys: Collection[str], actions: Collection[str]) -> Mark | None:
        """The last of some actions; of two at one moment the one that was recorded later."""
        told = (pair for key in keys for pair in self._marks.get(key, ()) if pair[1].action in actions)
        return max(told, key=lambda pair: pair[0], default=(0, None))[1]


def pool_of(
    ranked: Iterable[Ranked], history: History, pack: Pack, at: datetime, habits: Habits = _NO_HABITS
) -> list[Candidate]:
    """Every work that may be planned, best first, ties by id.

    Left out: what became known after ``at``, what was read or skipped, what the pack blocks or a later work
    superseded, posts and threads that are not of the field, and what was planned ``LET_GO_WEEKS`` or more weeks
    ago and not done since, unless new evidence of its use came up (``Signal.at``), which starts the count anew.
    A work planned after that carries over, its score times ``STALENESS`` for each week it waits. What is pinned
    neither grows stale nor goes; what tells of a model in use is lifted. Of a project's releases only the best
    is kept (beside one that was listed before), and none that is older than one that stood in an earlier plan.
    """
    sources = {source.id: source for source in pack.sources}
    out = {blocked.key for blocked in pack.blocked} | superseded(pack, at).keys()
    found: dict[str, Candidate] = {}
    for one in ranked:
        work, keys = one.work, (one.work.id, *one.work.keys)
        pinned = history.is_pinned(keys)
        if work.known_at > at or history.is_done(keys) or not out.isdisjoint(keys):
            continue
        if not pinned and _is_off(work, habits):
            continue
        news_on = _news_on(one)
        since = history.first_planned(keys, news_on)
        waiting = 0 if pinned else history.weeks_waiting(keys, news_on)
        if waiting >= LET_GO_WEEKS:
            continue
        source = sources.get(work.source_id)
        score, why = lifted(work, one.score, one.why, habits.models_in_use, pack.cadence.lift)
        score, why = of_interest(work, score, why, habits)
        why = reported(work, why, habits.reports)
        candidate = Candidate(
            work,
            score * STALENESS**waiting,
            _carried(why, since if waiting else None),
            source.shelf if source else None,
            source.name if source else work.source_id,
            planned=since is not None,
            listed=not history.listed.isdisjoint(keys),
            pinned=pinned,
            use=next((signal.value for signal in one.signals if signal.name == "adoption"), None),
            sector=_sector(work, habits),
        )
        known = found.get(work.id)
        if known is None or candidate.score > known.score:
            found[work.id] = candidate
    return _one_release_each(sorted(found.values(), key=lambda c: (-c.score, c.work.id)))


def _news_on(one: Ranked) -> date | None:
    """The day on which an older work became news again by new evidence of its use, if it did."""
    return max((signal.at.date() for signal in one.signals if signal.at), default=None)


def let_go(ranked: Iterable[Ranked], history: History) -> tuple[Missed, ...]:
    """The works that carried over until this week and do no longer, the best first; those of bundles are not told."""
    gone: dict[str, Missed] = {}
    for one in ranked:
        work, keys = one.work, (one.work.id, *one.work.keys)
        news_on = _news_on(one)
        since = history.first_planned(keys, news_on)
        if (
            since is None
            or history.weeks_waiting(keys, news_on) != LET_GO_WEEKS
            or not history.listed.isdisjoint(keys)
        ):
            continue
        if not history.is_done(keys) and not history.is_pinned(keys):
            reason = f"planned in {name_of(since)} and not read in {LET_GO_WEEKS} weeks"
            gone[work.id] = Missed(work.kind, work.title, work.url, work.id, one.score, reason)
    return tuple(sorted(gone.values(), key=lambda told: (-told.score, told.work)))


def fits(rule: SlotRule, candidate: Candidate) -> bool:
    """Whether the rule's item kinds, streams, shelves and sources (each only if given) take the work."""
    return (
        (not rule.sources or candidate.work.source_id in rule.sources)
        and (not rule.item_kinds or candidate.work.kind in rule.item_kinds)
        and (not rule.streams or any(stream in rule.streams for stream in candidate.streams))
        and (not rule.shelves or candidate.shelf in rule.shelves)
    )


def _one_release_each(pool: Sequence[Candidate]) -> list[Candidate]:
    """``pool``, best first, with one unlisted release a project (``github:owner/name/releases/tag``)."""
    planned_at: dict[str, datetime] = {}
    for candidate in pool:
        if candidate.planned:
            project, known_at = _project(candidate.work), candidate.work.known_at
            planned_at[project] = max(known_at, planned_at.get(project, known_at))
    kept: set[str] = set()
    chosen: list[Candidate] = []
    for candidate in pool:
        project, known_at = _project(candidate.work), candidate.work.known_at
        if project and (project in kept or known_at < planned_at.get(project, known_at)):
            continue
        if not candidate.listed:
            kept.add(project)
        chosen.append(candidate)
    return chosen


def _project(work: Work) -> str:
    """Whose release a work is; empty for anything else."""
    name, releases, _ = work.id.partition("/releases/")
    return name if releases and work.kind == "release" else ""


def _is_off(work: Work, habits: Habits) -> bool:
    """Whether the classifier finds that a post or thread is not of the field; papers are judged by their rank."""
    made = habits.classes.get(work.id)
    return work.kind not in ("paper", "release") and made is not None and made.relevance == "off"


def _sector(work: Work, habits: Habits) -> Sector | None:
    """As classified, else that of its source."""
    made = habits.classes.get(work.id)
    return (made.sector if made else None) or work.sector


def _carried(why: str, since: date | None) -> str:
    return f"carried over from {name_of(since)} · {why}" if since else why
