"""Every choice that the solver has: for each slot rule, the slots that could fill it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mainstem.model import Cadence, Slot, SlotRule, Stream
from mainstem.pipeline.planning.bundle import bundles
from mainstem.pipeline.planning.canon import is_canon_turn, next_canon
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.minutes import slot_min
from mainstem.pipeline.planning.pool import Candidate, fits
from mainstem.pipeline.planning.task import TASKS, task

DEEP = "deep_paper"
# A paper that stands for its venue is worth a trifle less there than an entry of the venue itself.
_STANDS_FOR = 0.99
_SURVEY = re.compile(
    r"\b(surveys?|review of|overview|landscape|roadmap|taxonomy|state of|year in review|retrospective"
    r"|(annual|yearly|industry) (report|analysis|index)|index report|trends)\b",
    re.IGNORECASE,
)


def choices_of(desk: Desk) -> list[Choice]:
    """Every choice for every rule that the week wants, and for the rules that only fill."""
    wanted = {quota.kind: quota.wanted for quota in desk.quotas}
    rules = [rule for rule in desk.cadence.slots if rule.kind in wanted or not rule.count]
    return [choice for rule in rules for choice in _of_rule(rule, desk, wanted.get(rule.kind, 0))]


def looks_like_survey(title: str) -> bool:
    """Whether a title sounds like a survey, a yearly report or an analysis of the industry."""
    return bool(_SURVEY.search(title))


def _of_rule(rule: SlotRule, desk: Desk, wanted: int) -> Iterable[Choice]:
    if rule.kind in TASKS:
        return [task(rule, desk)]
    if rule.bundle:
        return bundles(rule, desk, wanted)
    if rule.kind == DEEP:
        return _deep(rule, desk)
    fitting = [c for c in desk.candidates if fits(rule, c)]
    if rule.kind == "survey":
        fitting = [c for c in desk.pool if fits(rule, c) and looks_like_survey(c.work.title)][:10]
    return _singles(rule, fitting, desk.cadence)


def _deep(rule: SlotRule, desk: Desk) -> list[Choice]:
    """The canon's next work or the new papers, whichever's turn it is; the other where that has nothing."""
    canon = next_canon(rule, desk)
    fresh = list(_singles(rule, [c for c in desk.candidates if fits(rule, c)], desk.cadence))
    return [canon] if canon and (not fresh or is_canon_turn(rule, desk)) else fresh


def _singles(rule: SlotRule, candidates: Iterable[Candidate], cadence: Cadence) -> Iterator[Choice]:
    for candidate in candidates:
        work = candidate.work
        slot = Slot(
            kind=rule.kind,
            minutes=slot_min(work, rule, cadence),
            stream=work.stream,
            sector=work.sector,
            title=work.title,
            url=work.url,
            work=work.id,
            why=candidate.why,
            source=candidate.source,
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
