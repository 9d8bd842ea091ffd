"""A team in one store: who is in it, their weeks together, what they share, and what it costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mainstem.errors import UsageError
from mainstem.model import Mark, Member, Part, Plan, SessionRule, Work
from mainstem.pipeline.week import View, monday_of, name_of
from mainstem.wiring import habits

if TYPE_CHECKING:
    from mainstem.pipeline.planning.team import Seat, TeamWeek
    from mainstem.wiring import Mainstem
    from mainstem.wiring.planning import Asked

TEAM = ""  # the person under whom what the team agreed on is kept
_SHARE = "team.share"
DEFAULT_SHARE = 0.25  # of each one's minutes, read in common: at three hours the deep paper
Say = Callable[[str], None]


# --- who -----------------------------------------------------------------------------------------------


def members(app: Mainstem) -> list[Member]:
    """Everyone in the team, by name."""
    return app.store.members.all()


def member(app: Mainstem, name: str) -> Member:
    """The member of that name; raises UsageError."""
    found = next((one for one in members(app) if one.name == name), None)
    if found is None:
        raise UsageError(
            name, "is not in the team", "`mainstem team` lists it, `mainstem team add` adds to it"
        )
    return found


def keep(app: Mainstem, one: Member, hours: float | None = None, days: str = "") -> Member:
    """Adds a member, or changes one; their hours and days become values of their cadence.

    Raises UsageError, and then nothing was changed.
    """
    from mainstem.pipeline.planning.edit import edited

    if not one.name.strip() or one.name != " ".join(one.name.split()):
        raise UsageError(repr(one.name), "is no name", "Give a name without spaces around it")
    _check_role(app, one.role)
    _check_interests(app, one.interests)
    _check_zone(one.zone)
    theirs = as_person(app, one)
    base = habits.base_of(theirs, one.role)
    values = {"budget_min": str(round(hours * 60))} if hours is not None else {}
    values |= _on_days(base.sessions, days) if days else {}
    edited(base, {**habits.own_values(theirs), **values})
    app.store.members.set(one)
    for name, told in values.items():
        habits.set_value(theirs, name, told)
    return one


def remove(app: Mainstem, name: str) -> Member:
    """Takes a member out of the team; their marks, notes and plans stay. Raises UsageError."""
    found = member(app, name)
    app.store.members.drop(name)
    return found


def _check_role(app: Mainstem, role: str) -> None:
    known = [one.id for one in app.pack.roles]
    if role and role not in known:
        raise UsageError(role, "is no role of this pack", f"Roles are: {', '.join(known) or 'none'}")


def _check_interests(app: Mainstem, interests: Sequence[str]) -> None:
    """A word is free; what looks like a topic must be one."""
    known = {topic.id for topic in app.pack.topics}
    for interest in interests:
        if "/" in interest and interest not in known:
            near = ", ".join(
                sorted(one for one in known if one.partition("/")[0] == interest.partition("/")[0])
            )
            raise UsageError(
                interest, "is no topic of this pack", f"There are: {near or ', '.join(sorted(known))}"
            )


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone or "UTC")
    except (KeyError, ValueError, OSError) as error:
        raise UsageError(zone, "is no time zone", "Give one such as Europe/Berlin or UTC") from error


def _on_days(rules: Sequence[SessionRule], days: str) -> dict[str, str]:
    """Values that put the long sittings on these days: the first rule has them all, and the others none."""
    longest = max(rule.max_min for rule in rules)
    first, *others = [rule for rule in rules if 2 * rule.max_min > longest]
    holds = dict.fromkeys(kind for rule in (first, *others) for kind in rule.holds)
    own = {"weekdays": days, "max_min": str(longest), "holds": ",".join(holds)}
    gone = {f"session.{rule.name}.weekdays": "" for rule in others}
    return {**{f"session.{first.name}.{field}": told for field, told in own.items()}, **gone}


def as_person(app: Mainstem, one: Member) -> Mainstem:
    """The same program for another person of the same store; what is held in memory is held once."""
    if one.name == app.settings.person and one.zone in ("", app.settings.timezone):
        return app
    zone = one.zone or app.settings.timezone
    own = app.settings.budget_min if one.name == app.settings.person else 0
    settings = replace(app.settings, person=one.name, timezone=zone, budget_min=own)
    theirs = type(app)(settings, clock=app.clock)
    for name in ("store", "pack", "pack_folder", "pack_digest", "snapshot", "remembered", "map"):
        theirs.__dict__[name] = getattr(app, name)
    theirs.ranking.hold_with(app.ranking)
    return theirs


# --- the share in common -------------------------------------------------------------------------------


def share(app: Mainstem) -> float:
    """The share of everyone's minutes that is read in common, in [0, 1]."""
    return float(app.store.habits.all(TEAM).get(_SHARE, DEFAULT_SHARE))


def set_share(app: Mainstem, value: float) -> None:
    """Agrees on a share; raises UsageError."""
    if not 0 <= value <= 1:
        raise UsageError(f"--share {value}", "is out of range", "Give a share from 0 to 1, such as 0.25")
    app.store.habits.set(TEAM, _SHARE, value)


# --- the week -------------------------------------------------------------------------------------------


def plan(app: Mainstem, look: View, say: Say = lambda _: None) -> TeamWeek:
    """Plans everyone's week together and keeps each plan as that person's; raises UsageError for an empty team."""
    from mainstem.pipeline.planning.team import plan_team
    from mainstem.wiring.planning import asked, finished

    team = _team(app)
    app.load_shipped()
    theirs = [as_person(app, one) for one in team]
    wants = []
    for one in theirs:
        say(f"Ranking for {one.settings.person}")
        wants.append(asked(one, look))
    say("Planning")
    seats = [_seat(one, look, want) for one, want in zip(theirs, wants, strict=True)]
    made = plan_team(seats, share(app))
    kept = [finished(*told) for told in zip(theirs, [look] * len(theirs), made.plans, wants, strict=True)]
    week = replace(made, plans=tuple(kept))
    app.store.habits.set(TEAM, f"team.week.{name_of(look.monday)}", list(week.common))
    return week


def _team(app: Mainstem) -> list[Member]:
    team = members(app)
    if not team:
        raise UsageError(
            "the team", "has nobody in it yet", "`mainstem team add NAME --role ROLE` adds somebody"
        )
    return team


def _seat(app: Mainstem, look: View, one: Asked) -> Seat:
    from mainstem.pipeline.planning.plan import desk_of
    from mainstem.pipeline.planning.team import Seat
    from mainstem.wiring.reviewing import with_canon

    desk = desk_of(
        app.settings.person,
        look.at,
        one.ranked,
        one.cadence,
        one.past,
        pack=with_canon(app),
        marks=one.marks,
        week_of=look.monday,
        zone=app.settings.zone,
        habits=one.habits,
    )
    return Seat(app.settings.person, one.ranked, desk)


# --- what is read together -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reading:
    """One work that the team reads in common: who has it when, and what was said of it."""

    part: Part
    minutes: int
    readers: tuple[
        tuple[str, str], ...
    ]  # person, and the day and hour of their sitting, with its zone where they differ
    notes: tuple[Mark, ...]  # shared, oldest first
    prompts: tuple[str, ...]

    @property
    def questions(self) -> tuple[Mark, ...]:
        """The shared notes that ask something."""
        return tuple(note for note in self.notes if note.note.rstrip().endswith("?"))


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the reading group talks about."""

    week: str
    readings: tuple[Reading, ...]
    others: tuple[Mark, ...]  # notes of the last week on works that were not read in common


def plans_of(app: Mainstem, look: View) -> list[Plan]:
    """The stored plans of that week, one a member; raises UsageError where there is none."""
    name = name_of(look.monday)
    found = [plan for one in _team(app) if (plan := app.store.plans.last(one.name, name))]
    if not found:
        raise UsageError(f"the team's {name}", "is not planned yet", "Run `mainstem team week` first")
    return found


def agenda(app: Mainstem, look: View) -> Agenda:
    """The reading group's agenda for a week that was planned; raises UsageError."""
    plans = plans_of(app, look)
    common = _common(app, look, plans)
    monday = look.at - timedelta(days=7)
    notes = app.store.marks.shared()
    readings = tuple(_reading(work, plans, notes) for work in common)
    others = [note for note in notes if note.work_id not in common and note.at >= monday]
    return Agenda(name_of(look.monday), readings, tuple(others))


def _common(app: Mainstem, look: View, plans: Sequence[Plan]) -> list[str]:
    kept = app.store.habits.all(TEAM).get(f"team.week.{name_of(look.monday)}", [])
    ids = {key: work.id for key, work in app.store.works.of(kept).items()}
    there = {slot.work for plan in plans for session in plan.sessions for slot in session.slots}
    return [name for name in (ids.get(key, key) for key in kept) if name in there]


def _reading(work: str, plans: Sequence[Plan], notes: Sequence[Mark]) -> Reading:
    found = [
        (plan.person, session.at, slot)
        for plan in plans
        for session in plan.sessions
        for slot in session.slots
        if slot.work == work
    ]
    slot = found[0][2]
    zoned = len({at.utcoffset() for _, at, _ in found}) > 1
    readers = tuple((person, _hour(at, zoned)) for person, at, _ in found)
    said = tuple(note for note in notes if note.work_id == work)
    return Reading(Part(slot.title, slot.url, work), slot.minutes, readers, said, slot.prompts)


def _hour(at: datetime, zoned: bool) -> str:
    offset = f" UTC{at.isoformat()[-6:]}" if zoned else ""
    return f"{at:%A %-d %B, %H:%M}{offset}"


# --- what it covers and costs --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """One member's week in the report."""

    person: str
    role: str
    planned_min: int
    budget_min: int
    read_min: int  # minutes of the plan's slots that are marked read
    taken_min: float | None  # minutes they said it took; None where nobody said
    n_works: int
    n_own: int  # works that nobody else of the team has


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of something the team sees, against its best single member."""

    what: str
    team: int
    best: int


@dataclass(frozen=True, slots=True)
class TeamReport:
    """A week of a team: cost in hours a person, and what it covers."""

    week: str
    lines: tuple[Line, ...]
    coverage: tuple[Coverage, ...]
    n_common: int
    n_notes: int  # shared in that week

    @property
    def hours(self) -> float:
        """Planned, of all together."""
        return sum(line.planned_min for line in self.lines) / 60


def report(app: Mainstem, look: View) -> TeamReport:
    """What a planned week covers and costs; raises UsageError where it was not planned."""
    from mainstem.pipeline.planning.team import works_of

    plans, week = plans_of(app, look), name_of(look.monday)
    seen = {plan.person: works_of(plan) for plan in plans}
    works = app.store.works.of(set().union(*seen.values()))
    notes = [note for note in app.store.marks.shared() if name_of(monday_of(note.at.date())) == week]
    return TeamReport(
        week,
        tuple(_line(app, plan, seen) for plan in plans),
        tuple(_coverage(app, seen, works)),
        len(_common(app, look, plans)),
        len(notes),
    )


def _line(app: Mainstem, plan: Plan, seen: dict[str, set[str]]) -> Line:
    person = plan.person
    done = {mark.work_id for mark in app.store.marks.of(person) if mark.action == "read"}
    slots = [slot for session in plan.sessions for slot in session.slots]
    took = [r.minutes for r in app.store.habits.readings(person) if r.at.date() >= plan.starts_on]
    others = set().union(*(works for name, works in seen.items() if name != person))
    return Line(
        person,
        next((one.role for one in members(app) if one.name == person), ""),
        plan.planned_min,
        plan.budget_min,
        sum(slot.minutes for slot in slots if slot.work in done),
        sum(took) if took else None,
        len(seen[person]),
        len(seen[person] - others),
    )


def _coverage(app: Mainstem, seen: dict[str, set[str]], works: dict[str, Work]) -> list[Coverage]:
    from mainstem.wiring.planning import classes_of

    classes = classes_of(app, list(works.values()))
    of: dict[str, Callable[[str], str | None]] = {
        "works": lambda key: key,
        "topics": lambda key: classes[key].topic if key in classes else None,
        "sources": lambda key: works[key].source_id if key in works else None,
    }
    found = []
    for what, name in of.items():
        each = [{told for key in keys if (told := name(key))} for keys in seen.values()]
        found.append(Coverage(what, len(set().union(*each)), max(map(len, each), default=0)))
    return found
