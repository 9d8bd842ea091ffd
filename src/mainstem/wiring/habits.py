"""What a person's weeks must fit: their own cadence, days away, pins, tracks, models in use, and their pace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from mainstem.errors import UsageError
from mainstem.model import Action, Away, Cadence, Habits, Mark, Member, Plan, Reading, Role, Source

if TYPE_CHECKING:
    from mainstem.pipeline.planning.pace import Accuracy
    from mainstem.pipeline.planning.pool import History
    from mainstem.wiring import Mainstem

_CADENCE, _AWAY = "cadence.", "away."
_LEAST_MIN = 15  # of a lighter week


def cadence_of(app: Mainstem) -> Cadence:
    """The pack's cadence with the person's own values; raises UsageError where these do not fit it any more."""
    from mainstem.pipeline.planning.edit import edited

    me = member_of(app)
    return edited(base_of(app, me.role if me else ""), own_values(app))


def member_of(app: Mainstem) -> Member | None:
    """The person as a member of the team, if they are one."""
    person = app.settings.person
    return next((one for one in app.store.members.all() if one.name == person), None)


def base_of(app: Mainstem, role_id: str) -> Cadence:
    """The pack's cadence as a role changes it; raises UsageError where the role does not fit it."""
    from mainstem.pipeline.planning.edit import edited

    role = _role(app, role_id)
    if role is None:
        return app.pack.cadence
    return edited(replace(app.pack.cadence, slots=(*role.slots, *app.pack.cadence.slots)), role.values)


def _role(app: Mainstem, role_id: str) -> Role | None:
    return next((one for one in app.pack.roles if one.id == role_id), None)


def own_values(app: Mainstem) -> dict[str, str]:
    """The person's own values of the cadence, by name; settings.toml gives the budget that was not set here."""
    kept = app.store.habits.all(app.settings.person)
    own = {
        name.removeprefix(_CADENCE): str(value) for name, value in kept.items() if name.startswith(_CADENCE)
    }
    budget = app.settings.budget_min
    return {**({"budget_min": str(budget)} if budget else {}), **own}


def set_value(app: Mainstem, name: str, told: str) -> None:
    """Puts a value in place of the pack's; raises UsageError, and then nothing was changed."""
    from mainstem.pipeline.planning.edit import edited

    me = member_of(app)
    edited(base_of(app, me.role if me else ""), {**own_values(app), name: told})
    app.store.habits.set(app.settings.person, _CADENCE + name, told)


def reset_value(app: Mainstem, name: str | None) -> int:
    """Takes back one value, or all; how many there were."""
    names = [name] if name else list(own_values(app))
    return sum(app.store.habits.drop(app.settings.person, _CADENCE + one) for one in names)


# --- days away --------------------------------------------------------------------------------------


def away_of(app: Mainstem) -> list[Away]:
    """The person's days away and lighter weeks, the first first."""
    kept = app.store.habits.all(app.settings.person)
    rows = ((name.removeprefix(_AWAY), value) for name, value in kept.items() if name.startswith(_AWAY))
    return [
        Away(date.fromisoformat(first), date.fromisoformat(row["last"]), row["budget_min"])
        for first, row in rows
    ]


def go_away(app: Mainstem, away: Away) -> None:
    """Keeps days away or a lighter week; raises UsageError."""
    subject = f"{away.first} to {away.last}"
    if away.last < away.first:
        raise UsageError(subject, "ends before it begins", "Give the first day, then the last")
    most = app.pack.cadence.budget_range_min[1]
    if away.budget_min and not _LEAST_MIN <= away.budget_min <= most:
        raise UsageError(
            f"--minutes {away.budget_min}", "is out of range", f"Give {_LEAST_MIN} to {most} minutes a week"
        )
    told = {"last": away.last.isoformat(), "budget_min": away.budget_min}
    app.store.habits.set(app.settings.person, f"{_AWAY}{away.first}", told)


def come_back(app: Mainstem, first: date) -> bool:
    """Forgets the days away that begin on a day; whether there were any."""
    return app.store.habits.drop(app.settings.person, f"{_AWAY}{first}")


def habits_of(app: Mainstem) -> Habits:
    """Everything that the planner must know of the person."""
    from mainstem.pipeline.planning.pace import pace_of
    from mainstem.wiring.newreports import facts
    from mainstem.wiring.wishing import followed

    me = member_of(app)
    role = _role(app, me.role) if me else None
    interests = (*(me.interests if me else ()), *(role.interests if role else ()))
    return Habits(
        interests=tuple(dict.fromkeys(interests)),
        away=tuple(away_of(app)),
        models_in_use=app.settings.models_in_use,
        follows=followed(app),
        pace=pace_of(app.store.habits.readings(app.settings.person)),
        reports=facts(app),
    )


# --- how long it took -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """A work that was read, and how long that took where it is known."""

    mark: Mark
    reading: Reading | None


def done(app: Mainstem, told: str, minutes: int | None, note: str = "") -> Done:
    """Marks a work as read, with the minutes told, or else those since it was started; raises UnknownWork."""
    from mainstem.pipeline.planning.pace import LONGEST_MIN

    started = {m.work_id: m.at for m in app.store.marks.of(app.settings.person) if m.action == "start"}
    mark = app.mark(told, "read", note)
    took = float(minutes) if minutes else None
    if took is None and mark.work_id in started:
        took = (mark.at - started[mark.work_id]) / timedelta(minutes=1)
    if took is None or not 1 <= took <= LONGEST_MIN:
        return Done(mark, None)
    kind, estimate = _estimate(app, mark.work_id)
    reading = Reading(mark.person, mark.work_id, kind, estimate, took, mark.at)
    app.store.habits.add(reading)
    return Done(mark, reading)


def _estimate(app: Mainstem, work_id: str) -> tuple[str, float]:
    """The kind that a work was read as (its slot in the newest plan, else its own) and the plain estimate."""
    from mainstem.pipeline.planning.minutes import reading_min, slot_estimate

    cadence = cadence_of(app)
    plan = app.store.plans.newest(app.settings.person)
    slots = [slot for session in plan.sessions for slot in session.slots] if plan else []
    slot = next((one for one in slots if one.work == work_id), None)
    work = app.store.works.get(work_id)
    if work is None:
        return (slot.kind, float(slot.minutes)) if slot else ("track", 60.0)
    if slot is None or slot.kind not in cadence.minutes:
        return work.kind, reading_min(work, cadence)
    return slot.kind, slot_estimate(work, slot.kind, cadence)


def accuracy(app: Mainstem) -> list[Accuracy]:
    """How good the estimates of minutes are, over all and by kind."""
    from mainstem.pipeline.planning.pace import accuracy

    return accuracy(app.store.habits.readings(app.settings.person))


# --- tracks -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Track:
    """A course or book and how far the person is."""

    source: Source
    started: bool
    n_done: int
    done_min: int
    done: tuple[bool, ...]  # by unit

    @property
    def minutes(self) -> int:
        """Of all its units."""
        return sum(unit.minutes for unit in self.source.units)


def tracks(app: Mainstem) -> list[Track]:
    """The pack's courses and books with their units, in its order."""
    from mainstem.pipeline.planning import track

    history = _history(app)
    return [_track(source, history) for source in track.tracks(app.pack)]


def track(app: Mainstem, name: str) -> Track:
    """The track of that source's id; raises UsageError."""
    found = tracks(app)
    for one in found:
        if name in (one.source.id, one.source.id.partition("-")[2]):
            return one
    known = ", ".join(one.source.id for one in found)
    raise UsageError(name, "is no course or book with known units", f"There are: {known}")


def mark_track(app: Mainstem, name: str, action: Action) -> Track:
    """Starts a track, or gives it up (skip)."""
    from mainstem.pipeline.planning.track import track_id

    found = track(app, name)
    app.store.marks.add(Mark(app.settings.person, track_id(found.source.id), action, app.clock()))
    return replace(found, started=action == "start")


def _track(source: Source, history: History) -> Track:
    from mainstem.pipeline.planning.track import done_minutes, track_id

    n_done, minutes = done_minutes(source, history)
    units = tuple(history.is_done((track_id(source.id, n),)) for n in range(1, len(source.units) + 1))
    return Track(source, history.is_started(track_id(source.id)), n_done, minutes, units)


def _history(app: Mainstem) -> History:
    from mainstem.pipeline.planning.pool import History

    now = app.clock()
    return History(app.store.marks.of(app.settings.person), (), now, now.date())


def pins(app: Mainstem) -> list[str]:
    """The ids of the works that are pinned, in the order in which they were."""
    return _history(app).pins()


def calendar(app: Mainstem, n_weeks: int) -> bytes:
    """The person's newest plans of the last weeks and this one as one calendar; raises UsageError without any."""
    from mainstem.exports.plan_ics import write_all
    from mainstem.pipeline.week import name_of

    person, monday = app.settings.person, app.view().monday
    newest = app.store.plans.last(person, name_of(monday))
    plans: Sequence[Plan] = [
        *([newest] if newest else []),
        *app.store.plans.before(person, name_of(monday), n_weeks),
    ]
    if not plans:
        raise UsageError("the calendar", "has no week yet", "Run `mainstem week` first")
    return write_all(plans)
