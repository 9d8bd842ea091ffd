"""The two gauges of a plan: days behind the field, and filter bubble. Pure.

*Days behind*: how old the median work that mattered was when it reached the reader, in a plan or by their own mark. A
work matters from the day on which the code, documents or releases of a project that is not its own cite it, or a second
independent source does: evidence of use, not votes. Counted are the works that reached a plan of the last twelve weeks,
and those of the last year that began to matter within these weeks; one that has not reached the reader yet counts with
its age of today, which is the least it will be. The canon is left out, since it is old by design.

*Filter bubble*: how much less varied the minutes of the last eight weeks were than the field. Variety is the
effective number, the exponential of the entropy, of sources, streams, sectors and axes. The field is what the
sources published meanwhile, of each no more than it could have had in the plans. The gauge is 1 less the mean of the
four ratios: 0 is as varied as the field, 1 a single voice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from mainstem.model import Gauge, Gauges, Mention, Pack, Plan, Slot, Source, Work, stream_of
from mainstem.text.titles import cut

BEHIND_WEEKS = 12
BUBBLE_WEEKS = 8
N_HISTORY = 12  # values of earlier plans that are shown
_LEAST_WORKS = 5  # that mattered, before a median says anything
_LEAST_PLANS = 3  # before minutes say anything of habits
_USE = frozenset({"code", "docs", "release"})  # kinds of mentions that tell of use
_INDEPENDENT = 2  # sources that make a work matter where nobody is known to use it
_NEW = timedelta(days=365)  # an older work whose use begins is rediscovered, and no sign of lagging behind
_FINE_DAYS = 14  # about the pace of a person who is current: a week to be noticed, a week to be planned
_FINE_BUBBLE = 0.25
_TITLE_CHARS = 60


@dataclass(frozen=True, slots=True)
class Field:
    """What is known of the field, to measure plans against."""

    works: Mapping[str, Work]  # of the plans, and those that matter of late, by id
    mentions: Mapping[str, Sequence[Mention]]  # by work id, none later than the plan's moment
    published: Mapping[str, int] = field(default_factory=dict)  # items of the last weeks by source id
    read: Mapping[str, datetime] = field(default_factory=dict)  # when each work was first marked read, by id


def gauges(plan: Plan, past: Sequence[Plan], known: Field, pack: Pack) -> Gauges:
    """Both gauges for a plan, ``past`` being the plans of earlier weeks, latest first."""
    behind, behind_told = _days_behind(plan, past, known, pack)
    bubble, bubble_told = _filter_bubble(plan, past, known, pack)
    return Gauges(
        behind,
        bubble,
        (
            _with_history("days_behind", behind_told, past),
            _with_history("filter_bubble", bubble_told, past),
        ),
    )


def mattered(work: Work, mentions: Iterable[Mention]) -> bool:
    """Whether a project that is not the work's own builds on it, or at least two other sources cite it."""
    others = [mention for mention in mentions if mention.by != work.source_id]
    return any(m.kind in _USE for m in others) or len({m.by for m in others}) >= _INDEPENDENT


def mattered_at(mentions: Iterable[Mention], own: str = "") -> datetime | None:
    """When a work whose own source is ``own`` began to matter, as far as that is dated."""
    first: dict[str, datetime] = {}
    found: list[datetime] = []
    for mention in mentions:
        if mention.by == own or mention.at is None:
            continue
        if mention.kind in _USE:
            found.append(mention.at)
        first[mention.by] = min(mention.at, first.get(mention.by, mention.at))
    found += sorted(first.values())[_INDEPENDENT - 1 :]
    return min(found, default=None)


def effective_number(shares: Iterable[float]) -> float:
    """How many equal shares have the entropy of these; 0 of nothing."""
    held = [share for share in shares if share > 0]
    total = math.fsum(held)
    return math.exp(-math.fsum(s / total * math.log(s / total) for s in held)) if held else 0.0


Told = tuple[str, str]  # basis and remedy


def _with_history(name: str, told: Told, past: Sequence[Plan]) -> Gauge:
    values = ((plan.week, getattr(plan.gauges, name)) for plan in reversed(past[:N_HISTORY]))
    return Gauge(name, *told, tuple((week, value) for week, value in values if value is not None))


# --- days behind ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Arrival:
    """A work that mattered, and how old it was when it reached the reader."""

    work: Work
    days: float
    reached: bool  # else it is as old as it is today


def _days_behind(plan: Plan, past: Sequence[Plan], known: Field, pack: Pack) -> tuple[float | None, Told]:
    found = list(_arrivals(plan, past, known, pack))
    if len(found) < _LEAST_WORKS:
        told = f"{_LEAST_WORKS} works must have begun to matter within {BEHIND_WEEKS} weeks; {len(found)} are known"
        return None, (told, "")
    value = round(median(one.days for one in found), 1)
    n_reached = sum(one.reached for one in found)
    basis = (
        f"of {len(found)} works that mattered within {BEHIND_WEEKS} weeks {n_reached} reached you, "
        f"the median at {value:g} days"
        + (", those that did not yet taken as of today" if n_reached < len(found) else "")
    )
    return value, (basis, "" if value <= _FINE_DAYS else _sooner(found))


def _arrivals(plan: Plan, past: Sequence[Plan], known: Field, pack: Pack) -> Iterator[_Arrival]:
    window = timedelta(weeks=BEHIND_WEEKS)
    canon = {key for row in pack.canon for key in (row.key, *row.aliases)}
    reached: dict[str, datetime] = {}
    for one in (plan, *past):  # the earliest plan wins, so latest first
        reached |= {known.works[name].id: one.at for name in _works(one) if name in known.works}
    reached = {name: min(at, known.read.get(name, at)) for name, at in {**known.read, **reached}.items()}
    for work in {work.id: work for work in known.works.values()}.values():
        mentions = known.mentions.get(work.id, ())
        if not canon.isdisjoint((work.id, *work.keys)) or not mattered(work, mentions):
            continue
        began, there = mattered_at(mentions, work.source_id), reached.get(work.id)
        is_late = began is not None and began > plan.at - window and began - work.known_at < _NEW
        if is_late or (there is not None and there > plan.at - window):
            at = plan.at if there is None else there
            yield _Arrival(work, max(0.0, (at - work.known_at) / timedelta(days=1)), there is not None)


def _sooner(found: Sequence[_Arrival]) -> str:
    """What to do: read what has not come yet, or ask for the slowest stream more often."""
    waiting = sorted((one for one in found if not one.reached), key=lambda one: (one.days, one.work.id))
    if waiting:
        first = waiting[0].work
        return f"read what did not reach you, first {cut(first.title, _TITLE_CHARS)!r}: `mainstem pin {_name(first)}`"
    by_stream: dict[str, list[float]] = {}
    for one in found:
        by_stream.setdefault(one.work.stream or "other", []).append(one.days)
    slowest = max(by_stream, key=lambda stream: (median(by_stream[stream]), stream))
    days = median(by_stream[slowest])
    return (
        f"{slowest.capitalize()} items come last, after {days:.0f} days: `mainstem sync` every day, and pin what "
        "the plan says it left out (`mainstem pin`)"
    )


def _name(work: Work) -> str:
    """What a person would type for the work."""
    return work.id.removeprefix("arxiv:")


def _works(plan: Plan) -> list[str]:
    slots = [slot for session in plan.sessions for slot in session.slots]
    return [name for slot in slots for name in ([part.work for part in slot.items] or [slot.work])]


# --- filter bubble ----------------------------------------------------------------------------------

Kinds = Callable[[Source], Iterable[str]]
_DIMENSIONS: Mapping[str, Kinds] = {
    "sources": lambda source: (source.id,),
    "streams": lambda source: (stream_of(source.shelf, "post") or "other",),
    "sectors": lambda source: (source.sector,),
    "axes": lambda source: source.axes,
}


def _filter_bubble(plan: Plan, past: Sequence[Plan], known: Field, pack: Pack) -> tuple[float | None, Told]:
    first = plan.starts_on - timedelta(weeks=BUBBLE_WEEKS)
    plans = [plan, *(one for one in past if one.starts_on > first)]
    if len(plans) < _LEAST_PLANS:
        return None, (
            f"plans of {_LEAST_PLANS} of {BUBBLE_WEEKS} weeks are needed, there are {len(plans)}",
            "",
        )
    sources = {source.id: source for source in pack.sources}
    minutes, n_pieces = _minutes(plans, known, sources)
    most = pack.cadence.max_per_source * BUBBLE_WEEKS
    there = Counter({name: min(n, most) for name, n in known.published.items() if name in sources})
    if not minutes or not there:
        return None, ("nothing was planned, or nothing published, in these weeks", "")
    ratios: dict[str, tuple[float, float, float]] = {}
    for name, kinds in _DIMENSIONS.items():
        mine = effective_number(_spread(minutes, sources, kinds).values())
        field_ = min(effective_number(_spread(there, sources, kinds).values()), n_pieces)
        if field_:
            ratios[name] = (min(1.0, mine / field_), mine, field_)
    value = round(1 - math.fsum(ratio for ratio, *_ in ratios.values()) / len(ratios), 3)
    basis = ", ".join(f"{name} {mine:.1f} of {field_:.1f}" for name, (_, mine, field_) in ratios.items())
    if value <= _FINE_BUBBLE:
        return value, (f"effective numbers of {len(plans)} weeks: {basis}", "")
    worst = min(ratios, key=lambda name: (ratios[name][0], name))
    remedy = _wider(
        worst, _spread(minutes, sources, _DIMENSIONS[worst]), _spread(there, sources, _DIMENSIONS[worst])
    )
    return value, (f"effective numbers of {len(plans)} weeks: {basis}", remedy)


def _minutes(plans: Sequence[Plan], known: Field, sources: Mapping[str, Source]) -> tuple[Counter[str], int]:
    """Planned minutes by source, those of a list shared among its items; and the number of pieces."""
    minutes: Counter[str] = Counter()
    n_pieces = 0
    for slot in (slot for plan in plans for session in plan.sessions for slot in session.slots):
        names = _sources_of(slot, known, sources)
        n_pieces += len(names)
        for name in names:
            minutes[name] += slot.minutes / len(names)  # type: ignore[assignment]
    return minutes, n_pieces


def _sources_of(slot: Slot, known: Field, sources: Mapping[str, Source]) -> list[str]:
    works = [part.work for part in slot.items] or [slot.work]
    found = [known.works[name].source_id for name in works if name in known.works]
    return [name for name in found if name in sources]


def _spread(amounts: Mapping[str, float], sources: Mapping[str, Source], kinds: Kinds) -> dict[str, float]:
    """Amounts by source as amounts by kind; a source of several kinds shares its own among them."""
    spread: dict[str, float] = {}
    for name, amount in amounts.items():
        of = tuple(kinds(sources[name]))
        for kind in of:
            spread[kind] = spread.get(kind, 0.0) + amount / len(of)
    return spread


def _wider(dimension: str, mine: Mapping[str, float], there: Mapping[str, float]) -> str:
    most = max(mine, key=lambda kind: (mine[kind], kind))
    share = mine[most] / math.fsum(mine.values())
    total, whole = math.fsum(there.values()), math.fsum(mine.values())
    lacking = max(there, key=lambda kind: (there[kind] / total - mine.get(kind, 0.0) / whole, kind))
    remedy = f"{most} has {share:.0%} of your minutes; {lacking} is what the field has more of"
    if dimension == "sources":
        return f"{remedy}: `mainstem search` it, and pin one piece"
    return f"{remedy}: pin one piece of it (`mainstem pin`)"
