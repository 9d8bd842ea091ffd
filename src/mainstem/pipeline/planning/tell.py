"""What a plan says about itself: which quotas yielded and why, and what nearly made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mainstem.model import Missed, Yielded
from mainstem.pipeline.planning.choice import Choice
from mainstem.pipeline.planning.solve import Problem, n_met, n_possible
from mainstem.pipeline.planning.week import Quota

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
    lowest: dict[str, Choice]  # kind -> its pick of the lowest score
    n_of: Counter[str | None]  # source id -> picks
    full: frozenset[str]  # kinds that have all they wanted


def missed(problem: Problem, picks: Sequence[Choice]) -> Iterator[Missed]:
    """The best works left out, best first, each under the first kind it could have been.

    No source has more of them than it may have in a week.
    """
    used = {work for choice in picks for work in choice.works}
    out: dict[str, Choice] = {}
    for choice in problem.choices:
        if choice.source_id and choice.works[0] not in used:
            out.setdefault(choice.works[0], choice)
    filled, n_told, n_of = _filled(problem, picks), 0, Counter[str | None]()
    for choice in sorted(out.values(), key=lambda c: (-c.score, c.works[0])):
        n_of[choice.source_id] += 1
        if n_told < N_MISSED and n_of[choice.source_id] <= problem.max_per_source:
            n_told += 1
            slot, reason = choice.slot, _lacked(choice, problem, filled)
            yield Missed(slot.kind, slot.title, slot.url, slot.work, choice.score, reason)


def _filled(problem: Problem, picks: Sequence[Choice]) -> _Filled:
    best_first = sorted(picks, key=lambda choice: -choice.score)
    return _Filled(
        left=problem.budget_min - sum(choice.slot.minutes for choice in picks),
        lowest={choice.slot.kind: choice for choice in best_first},
        n_of=Counter(choice.source_id for choice in picks),
        full=frozenset(q.kind for q in problem.quotas if not q.streams and n_met(q, picks) >= q.wanted),
    )


def _lacked(choice: Choice, problem: Problem, filled: _Filled) -> str:
    kind, minutes, score = choice.slot.kind, choice.slot.minutes, f"score {choice.score:.3f}"
    n_of_source = filled.n_of[choice.source_id]
    if n_of_source >= problem.max_per_source:
        return f"{choice.slot.source} has its {n_of_source} of {problem.max_per_source} places this week"
    last = filled.lowest.get(kind)
    if last and choice.score <= last.score:
        return f"{score}, the last {kind} that was picked has {last.score:.3f}"
    if last and kind in filled.full:
        return f"{score}; the {kind} with {last.score:.3f} was picked for its {_for_what(last, choice)}"
    if minutes > filled.left:
        return f"{score}, needs {minutes} min, {filled.left} of {problem.budget_min} left"
    return f"{score}, no sitting has {minutes} min free"


def _for_what(picked: Choice, other: Choice) -> str:
    """What speaks for a pick of a lower score."""
    if picked.slot.stream != other.slot.stream:
        return f"stream, {picked.slot.stream}"
    if picked.slot.sector != other.slot.sector:
        return f"sector, {picked.slot.sector}"
    return f"{picked.slot.minutes} min instead of {other.slot.minutes}"
