"""Courses and books as tracks: units in order, each read once, as many tracks as the reader began."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.model import Pack, Slot, SlotRule, Source
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.minutes import clamp, factor
from mainstem.pipeline.planning.pool import History

_SCORE = 0.9  # the reader chose the track, so a unit is worth about what a very good work is
_PREFIX = "track:"


def track_id(source_id: str, number: int | None = None) -> str:
    """What a track, or its unit of that number (from 1), goes by where a work's id is asked for."""
    return f"{_PREFIX}{source_id}" + ("" if number is None else f"/{number}")


def tracks(pack: Pack) -> list[Source]:
    """The courses and books whose units the pack knows, in its order."""
    return [source for source in pack.sources if source.units]


def started(pack: Pack, history: History) -> list[Source]:
    """The tracks that were begun, not given up, and not finished."""
    begun = [source for source in tracks(pack) if history.is_started(track_id(source.id))]
    return [source for source in begun if next_unit(source, history) is not None]


def next_unit(source: Source, history: History) -> int | None:
    """The number of the first unit that is not done; None at the end."""
    numbers = range(1, len(source.units) + 1)
    return next((n for n in numbers if not history.is_done((track_id(source.id, n),))), None)


def units(rule: SlotRule, desk: Desk) -> Iterator[Choice]:
    """The next unit of each track, of those first that had no slot last week."""
    begun = started(desk.pack, desk.history)
    last = {slot.work for plan in desk.past[:1] for session in plan.sessions for slot in session.slots}
    rested = [source for source in begun if not any(_is_of(source, work) for work in last)]
    for source in rested or begun:
        number = next_unit(source, desk.history) or 1
        yield _choice(source, number, rule, desk)


def _choice(source: Source, number: int, rule: SlotRule, desk: Desk) -> Choice:
    unit, work = source.units[number - 1], track_id(source.id, number)
    minutes = clamp(unit.minutes * factor(rule.kind, desk.habits.pace), rule)
    why = f"unit {number} of {len(source.units)} · `mainstem read {work}` when it is done"
    if unit.minutes > rule.max_min:
        why = f"{unit.minutes} min in all, so in parts · {why}"
    slot = Slot(
        kind=rule.kind,
        minutes=minutes,
        stream=None,
        sector=source.sector,
        title=f"{_short(source.name)}: {unit.title}",
        url=unit.url or source.home,
        work=work,
        why=why,
        source=source.name,
    )
    return Choice(slot, (work,), _SCORE)


def _is_of(source: Source, work: str) -> bool:
    return work.startswith(f"{track_id(source.id)}/")


def _short(name: str) -> str:
    return name.partition(" (")[0].partition(": ")[0]


def done_minutes(source: Source, history: History) -> tuple[int, int]:
    """Units and minutes of a track that are done."""
    done = [u.minutes for n, u in enumerate(source.units, 1) if history.is_done((track_id(source.id, n),))]
    return len(done), sum(done)
