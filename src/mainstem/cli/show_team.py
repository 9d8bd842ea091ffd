"""A team on the terminal, as Markdown and as JSON."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from mainstem.model import Mark, Member, Plan, Role
from mainstem.text.plan_doc import plan_to_dict

if TYPE_CHECKING:
    from mainstem.pipeline.planning.team import TeamWeek
    from mainstem.wiring import Mainstem
    from mainstem.wiring.team import Agenda, TeamReport

TitleOf = Callable[[str], str]
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def _table(*columns: str) -> Table:
    return Table(*columns, box=None, pad_edge=False)


def members(app: Mainstem, people: Sequence[Member]) -> Table:
    """Who they are, what they do, and how long they read."""
    from mainstem.wiring import habits, team

    table = _table("Name", "Role", "Hours", "Sits down", "Interests", "Accounts")
    for one in people:
        theirs = team.as_person(app, one)
        cadence = habits.cadence_of(theirs)
        longest = max(rule.max_min for rule in cadence.sessions)
        days = [d for rule in cadence.sessions if 2 * rule.max_min > longest for d in rule.weekdays]
        told = " ".join(_DAYS[day] for day in sorted(set(days)))
        interests = ", ".join(habits.habits_of(theirs).interests)
        accounts = " ".join(filter(None, (one.github, one.hub and f"hf:{one.hub}")))
        hours = f"{cadence.budget_min / 60:g}"
        table.add_row(one.name, one.role or "-", hours, told, interests or "-", accounts or "-")
    return table


def roles_table(roles: Sequence[Role]) -> Table:
    """Roles with what they read beside the cadence."""
    table = _table("Role", "", "Reads beside the usual", "Interests")
    for role in roles:
        slots = "; ".join(f"{slot.title} ({slot.max_min} min)" for slot in role.slots)
        table.add_row(role.id, role.title, slots or "-", ", ".join(role.interests))
    return table


# --- the week -----------------------------------------------------------------------------------------


def week(made: TeamWeek, console: Console) -> None:
    """Each person's long pieces, and what is read in common."""
    for plan in made.plans:
        console.print(
            f"\n{plan.person} · {plan.planned_min} of {plan.budget_min} min", style="bold", markup=False
        )
        table = Table.grid(padding=(0, 1))
        table.add_column(no_wrap=True)
        table.add_column(justify="right", no_wrap=True)
        table.add_column()
        for day, minutes, title, common in _pieces(plan, made):
            table.add_row(f"  {day}", f"{minutes}", f"{'● ' if common else ''}{title}")
        console.print(table)
        for told in plan.yielded:
            console.print(f"  yielded: {told.kind} {told.got} of {told.wanted}, {told.reason}", style="dim")
    console.print(
        f"\n● read in common. {_proof(made)} `mainstem team report` tells cost and coverage.", style="dim"
    )


def _proof(made: TeamWeek) -> str:
    """How good the weeks are together, in words."""
    most = f"none out of what is offered more than {made.bound:.1f} ({made.gap:.1%})"
    return f"The weeks are worth {made.objective:.1f} together, and {most}" + (
        ": the time was too short to find or prove better." if made.is_cut else "."
    )


def _pieces(plan: Plan, made: TeamWeek) -> list[tuple[str, int, str, bool]]:
    return [
        (f"{session.at:%a %H:%M}", slot.minutes, slot.title, slot.work in made.common)
        for session in plan.sessions
        for slot in session.slots
    ]


def week_md(made: TeamWeek) -> str:
    """Everyone's week as Markdown."""
    lines = [f"# The team's week {made.plans[0].week if made.plans else ''}", ""]
    for plan in made.plans:
        lines += [f"## {plan.person}: {plan.planned_min} of {plan.budget_min} min", ""]
        for session in plan.sessions:
            for slot in session.slots:
                common = " **(in common)**" if slot.work in made.common else ""
                title = f"[{slot.title}]({slot.url})" if slot.url else slot.title
                lines.append(f"- {session.at:%a %H:%M}, {slot.minutes} min: {title}{common}")
        lines.append("")
    return "\n".join([*lines, _proof(made), ""])


def week_json(made: TeamWeek) -> str:
    """Everyone's plan, what is in common, and how good they are together."""
    told = {
        "common": list(made.common),
        "objective": made.objective,
        "bound": made.bound,
        "gap": made.gap,
        "plans": [plan_to_dict(plan) for plan in made.plans],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


# --- the reading group --------------------------------------------------------------------------------


def agenda_md(made: Agenda, title_of: TitleOf) -> str:
    """What to talk about, in order."""
    lines = [f"# Reading group, {made.week}", ""]
    if not made.readings:
        lines += ["Nothing was read in common: `mainstem team share 0.25` agrees on a share.", ""]
    for one in made.readings:
        title = f"[{one.part.title}]({one.part.url})" if one.part.url else one.part.title
        lines += [
            f"## {title}",
            "",
            f"{one.minutes} min: {_when(one.readers)}",
            "",
        ]
        questions = [f"{note.note} ({note.person})" for note in one.questions]
        notes = [f"{note.note} ({note.person})" for note in one.notes if note not in one.questions]
        for head, told in (("Questions", questions or list(one.prompts)), ("Notes", notes)):
            if told:
                lines += [f"**{head}**", "", *(f"- {line}" for line in told), ""]
    if made.others:
        lines += ["## Also noted this week", ""]
        lines += [f"- {title_of(note.work_id)}: {note.note} ({note.person})" for note in made.others]
    return "\n".join(lines).rstrip() + "\n"


def _when(readers: Sequence[tuple[str, str]]) -> str:
    """Who reads when, those of the same hour together."""
    people: defaultdict[str, list[str]] = defaultdict(list)
    for person, when in readers:
        people[when].append(person)
    return "; ".join(f"{', '.join(names)} on {when}" for when, names in people.items())


def agenda_json(made: Agenda, title_of: TitleOf) -> str:
    """The agenda as a document."""
    told = {
        "week": made.week,
        "readings": [
            {
                "work": one.part.work,
                "title": one.part.title,
                "url": one.part.url,
                "minutes": one.minutes,
                "readers": [{"person": person, "when": when} for person, when in one.readers],
                "notes": [_note(note, title_of) for note in one.notes],
                "prompts": list(one.prompts),
            }
            for one in made.readings
        ],
        "others": [_note(note, title_of) for note in made.others],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _note(note: Mark, title_of: TitleOf) -> dict[str, str]:
    told = {"person": note.person, "work": note.work_id, "title": title_of(note.work_id), "note": note.note}
    return {**told, "at": note.at.isoformat()}


# --- what it covers and costs ---------------------------------------------------------------------------


def report(made: TeamReport, console: Console) -> None:
    """Cost a person, then coverage against the best single member."""
    console.print(f"The team's week {made.week}: {made.hours:.1f} hours planned", style="bold")
    table = _table("Person", "Role", "Planned h", "Read h", "Took h", "Works", "Alone in it")
    for one in made.lines:
        took = "?" if one.taken_min is None else f"{one.taken_min / 60:.1f}"
        hours = (f"{one.planned_min / 60:.1f}", f"{one.read_min / 60:.1f}", took)
        table.add_row(one.person, one.role or "-", *hours, str(one.n_works), str(one.n_own))
    console.print(table)
    console.print()
    seen = _table("Coverage", "Team", "Best member")
    for two in made.coverage:
        seen.add_row(two.what, str(two.team), str(two.best))
    console.print(seen)
    console.print(f"\n{made.n_common} read in common, {made.n_notes} notes shared that week.")


def report_md(made: TeamReport) -> str:
    """The report as Markdown."""
    lines = [
        f"# The team's week {made.week}",
        "",
        f"{made.hours:.1f} hours planned, {made.n_common} works in common, {made.n_notes} notes shared.",
        "",
        "| person | role | planned h | read h | took h | works | alone in it |",
        "|---|---|---|---|---|---|---|",
    ]
    for one in made.lines:
        took = "?" if one.taken_min is None else f"{one.taken_min / 60:.1f}"
        lines.append(
            f"| {one.person} | {one.role or '-'} | {one.planned_min / 60:.1f} | {one.read_min / 60:.1f} | {took} "
            f"| {one.n_works} | {one.n_own} |"
        )
    lines += ["", "| coverage | team | best member |", "|---|---|---|"]
    lines += [f"| {two.what} | {two.team} | {two.best} |" for two in made.coverage]
    return "\n".join(lines) + "\n"


def report_json(made: TeamReport) -> str:
    """The report as a document; minutes, null where nobody said."""
    return json.dumps({**asdict(made), "hours": round(made.hours, 2)}, ensure_ascii=False, indent=1)
