"""Every choice that the solver has: for each slot rule, the slots that could fill it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from mainstem.model import Slot, SlotRule, Stream
from mainstem.pipeline.planning.bundle import bundles, lengths_of
from mainstem.pipeline.planning.canon import is_canon_turn, next_canon, read_first
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.followed import by
from mainstem.pipeline.planning.minutes import slot_min
from mainstem.pipeline.planning.pool import Candidate, fits
from mainstem.pipeline.planning.survey import surveys
from mainstem.pipeline.planning.task import TASKS, task
from mainstem.pipeline.planning.track import units

DEEP, COMMON = "deep_paper", "common"
# A paper that stands for its venue is worth a trifle less there than an entry of the venue itself.
_STANDS_FOR = 0.99
_ASKED_FOR = 1.0  # the score of what the reader pinned
N_OFFERED = 10  # works that a slot with its own rule offers to the solver


def choices_of(desk: Desk) -> list[Choice]:
    """Every choice for every rule that the week wants, and for the rules that only fill."""
    wanted = {quota.kind: quota.wanted for quota in desk.quotas}
    rules = [rule for rule in desk.cadence.slots if rule.kind in wanted or not rule.count]
    return [choice for rule in rules for choice in _of_rule(rule, desk, wanted.get(rule.kind, 0))]


def _of_rule(rule: SlotRule, desk: Desk, wanted: int) -> Iterable[Choice]:
    if rule.kind in TASKS:
        return [task(rule, desk)]
    if rule.kind in OWN:
        return OWN[rule.kind](rule, desk)
    if rule.bundle:
        return bundles(rule, desk, wanted)
    if rule.kind == DEEP:
        return _deep(rule, desk)
    return singles(rule, [c for c in desk.candidates if fits(rule, c)], desk)


def deep_choices(desk: Desk) -> list[Choice]:
    """What could be this week's deep paper; nothing where the week wants none."""
    rule = next((quota.rule for quota in desk.quotas if quota.kind == DEEP), None)
    return _deep(rule, desk) if rule else []


def _deep(rule: SlotRule, desk: Desk) -> list[Choice]:
    """The canon's next work or the new papers, whichever's turn it is; the other where that has nothing.

    A new paper that follows a canon work which the reader has not read gives its place to that work.
    """
    together = [choice for choice in desk.common if choice.slot.kind == rule.kind]
    if together:
        return together
    canon = next_canon(rule, desk)
    first: dict[str, Choice] = {}
    fresh: list[Candidate] = []
    for candidate in (c for c in desk.candidates if fits(rule, c)):
        before = read_first(candidate.work, rule, desk)
        if before is None:
            fresh.append(candidate)
        else:
            first.setdefault(before.works[0], replace(before, score=candidate.score))
    found = [*first.values(), *singles(rule, fresh, desk)]
    return [canon] if canon and (not found or is_canon_turn(rule, desk)) else found


def singles(rule: SlotRule, candidates: Iterable[Candidate], desk: Desk) -> Iterator[Choice]:
    """One slot a work, and one more for a paper that stands for its venue."""
    for candidate in candidates:
        work = candidate.work
        slot = Slot(
            kind=rule.kind,
            minutes=slot_min(work, rule, desk.cadence, desk.habits.pace),
            stream=work.stream,
            sector=candidate.sector,
            title=work.title,
            url=work.url,
            work=work.id,
            why=candidate.why,
            source=candidate.source,
            prompts=rule.prompts,
            about=candidate.about,
        )
        for stream in candidate.streams:
            if rule.streams and stream not in rule.streams:
                continue
            if stream == work.stream:
                yield Choice(slot, (work.id,), candidate.score, work.source_id)
            else:
                stands = _standing_for(stream, slot, work.venue)
                yield Choice(stands, (work.id,), candidate.score * _STANDS_FOR, work.source_id)


def _standing_for(stream: Stream | None, slot: Slot, venue: str | None) -> Slot:
    return replace(slot, stream=stream, why=f"stands for its venue, {venue} · {slot.why}")


# --- slots whose works come from elsewhere than the candidates ---------------------------------------


def _pinned(rule: SlotRule, desk: Desk) -> Iterable[Choice]:
    """What the reader asked for; it needs no better score."""
    return (replace(one, score=_ASKED_FOR) for one in singles(rule, (c for c in desk.pool if c.pinned), desk))


def _followed(rule: SlotRule, desk: Desk) -> Iterable[Choice]:
    """New works of the labs and persons that the reader follows."""
    theirs = [(c, by(c.work, desk.habits.follows)) for c in desk.pool if not c.pinned and not c.listed]
    told = [replace(c, why=f"you follow {one.name} · {c.why}") for c, one in theirs if one]
    return singles(rule, told[:N_OFFERED], desk)


def _surveys(rule: SlotRule, desk: Desk) -> Iterable[Choice]:
    """Surveys and yearly reports, those on a subject that had none for longest first."""
    return singles(rule, surveys(rule, desk)[:N_OFFERED], desk)


def _catch_up(rule: SlotRule, desk: Desk) -> Iterable[Choice]:
    """What became known during the absence, what is used most first, and then by score."""
    if desk.absent_since is None:
        return ()
    meanwhile = [
        c
        for c in desk.pool
        if desk.absent_since <= c.work.known_at.date() < desk.week.starts_on and not c.pinned
    ]
    meanwhile.sort(key=lambda c: (-(c.use or 0.0), -c.score, c.work.id))
    return lengths_of(rule, meanwhile[: rule.bundle], desk)


def _common(rule: SlotRule, desk: Desk) -> Iterable[Choice]:
    """What the whole team reads, beside a deep paper."""
    return (choice for choice in desk.common if choice.slot.kind == rule.kind)


OWN: Mapping[str, Callable[[SlotRule, Desk], Iterable[Choice]]] = {
    "pinned": _pinned,
    COMMON: _common,
    "followed": _followed,
    "catch_up": _catch_up,
    "survey": _surveys,
    "track": units,
}
