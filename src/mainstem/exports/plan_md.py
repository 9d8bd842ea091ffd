"""The plan as a Markdown page to paste into notes: boxes to tick, links, minutes, and why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

from mainstem.model import Dated, Gauge, Missed, Plan, Session, Slot

# What CommonMark or GitHub's dialect takes for markup in the middle of a line.
_INLINE = re.compile(r"([\\`*_\[\]<>|~&$])")
# What opens a block when it stands at the start of a line.
_BLOCK = re.compile(r"^(\d*)([#+\-=:.)])")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
# Characters that may stand in a link's target as they are; brackets and spaces may not.
_SAFE_IN_URL = "/:?#@!$&'*+,;=%~-._"


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
        yield from ("", f"**{_plain(notice)}**")
    for alert in plan.alerts:
        yield from ("", f"**{_plain(alert.name)}**: {_link(alert.title, alert.url)} ({_plain(alert.why)})")
    for session in plan.sessions:
        yield from _session(session)
    yield from _foot(plan)


def _foot(plan: Plan) -> Iterator[str]:
    """What yielded, was left out or let go, the dates, the gauges and the proof."""
    if plan.yielded:
        yield from ("", "## What yielded", "")
    for told in plan.yielded:
        yield f"- {_words(told.kind)}: {told.got} of {told.wanted}, {_plain(told.reason)}"
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
        part for part in (_words(slot.kind), f"{slot.minutes} min", slot.stream, slot.sector) if part
    )
    yield f"- [ ] {_link(slot.title, slot.url)} ({about})"
    yield f"  {_plain(slot.why)}"
    for part in slot.items:
        yield f"    - [ ] {_link(part.title, part.url)}"
    for part in slot.about:
        yield f"    - {_link(part.title, part.url)}"
    for prompt in slot.prompts:
        yield f"    - {_plain(prompt)}"


def _missed(told: Missed) -> str:
    return f"- {_link(told.title, told.url)}: {_plain(told.reason)}"


def _dated(dated: Dated) -> str:
    when = f"{dated.at:%Y-%m-%d}" + (f" to {dated.last}" if dated.last else f"{dated.at: %H:%M %Z}")
    return f"- {when}: {_link(dated.title, dated.url)}"


def _gauge(gauge: Gauge, value: float | None) -> Iterator[str]:
    shown = "not known yet" if value is None else f"{value:g}"
    yield f"- {_words(gauge.name)}: {shown} ({_plain(gauge.basis)})"
    if gauge.history:
        yield "  earlier: " + ", ".join(f"{week} {number:g}" for week, number in gauge.history)
    if gauge.remedy:
        yield f"  suggested: {_plain(gauge.remedy)}"


def _link(title: str, url: str) -> str:
    """The title, linked where the address is one that a click may follow."""
    shown = _plain(title) or "untitled"
    return f"[{shown}](<{_target(url)}>)" if _WEB.match(url) else shown


def _target(url: str) -> str:
    return quote(url, safe=_SAFE_IN_URL)


def _words(kind: str) -> str:
    """A slot kind as one writes it: ``deep paper``."""
    return _plain(kind.replace("_", " "))


def _plain(text: str) -> str:
    """``text`` on one line, with nothing left that Markdown would read as markup."""
    line = " ".join(text.split())
    return _BLOCK.sub(r"\1\\\2", _INLINE.sub(r"\\\1", line))
