"""Bundles: one slot that lists several items, the daily look at communities and the weekly newsletters."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby, zip_longest

from mainstem.model import Part, Slot, SlotRule
from mainstem.pipeline.minutes import clamp, reading_min
from mainstem.pipeline.plan_choice import Choice, Desk
from mainstem.pipeline.plan_pool import Candidate, fits

_FRESH = timedelta(days=14)  # a look at a community shows what is younger than this first
_ROTATION_WEEKS = 3  # a source that was looked at in these last weeks
_ROTATION = 0.8  # counts this much less for each time
_FEWEST = 2  # items of a bundle, where there are as many
_NAMED = 3  # sources named in a title

Bundle = Sequence[Candidate]


def bundles(rule: SlotRule, desk: Desk, wanted: int) -> list[Choice]:
    """Up to ``wanted`` disjoint bundles, each as choices of growing length.

    A daily rule looks at one or two sources a time, and another the next time. Any other rule takes the
    newest issue of every source. Nothing is listed that stood in a bundle of an earlier week.
    """
    new = [c for c in desk.pool if fits(rule, c) and not c.listed]
    made = _by_source(rule, new, desk, wanted) if rule.every == "day" else _newest(rule, new, wanted)
    return [choice for bundle in made for choice in _choices(rule, bundle, desk)]


def _by_source(rule: SlotRule, new: Bundle, desk: Desk, wanted: int) -> list[Bundle]:
    """The sources take turns, the best unseen items first; a short one is topped up by the next."""
    size = min(rule.bundle, max(_FEWEST, len(new) // max(1, wanted)))
    queue = deque(_in_rotation(rule, new, desk, size))
    made: list[Bundle] = []
    while queue and len(made) < wanted:
        bundle: list[Candidate] = []
        for _ in range(min(2, len(queue))):
            items = queue.popleft()
            n_taken = size - len(bundle)
            bundle += items[:n_taken]
            if items[n_taken:]:
                queue.append(items[n_taken:])
            if len(bundle) == size:
                break
        made.append(bundle)
    return made


def _in_rotation(rule: SlotRule, new: Bundle, desk: Desk, size: int) -> list[list[Candidate]]:
    """Each source's items, fresh ones first; sources by the scores of their top items and how often seen."""
    fresh_from = desk.at - _FRESH
    items = sorted(new, key=lambda c: (c.work.source_id, c.work.known_at < fresh_from, -c.score, c.work.id))
    groups = [list(group) for _, group in groupby(items, key=lambda c: c.work.source_id)]
    recent = [
        plan for plan in desk.past if plan.starts_on >= desk.week.starts_on - timedelta(weeks=_ROTATION_WEEKS)
    ]
    slots = [slot for plan in recent for session in plan.sessions for slot in session.slots]
    seen = [slot.work for slot in slots if slot.kind == rule.kind]

    def worth(group: list[Candidate]) -> tuple[float, str]:
        source_id = group[0].work.source_id
        return -math.fsum(c.score for c in group[:size]) * _ROTATION ** seen.count(source_id), source_id

    return sorted(groups, key=worth)


def _newest(rule: SlotRule, new: Bundle, wanted: int) -> Sequence[Bundle]:
    """The newest issue of each source, newest first, then the second of each, cut into bundles."""
    items = sorted(new, key=lambda c: (c.work.source_id, -c.work.known_at.timestamp(), c.work.id))
    groups = [list(group) for _, group in groupby(items, key=lambda c: c.work.source_id)]
    rounds = [[c for c in issues if c] for issues in zip_longest(*groups)]
    order = [
        c
        for issues in rounds
        for c in sorted(issues, key=lambda c: (-c.work.known_at.timestamp(), c.work.id))
    ]
    return [order[start : start + rule.bundle] for start in range(0, len(order), rule.bundle)][:wanted]


def _choices(rule: SlotRule, bundle: Bundle, desk: Desk) -> Iterator[Choice]:
    """The bundle's beginnings, one for each number of minutes; the longest where several take the same.

    Its items are glanced at, each for its share of the rule's most minutes. Who glances at several things
    reads the best of them, so its score is the chance that any is worth it, were the scores chances.
    """
    glance = rule.max_min / rule.bundle
    glances = [min(glance, reading_min(c.work, desk.cadence)) for c in bundle]
    lengths = {clamp(math.fsum(glances[:n]), rule): n for n in range(1, len(bundle) + 1)}
    for minutes, n in lengths.items():
        items = bundle[:n]
        score = 1 - math.prod(1 - c.score for c in items)
        yield Choice(_slot(rule, items, minutes, desk), tuple(c.work.id for c in items), score)


def _slot(rule: SlotRule, items: Bundle, minutes: int, desk: Desk) -> Slot:
    first = items[0]
    source = desk.pack.source(first.work.source_id)
    names = list(dict.fromkeys(c.source for c in items))
    best = max(items, key=lambda c: c.score)
    named = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if names[_NAMED:] else "")
    what = "top" if rule.every == "day" else "newest"
    return Slot(
        kind=rule.kind,
        minutes=minutes,
        stream=first.work.stream,
        sector=source.sector if source else first.work.sector,
        title=f"{rule.title}: {named}",
        url=source.home if source else first.work.url,
        work=first.work.source_id,
        why=f"{len(items)} {what} not listed before · best {best.score:.2f}: {best.why}",
        source=named,
        items=tuple(Part(c.work.title, c.work.url, c.work.id) for c in items),
    )
