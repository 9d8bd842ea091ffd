"""Bundles: one slot that lists several items, the daily look at communities and the weekly newsletters."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import zip_longest

from mainstem.model import Part, Slot, SlotRule
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.minutes import clamp, reading_min
from mainstem.pipeline.planning.pool import Candidate, fits

_FRESH = timedelta(days=14)  # bundles list what is younger than this, unless there is too little of it
_ROTATION_WEEKS = 3  # a source that was looked at in these last weeks, or earlier in this one,
_ROTATION = 0.8  # is worth this much of itself for each time
_FEWEST = 2  # items of a bundle, where there are as many
_NAMED = 3  # sources named in a title

Bundle = Sequence[Candidate]


def bundles(rule: SlotRule, desk: Desk, wanted: int) -> list[Choice]:
    """Up to ``wanted`` disjoint bundles, each as choices of growing length.

    A daily rule looks at one or two sources a time, and at others the next time. Any other rule takes an
    issue of every source before a second of any. Nothing is listed that stood in a bundle of an earlier week.
    """
    new = [c for c in desk.pool if fits(rule, c) and not c.listed and not c.pinned]
    fresh = [c for c in new if c.work.known_at >= desk.at - _FRESH]
    items = fresh if len(fresh) >= _FEWEST * wanted else new
    made = (
        _by_source(rule, items, desk, wanted) if rule.every == "day" else _issues(rule, items, desk, wanted)
    )
    return [choice for bundle in made for choice in lengths_of(rule, bundle, desk)]


def _by_source(rule: SlotRule, items: Bundle, desk: Desk, wanted: int) -> list[Bundle]:
    """The sources take turns, the best unseen items first; a short one is topped up by another."""
    size = min(rule.bundle, max(_FEWEST, len(items) // max(1, wanted)))
    n_seen = _times_seen(rule, desk)
    groups = _by_source_id(items)

    def turn() -> list[Candidate]:
        source_id = max(groups, key=lambda s: (_worth(groups[s][:size]) * _ROTATION ** n_seen[s], s))
        n_seen[source_id] += 1
        return groups.pop(source_id)

    made: list[Bundle] = []
    while groups and len(made) < wanted:
        first = turn()
        second = turn() if len(first) < size and groups else []
        made.append((first + second)[:size])
        left = first[size:] + second[max(0, size - len(first)) :]
        groups |= _by_source_id(left)
    return made


def _issues(rule: SlotRule, items: Bundle, desk: Desk, wanted: int) -> Sequence[Bundle]:
    """The best issue of each source, newest first, then the second of each, cut into bundles."""
    most = rule.bundle if rule.sources else desk.cadence.max_per_source  # its own sources, all they have
    groups = [issues[:most] for issues in _by_source_id(items).values()]
    rounds = [[c for c in issues if c] for issues in zip_longest(*groups)]
    order = [c for issues in rounds for c in sorted(issues, key=_newest_first)]
    return [order[start : start + rule.bundle] for start in range(0, len(order), rule.bundle)][:wanted]


def _by_source_id(items: Bundle) -> dict[str, list[Candidate]]:
    """The items of each source, in the order given (best first)."""
    groups: defaultdict[str, list[Candidate]] = defaultdict(list)
    for candidate in items:
        groups[candidate.work.source_id].append(candidate)
    return dict(groups)


def _newest_first(candidate: Candidate) -> tuple[float, str]:
    return -candidate.work.known_at.timestamp(), candidate.work.id


def _times_seen(rule: SlotRule, desk: Desk) -> Counter[str]:
    """How often each source was looked at in the last weeks."""
    first = desk.week.starts_on - timedelta(weeks=_ROTATION_WEEKS)
    slots = [slot for plan in desk.past if plan.starts_on >= first for s in plan.sessions for slot in s.slots]
    return Counter(slot.work for slot in slots if slot.kind == rule.kind)


def _worth(items: Bundle) -> float:
    return math.fsum(c.score for c in items)


def lengths_of(rule: SlotRule, bundle: Bundle, desk: Desk) -> Iterator[Choice]:
    """The bundle's beginnings, one for each number of minutes; the longest where several take the same.

    Its items are glanced at, each for its share of the rule's most minutes. Its score is their mean, so that a
    list grows only by items that are worth more than what else would fill those minutes.
    """
    glance = rule.max_min / rule.bundle
    glances = [min(glance, reading_min(c.work, desk.cadence, desk.habits.pace)) for c in bundle]
    lengths = {clamp(math.fsum(glances[:n]), rule): n for n in range(1, len(bundle) + 1)}
    for minutes, n in lengths.items():
        items = bundle[:n]
        score = math.fsum(c.score for c in items) / n
        yield Choice(_slot(rule, items, minutes, desk), tuple(c.work.id for c in items), score)


def _slot(rule: SlotRule, items: Bundle, minutes: int, desk: Desk) -> Slot:
    first = items[0]
    source = desk.pack.source(first.work.source_id)
    names = list(dict.fromkeys(c.source for c in items))
    best = max(items, key=lambda c: c.score)
    named = ", ".join(names[:_NAMED]) + (f" and {len(names) - _NAMED} more" if names[_NAMED:] else "")
    what = {"day": "top item", "return": "work"}.get(rule.every, "issue")
    return Slot(
        kind=rule.kind,
        minutes=minutes,
        stream=first.work.stream,
        sector=source.sector if source else first.work.sector,
        title=f"{rule.title}: {named}",
        url=source.home if source else first.work.url,
        work=first.work.source_id,
        why=f"{len(items)} {what}{'s' * (len(items) > 1)} · best {best.score:.2f}: {best.why}",
        source=named,
        items=tuple(Part(c.work.title, c.work.url, c.work.id) for c in items),
        about=tuple(part for c in items for part in c.about if part.work != c.work.id),
    )
