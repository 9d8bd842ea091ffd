"""Slots with something to do rather than to read: a contribution a month, a talk a quarter."""

from __future__ import annotations

from datetime import date

from mainstem.model import Pack, Slot, SlotRule
from mainstem.pipeline.minutes import clamp
from mainstem.pipeline.plan_choice import Choice, Desk
from mainstem.pipeline.plan_week import period_of

TASKS = frozenset({"contribution", "talk"})
_TASK_SCORE = 0.5  # a task has no score of its own: that of a middling work


def task(rule: SlotRule, desk: Desk) -> list[Choice]:
    """The rule's task, unless it was marked done since its month or quarter began."""
    monday = desk.week.starts_on
    year, number = period_of(rule.every, monday)
    first_month = number if rule.every == "month" else 3 * number - 2
    work = f"task:{rule.kind}"
    if desk.history.done_since(work, date(year, first_month, 1)):
        return []
    title, url, what = _about(rule.kind, desk.pack, 12 * year + first_month)
    minutes = clamp(desk.cadence.minutes.get(rule.kind, rule.min_min), rule)
    why = f"one a {rule.every} · {what} · `mainstem read {work}` when it is done"
    slot = Slot(rule.kind, minutes, None, None, title, url, work, why, source="task")
    return [Choice(slot, (work,), _TASK_SCORE)]


def _about(kind: str, pack: Pack, month: int) -> tuple[str, str, str]:
    """Title, link and reason; the repository or venue suggested changes with the month."""
    if kind == "talk":
        venues = [source for source in pack.sources if source.shelf == "venue" and not source.ended]
        if not venues:
            return "Give a talk", "", "telling others is the best test of having read"
        venue = venues[month % len(venues)]
        return "Give a talk", venue.home, f"to the team, or towards {venue.name}"
    if not pack.repositories:
        return "Contribute upstream", "", "an issue, a fix or a write-up"
    name = pack.repositories[month % len(pack.repositories)].name
    return f"Contribute to {name}", f"https://github.com/{name}/issues", "an issue, a fix or a write-up"
