"""The deep paper's two lanes: the canon in reading order, and new work, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence

from mainstem.model import CanonWork, Pack, Slot, SlotRule, Work
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.minutes import clamp, factor, slot_min
from mainstem.pipeline.planning.pool import LET_GO_WEEKS, Candidate

# The canon is what everyone is expected to know, so its next row needs no better score.
_CANON_SCORE = 1.0


def split_canon(pool: Sequence[Candidate], pack: Pack) -> tuple[dict[str, Candidate], list[Candidate]]:
    """The pool's canon works by canon row id, and the rest: canon is read in its own slots, or pinned."""
    row_of = {key: row.id for row in pack.canon for key in (row.key, *row.aliases)}
    canon: dict[str, Candidate] = {}
    rest: list[Candidate] = []
    for candidate in pool:
        keys = (candidate.work.id, *candidate.work.keys)
        row = None if candidate.pinned else next((row_of[key] for key in keys if key in row_of), None)
        if row is None:
            rest.append(candidate)
        else:
            canon.setdefault(row, candidate)
    return canon, rest


def is_canon_turn(rule: SlotRule, desk: Desk) -> bool:
    """Whether the last planned deep paper was new work; a first week starts with new work."""
    keys = {key for row in desk.pack.canon for key in _keys(row, desk)}
    for plan in desk.past:
        slots = [slot for session in plan.sessions for slot in session.slots if slot.kind == rule.kind]
        if slots:
            return not any(slot.work in keys for slot in slots)
    return False


def read_first(work: Work, rule: SlotRule, desk: Desk) -> Choice | None:
    """The first canon row that ``work`` builds on and that the reader has not read, as a choice.

    Which works follow a row is said by the canon. A row that was let go stands in nobody's way.
    """
    for number, row in enumerate(desk.pack.canon, start=1):
        if not {work.id, *work.keys}.isdisjoint(later.key for later in row.successors if later.key):
            keys = _keys(row, desk)
            if not desk.history.is_done(keys) and desk.history.weeks_waiting(keys) < LET_GO_WEEKS:
                return _choice(number, row, rule, desk, f"read it before {_short(work.title)}")
    return None


def _short(title: str) -> str:
    return title.partition(":")[0] if len(title) > 40 else title


def next_canon(rule: SlotRule, desk: Desk) -> Choice | None:
    """The next canon work in reading order that is not done or let go, and was out by ``desk.at``."""
    for number, row in enumerate(desk.pack.canon, start=1):
        keys = _keys(row, desk)
        waits = desk.history.weeks_waiting(keys) < LET_GO_WEEKS
        is_out = (row.submitted or "") <= desk.at.date().isoformat()
        if waits and is_out and not desk.history.is_done(keys):
            return _choice(number, row, rule, desk)
    return None


def _choice(number: int, row: CanonWork, rule: SlotRule, desk: Desk, before: str = "") -> Choice:
    known = desk.canon.get(row.id)
    work = known.work if known else None
    source = next((s for s in desk.pack.sources if s.ids.get("canon") == row.id), None)
    default = desk.cadence.minutes.get(rule.kind, desk.cadence.minutes.get("paper", rule.max_min))
    pace = desk.habits.pace
    slot = Slot(
        kind=rule.kind,
        minutes=slot_min(work, rule, desk.cadence, pace)
        if work
        else clamp(default * factor(rule.kind, pace), rule),
        stream=work.stream if work else "paper",
        sector=work.sector if work else source.sector if source else None,
        title=row.title,
        url=row.url,
        work=work.id if work else row.key,
        why=" · ".join(
            part
            for part in (
                before,
                f"canon {number} of {len(desk.pack.canon)}",
                row.group,
                row.why,
                known.why if known else "",
            )
            if part
        ),
        source=known.source if known else "canon",
        prompts=rule.prompts,
    )
    return Choice(slot, (slot.work,), _CANON_SCORE)


def _keys(row: CanonWork, desk: Desk) -> tuple[str, ...]:
    known = desk.canon.get(row.id)
    return (row.key, *row.aliases, *((known.work.id, *known.work.keys) if known else ()))
