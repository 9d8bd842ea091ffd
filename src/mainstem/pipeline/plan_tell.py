"""What a plan says about itself: which quotas yielded and why, and what nearly made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.model import Missed, Yielded
from mainstem.pipeline.plan_choice import Choice
from mainstem.pipeline.plan_solve import Problem, n_met, n_possible
from mainstem.pipeline.plan_week import Quota

N_MISSED = 5


def yielded(problem: Problem, picks: Sequence[Choice]) -> Iterator[Yielded]:
    """Every quota that was not met, in order of priority."""
    left = problem.budget_min - sum(choice.slot.minutes for choice in picks)
    for quota in problem.quotas:
        got = n_met(quota, picks)
        if got < quota.wanted:
            reasons = _lacking(quota, problem, picks, left)
            yield Yielded(quota.kind, quota.wanted, got, "; ".join(reasons))


def _lacking(quota: Quota, problem: Problem, picks: Sequence[Choice], left: int) -> Iterator[str]:
    if quota.streams:
        there = {choice.slot.stream for choice in problem.choices}
        met = {choice.slot.stream for choice in picks}
        for stream in quota.streams:
            if stream not in there:
                yield f"{stream}: nothing to read in that stream"
            elif stream not in met:
                of_stream = [choice for choice in problem.choices if choice.slot.stream == stream]
                yield f"{stream}: {_no_room(of_stream, problem, left)}"
        return
    of_kind = [choice for choice in problem.choices if choice.slot.kind == quota.kind]
    possible = n_possible(quota, problem.choices)
    if possible < quota.wanted:
        yield f"only {possible} found that fit" if possible else "nothing found that fits"
    if n_met(quota, picks) < possible:
        yield _no_room(of_kind, problem, left)


def _no_room(choices: Sequence[Choice], problem: Problem, left: int) -> str:
    """Why none of these choices, which exist, was taken."""
    needed = min(choice.slot.minutes for choice in choices)
    holding = [s.max_min for s in problem.sittings if any(c.slot.kind in s.holds for c in choices)]
    if not holding:
        return "no sitting of the week holds it"
    if needed > max(holding):
        return f"no sitting holds {needed} min, the longest has {max(holding)}"
    if needed > left:
        return f"no minutes left: needs {needed} min, {left} of {problem.budget_min} left"
    return f"no sitting has {needed} min free, or its sources have their share"


@dataclass(frozen=True, slots=True)
class _Filled:
    """What the picks used up."""

    left: int
    lowest: dict[str, float]  # kind -> score of its last pick
    n_of: Counter[str | None]  # source id -> picks


def missed(problem: Problem, picks: Sequence[Choice]) -> Iterator[Missed]:
    """The best works left out, best first, each under the first kind it could have been."""
    used = {work for choice in picks for work in choice.works}
    lowest: dict[str, float] = {}
    for choice in picks:
        lowest[choice.slot.kind] = min(choice.score, lowest.get(choice.slot.kind, 1.0))
    left = problem.budget_min - sum(choice.slot.minutes for choice in picks)
    filled = _Filled(left, lowest, Counter(choice.source_id for choice in picks))
    out: dict[str, Choice] = {}
    for choice in problem.choices:
        if choice.source_id and choice.works[0] not in used:
            out.setdefault(choice.works[0], choice)
    for choice in sorted(out.values(), key=lambda c: (-c.score, c.works[0]))[:N_MISSED]:
        slot = choice.slot
        reason = _lacked(choice, problem, filled)
        yield Missed(slot.kind, slot.title, slot.url, slot.work, choice.score, reason)


def _lacked(choice: Choice, problem: Problem, filled: _Filled) -> str:
    kind, minutes = choice.slot.kind, choice.slot.minutes
    n_of_source = filled.n_of[choice.source_id]
    if n_of_source >= problem.max_per_source:
        return f"{choice.slot.source} has its {n_of_source} of {problem.max_per_source} places this week"
    last = filled.lowest.get(kind)
    if last is not None and choice.score <= last:
        return f"score {choice.score:.3f}, the last {kind} that was picked has {last:.3f}"
    if minutes > filled.left:
        return f"score {choice.score:.3f}, needs {minutes} min, {filled.left} of {problem.budget_min} left"
    if last is not None:
        return (
            f"score {choice.score:.3f} in {minutes} min: what stands there mixes streams and sectors better"
        )
    return f"no sitting has {minutes} min free"
