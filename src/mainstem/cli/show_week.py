"""A plan on the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import count

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from mainstem.model import STREAMS, Action, Dated, Gauge, Missed, Part, Plan, Session, Slot

NAMES = {
    "deep_paper": "deep paper",
    "sample": "sample",
    "catch_up": "catch-up",
    "newsletter": "newsletters",
    "check": "community check",
    "skim": "skim",
    "survey": "survey",
    "contribution": "contribution",
    "talk": "talk",
    "read": "read",
}
COLOURS = {"venue": "magenta", "paper": "blue", "blog": "green", "community": "yellow"}
TICKS: dict[Action, str] = {"read": "✓ read", "skip": "– skipped", "later": "→ later", "note": "✎ noted"}


_UNITS = {"days_behind": "{:g} days", "filter_bubble": "{:.2f} of 1"}
_N_DATES = 5
_N_LET_GO = 3


def _name(kind: str) -> str:
    return NAMES.get(kind, kind.replace("_", " "))


def show(plan: Plan, done: Mapping[str, Action], console: Console) -> None:
    """Prints the plan; ``done`` says what the person did with its works."""
    numbers = count(1)
    width = min(console.width, 110)
    console.print(_head(plan, width), width=width)
    for session in plan.sessions:
        console.print(_session(session, numbers, done, console), width=width)
    console.print(_foot(plan), width=width)


def _head(plan: Plan, width: int) -> RenderableType:
    _, week = plan.week.split("-W")
    last = plan.starts_on + timedelta(days=6)
    title = Text.assemble(
        ("Mainstem", "bold"), f" · week {int(week)} · {plan.starts_on:%-d %B} to {last:%-d %B %Y}"
    )
    line = Table.grid(expand=True)
    line.add_column()
    line.add_column(justify="right")
    line.add_row(title, Text(f"{plan.planned_min} of {plan.budget_min} min", style="bold"))
    return Group(line, _bar(plan, width), *_notices(plan), *_alerts(plan))


def _bar(plan: Plan, width: int) -> Text:
    full = min(width * plan.planned_min // max(1, plan.budget_min), width)
    return Text.assemble(("━" * full, "cyan"), ("━" * (width - full), "bright_black"))


def _notices(plan: Plan) -> list[Text]:
    told = [Text(notice, style="yellow") for notice in plan.notices]
    if not plan.snapshot_date:
        return told
    if len(plan.snapshot_streams) == len(STREAMS):
        line = f"Planned from the shipped snapshot of {plan.snapshot_date}: nothing was fetched yet."
    else:
        line = f"The {_listed(plan.snapshot_streams)} stream comes from the snapshot of {plan.snapshot_date}."
    return [*told, Text(f"{line} `mainstem sync` brings what is new.", style="yellow")]


def _alerts(plan: Plan) -> list[Text]:
    return [
        Text.assemble(
            ("! ", "bold red"), (one.name, "bold"), ": ", (one.title, f"link {one.url}"), f" ({one.why})"
        )
        for one in plan.alerts
    ]


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:-1]) + (" and " if len(names) > 1 else "") + names[-1]


def _session(
    session: Session, numbers: count[int], done: Mapping[str, Action], console: Console
) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", width=3)
    table.add_column(justify="right", width=6)
    table.add_column()
    for slot in session.slots:
        table.add_row(str(next(numbers)), f"{slot.minutes} min", _slot(slot, done, console))
    head = Text.assemble(
        (f"\n{session.at:%A %-d %B, %H:%M}", "bold cyan"), (f" · {session.minutes} min", "dim")
    )
    return Group(head, table)


def _slot(slot: Slot, done: Mapping[str, Action], console: Console) -> RenderableType:
    mark = done.get(slot.work)
    title = Text(slot.title, style="dim strike" if mark in ("read", "skip") else "bold")
    if slot.url:
        title.stylize(f"link {slot.url}")
    lines: list[RenderableType] = [title, _facts(slot, mark)]
    if slot.why:
        lines.append(Text(slot.why, style="dim"))
    lines += [Text(f"✎ {prompt}", style="italic") for prompt in slot.prompts]
    if slot.items:
        lines.append(Padding(_parts(slot.items, done, console), (0, 0, 0, 1)))
    elif slot.url.startswith("http"):
        lines.append(
            Text(slot.url, style=f"dim link {slot.url}", overflow="ellipsis", no_wrap=console.is_terminal)
        )
    if slot.about:
        lines.append(Padding(_parts(slot.about, done, console), (0, 0, 0, 1)))
    return Group(*lines)


def _facts(slot: Slot, mark: Action | None) -> Text:
    facts = Text.assemble((f"{TICKS[mark]} · ", "bold green") if mark else "", (_name(slot.kind), "italic"))
    if slot.stream:
        facts.append(" · ").append(slot.stream, COLOURS[slot.stream])
    for fact in (slot.sector, "" if slot.items else slot.source.split(":")[0]):
        if fact:
            facts.append(f" · {fact}")
    return facts


def _parts(told: Sequence[Part], done: Mapping[str, Action], console: Console) -> RenderableType:
    parts = Table.grid(padding=(0, 1))
    parts.add_column(style="dim")
    parts.add_column()
    for part in told:
        mark = done.get(part.work)
        title = Text(part.title, style="dim strike" if mark else "").append(
            f"  {TICKS[mark]}" if mark else "", "green"
        )
        title.stylize(f"link {part.url}")
        if not console.is_terminal:
            title.append(f"\n{part.url}", "dim")
        parts.add_row("·", title)
    return parts


def _foot(plan: Plan) -> RenderableType:
    lines: list[RenderableType] = []
    if plan.yielded:
        lines.append(Text("\nWhat yielded", style="bold"))
        lines += [Text(f"  {_name(y.kind)}: {y.got} of {y.wanted}, {y.reason}") for y in plan.yielded]
    if plan.missed:
        lines += [Text("\nThe best left out of each kind of slot", style="bold"), _left_out(plan.missed)]
    if plan.let_go:
        lines += [
            Text("\nLet go, unread (`mainstem pin` brings one back)", style="bold"),
            _left_out(plan.let_go[:_N_LET_GO]),
            *(
                [Text(f"  and {n_more} more", style="dim")]
                if (n_more := len(plan.let_go) - _N_LET_GO) > 0
                else []
            ),
        ]
    if plan.dates:
        lines += [Text("\nDates of the venues", style="bold"), _dates(plan.dates)]
    lines += [Text("\nWhere you stand", style="bold"), *(_gauge(one, plan) for one in plan.gauges.about)]
    lines.append(
        Text(
            f"\nThe week is worth {plan.objective:.1f}, and none that meets these quotas more than {plan.bound:.1f} "
            f"({plan.gap:.1%}). Mark with `mainstem read|skip|later NUMBER`; `mainstem show NUMBER` tells all "
            "about one.",
            style="dim",
        )
    )
    return Group(*lines)


def _left_out(told: tuple[Missed, ...]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(width=12, style="italic", no_wrap=True)
    table.add_column()
    for one in told:
        words = Text.assemble((one.title, f"link {one.url}"), (f"\n{one.reason}", "dim"))
        table.add_row(f"  {_name(one.kind)}"[:12], words)
    return table


def _dates(dates: tuple[Dated, ...]) -> RenderableType:
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column()
    for one in dates[:_N_DATES]:
        last = f" to {one.last:%-d %b}" if one.last else f"{one.at: %H:%M} UTC"
        table.add_row(f"  {one.at:%-d %b %Y}{last}", Text(one.title, style=f"link {one.url}"))
    if len(dates) > _N_DATES:
        table.add_row("", Text(f"and {len(dates) - _N_DATES} more in `mainstem calendar`", style="dim"))
    return table


def _gauge(gauge: Gauge, plan: Plan) -> RenderableType:
    value = getattr(plan.gauges, gauge.name)
    shown = "not known yet" if value is None else _UNITS[gauge.name].format(value)
    lines = [
        Text.assemble(f"  {gauge.name.replace('_', ' ')}: ", (shown, "bold"), (f" · {gauge.basis}", "dim"))
    ]
    if gauge.history:
        told = ", ".join(f"{week.partition('-')[2]} {number:g}" for week, number in gauge.history)
        lines.append(Text(f"    earlier: {told}", style="dim"))
    if gauge.remedy:
        lines.append(Text(f"    → {gauge.remedy}", style="green"))
    return Group(*lines)
