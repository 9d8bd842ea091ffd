"""The two gauges of a plan: days behind the field, and filter bubble. Pure.

*Days behind*: of the works that mattered and reached a plan of the last twelve weeks, how old the median one was
then. A work mattered when the code, documents or releases of a project that is not its own cite it, or two
independent sources do: evidence of use, not votes. The canon is left out, since it is old by design.

*Filter bubble*: how much less varied the minutes of the last eight weeks were than the field. Variety is the
effective number, the exponential of the entropy, of sources, streams, sectors and axes. The field is what the
sources published meanwhile, of each no more than it could have had in the plans. The gauge is 1 less the mean of the
four ratios: 0 is as varied as the field, 1 a single voice.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from statistics import median

from mainstem.model import Gauge, Gauges, Mention, Pack, Plan, Slot, Source, Work, stream_of

BEHIND_WEEKS = 12
BUBBLE_WEEKS = 8
N_HISTORY = 12  # values of earlier plans that are shown
_LEAST_WORKS = 5  # that mattered, before a median says anything
_LEAST_PLANS = 3  # before minutes say anything of habits
_USE = frozenset({"code", "docs", "release"})  # kinds of mentions that tell of use
_INDEPENDENT = 2  # sources that make a work matter where nobody is known to use it
_FINE_DAYS = 14  # about the pace of a person who is current: a week to be noticed, a week to be planned
_FINE_BUBBLE = 0.25


@dataclass(frozen=True, slots=True)
class Field:
    """What is known of the field, to measure plans against."""

    works: Mapping[str, Work]  # of the plans, by id
    mentions: Mapping[str, Sequence[Mention]]  # by work id, none later than the plan's moment
    published: Mapping[str, int] = field(default_factory=dict)  # items of the last weeks by source id


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


def _days_behind(plan: Plan, past: Sequence[Plan], known: Field, pack: Pack) -> tuple[float | None, Told]:
    first = plan.starts_on - timedelta(weeks=BEHIND_WEEKS)
    canon = {key for row in pack.canon for key in (row.key, *row.aliases)}
    reached: dict[str, Plan] = {}
    for one in (plan, *past):  # the earliest plan wins, so latest first
        reached |= dict.fromkeys(_works(one), one)
    ages: dict[str, tuple[float, str]] = {}
    for name, one in reached.items():
        work = known.works.get(name)
        if work is None or one.starts_on < first or not canon.isdisjoint((work.id, *work.keys)):
            continue
        if mattered(work, known.mentions.get(work.id, ())):
            ages[work.id] = (max(0.0, (one.at - work.known_at) / timedelta(days=1)), work.stream or "other")
    if len(ages) < _LEAST_WORKS:
        told = f"{_LEAST_WORKS} works that mattered must have reached your plans; so far {len(ages)} did"
        return None, (told, "")
    value = round(median(age for age, _ in ages.values()), 1)
    basis = f"{len(ages)} works that mattered reached your plans of {BEHIND_WEEKS} weeks, the median at {value:g} days"
    return value, (basis, "" if value <= _FINE_DAYS else _sooner(ages.values()))


def _sooner(ages: Iterable[tuple[float, str]]) -> str:
    by_stream: dict[str, list[float]] = {}
    for age, stream in ages:
        by_stream.setdefault(stream, []).append(age)
    slowest = max(by_stream, key=lambda stream: (median(by_stream[stream]), stream))
    days = median(by_stream[slowest])
    return (
        f"{slowest.capitalize()} items come last, after {days:.0f} days: `mainstem sync` every day, and pin what "
        "the plan says it left out (`mainstem pin`)"
    )


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
