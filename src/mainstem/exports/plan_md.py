"""The plan as a Markdown page to paste into notes: boxes to tick, links, minutes, and why."""

from __future__ import annotations

from collections.abc import Iterator

from mainstem.exports._markdown import link, plain, words
from mainstem.model import Dated, Gauge, Missed, Plan, Session, Slot

MEDIA = "text/markdown; charset=utf-8"


def write(plan: Plan) -> str:
    """The plan as a page of CommonMark with task-list boxes, safe against markup in titles."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"# Reading week {plan.week}"
    yield ""
    known = f"{plan.at:%Y-%m-%d %H:%M %Z}"
    yield f"{plan.planned_min} of {plan.budget_min} minutes, made from what was known at {known}."
    if plan.snapshot_date:
        streams = ", ".join(plan.snapshot_streams) or "all streams"
        yield f"From the snapshot of {plan.snapshot_date}: {streams}."
    for notice in plan.notices:
        yield from ("", f"**{plain(notice)}**")
    for alert in plan.alerts:
        yield from ("", f"**{plain(alert.name)}**: {link(alert.title, alert.url)} ({plain(alert.why)})")
    for session in plan.sessions:
        yield from _session(session)
    yield from _foot(plan)


def _foot(plan: Plan) -> Iterator[str]:
    """What yielded, was left out or let go, the dates, the gauges and the proof."""
    if plan.yielded:
        yield from ("", "## What yielded", "")
    for told in plan.yielded:
        yield f"- {words(told.kind)}: {told.got} of {told.wanted}, {plain(told.reason)}"
    lists = (
        ("The best left out of each kind of slot", map(_missed, plan.missed)),
        ("Let go, unread", map(_missed, plan.let_go)),
        ("Dates of the venues", map(_dated, plan.dates)),
    )
    for title, lines in lists:
        rows = list(lines)
        if rows:
            yield from ("", f"## {title}", "", *rows)
    if plan.gauges.about:
        yield from ("", "## Where you stand", "")
    for gauge in plan.gauges.about:
        yield from _gauge(gauge, getattr(plan.gauges, gauge.name))
    yield ""
    yield (
        f"The week is worth {plan.objective:.1f}, and none that meets these quotas more than {plan.bound:.1f} "
        f"({plan.gap:.1%})."
    )


def _session(session: Session) -> Iterator[str]:
    yield ""
    yield f"## {session.at:%A %Y-%m-%d, %H:%M} · {session.minutes} min"
    yield ""
    for slot in session.slots:
        yield from _slot(slot)


def _slot(slot: Slot) -> Iterator[str]:
    about = " · ".join(
        part for part in (words(slot.kind), f"{slot.minutes} min", slot.stream, slot.sector) if part
    )
    yield f"- [ ] {link(slot.title, slot.url)} ({about})"
    yield f"  {plain(slot.why)}"
    for part in slot.items:
        yield f"    - [ ] {link(part.title, part.url)}"
    for part in slot.about:
        yield f"    - {link(part.title, part.url)}"
    for prompt in slot.prompts:
        yield f"    - {plain(prompt)}"


def _missed(told: Missed) -> str:
    return f"- {link(told.title, told.url)}: {plain(told.reason)}"


def _dated(dated: Dated) -> str:
    when = f"{dated.at:%Y-%m-%d}" + (f" to {dated.last}" if dated.last else f"{dated.at: %H:%M %Z}")
    return f"- {when}: {link(dated.title, dated.url)}"


def _gauge(gauge: Gauge, value: float | None) -> Iterator[str]:
    shown = "not known yet" if value is None else f"{value:g}"
    yield f"- {words(gauge.name)}: {shown} ({plain(gauge.basis)})"
    if gauge.history:
        yield "  earlier: " + ", ".join(f"{week} {number:g}" for week, number in gauge.history)
    if gauge.remedy:
        yield f"  suggested: {plain(gauge.remedy)}"
