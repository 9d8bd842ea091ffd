"""Slots with something to do rather than to read: a contribution a month, a talk a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mainstem.model import Pack, Slot, SlotRule
from mainstem.pipeline.planning.choice import Choice, Desk
from mainstem.pipeline.planning.minutes import clamp
from mainstem.pipeline.planning.pool import History
from mainstem.pipeline.planning.week import Quota, Week, period_of

TASKS = frozenset({"contribution", "talk"})
_NO_CODE = frozenset({"model", "book", "blog"})  # roles of repositories that hold no library to contribute to
_TASK_SCORE = 0.5  # a task has no score of its own: that of a middling work


def without_done(quotas: Sequence[Quota], week: Week, history: History) -> tuple[Quota, ...]:
    """The quotas less the tasks that were marked done since their month or quarter began."""
    return tuple(
        quota
        for quota in quotas
        if quota.kind not in TASKS
        or not history.done_since(task_id(quota.kind), _first_day(quota.rule, week.starts_on))
    )


def task_id(kind: str) -> str:
    """What a task goes by where a work's id is asked for."""
    return f"task:{kind}"


def task(rule: SlotRule, desk: Desk) -> Choice:
    """The rule's task, with a repository or venue to start from."""
    first = _first_day(rule, desk.week.starts_on)
    suggested = desk.habits.suggested[0] if desk.habits.suggested and rule.kind == "contribution" else None
    if suggested:
        title, url = f"Contribute to {suggested.project}: {suggested.title}", suggested.url
        what = ", ".join(suggested.reasons)
    else:
        title, url, what = _about(rule.kind, desk.pack, 12 * first.year + first.month)
    minutes = clamp(desk.cadence.minutes.get(rule.kind, rule.min_min), rule)
    work = task_id(rule.kind)
    why = f"one a {rule.every} · {what} · `mainstem read {work}` when it is done"
    slot = Slot(rule.kind, minutes, None, None, title, url, work, why, source="task")
    return Choice(slot, (work,), _TASK_SCORE)


def _first_day(rule: SlotRule, monday: date) -> date:
    year, number = period_of(rule.every, monday)
    return date(year, number if rule.every == "month" else 3 * number - 2, 1)


def _about(kind: str, pack: Pack, month: int) -> tuple[str, str, str]:
    """Title, link and reason; the repository or venue suggested changes with the month."""
    if kind == "talk":
        venues = [source for source in pack.sources if source.shelf == "venue" and not source.ended]
        if not venues:
            return "Give a talk", "", "telling others is the best test of having read"
        venue = venues[month % len(venues)]
        return "Give a talk", venue.home, f"to the team, or towards {venue.name}"
    code = [repository.name for repository in pack.repositories if repository.role not in _NO_CODE]
    if not code:
        return "Contribute upstream", "", "an issue, a fix or a write-up"
    name = code[month % len(code)]
    return f"Contribute to {name}", f"https://github.com/{name}/issues", "an issue, a fix or a write-up"
