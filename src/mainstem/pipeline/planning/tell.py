"""What a plan says about itself: which quotas yielded and why, and what nearly made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mainstem.model import Missed, SlotRule, Yielded
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.pool import fits
from mainstem.pipeline.planning.solve import Problem, n_met, n_possible
from mainstem.pipeline.planning.week import Quota


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


def missed(problem: Problem, picks: Sequence[Choice], desk: Desk) -> Iterator[Missed]:
    """For each kind of slot that the plan has, the best work left out of it, and what it lacked.

    In the order of the cadence; no work stands under two kinds.
    """
    told = {work for choice in picks for work in choice.works}
    filled = _filled(problem, picks)
    for rule in desk.cadence.slots:
        if rule.kind not in filled.lowest:
            continue
        best = _left_of_bundle(rule, desk, told) if rule.bundle else _left(rule.kind, problem, filled, told)
        if best is not None:
            told.add(best.work)
            yield best


def _left(kind: str, problem: Problem, filled: _Filled, told: Collection[str]) -> Missed | None:
    out = (c for c in problem.choices if c.slot.kind == kind and c.source_id and c.works[0] not in told)
    choice = min(out, key=lambda c: (-c.score, c.works[0]), default=None)
    if choice is None:
        return None
    slot = choice.slot
    return Missed(kind, slot.title, slot.url, slot.work, choice.score, _lacked(choice, problem, filled))


def _left_of_bundle(rule: SlotRule, desk: Desk, told: Collection[str]) -> Missed | None:
    """The best work that fits a list and stands in none."""
    out = (c for c in desk.pool if fits(rule, c) and not c.listed and c.work.id not in told)
    best = next(out, None)
    if best is None:
        return None
    reason = f"score {best.score:.3f}; a list has {rule.bundle} works of a few sources, and this one found no place"
    return Missed(rule.kind, best.work.title, best.work.url, best.work.id, best.score, reason)


def leaning(problem: Problem, picks: Sequence[Choice]) -> Iterator[str]:
    """Says so where academic and industrial minutes of four weeks are farther apart than a deep paper."""
    signs = {"academic": 1, "industrial": -1}
    lean = problem.lean_min + sum(c.slot.minutes * signs.get(c.slot.sector or "", 0) for c in picks)
    if abs(lean) > problem.lean_limit_min:
        more, less = ("academic", "industrial") if lean > 0 else ("industrial", "academic")
        yield (
            f"Over four weeks {more} reading has {abs(lean)} minutes more than {less}: "
            "what is known and the quotas allow no better balance."
        )


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
