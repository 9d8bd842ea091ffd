"""What runs by itself: which jobs there are, when each is due, and running one under a lease.

The lease is a row of the database, so one process at a time runs a job, whoever starts it: ``serve``, cron,
a systemd timer or a person, on this machine or, with PostgreSQL, on another (docs/adr/0027).
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event, Thread
from typing import TYPE_CHECKING

from mainstem.errors import AlreadyRunning, MainstemError, SettingsError, StoreError, UsageError
from mainstem.model import JobState, Member
from mainstem.pipeline import schedule
from mainstem.pipeline.schedule import Rule
from mainstem.wiring import chores, team

if TYPE_CHECKING:
    from mainstem.wiring import Mainstem

LEASE = timedelta(minutes=5)  # what a killed process keeps others waiting
BEAT_S = 60.0  # how often a running process makes its lease last longer; a few beats may be lost
FIRST_RETRY = timedelta(minutes=5)  # after a failure; twice as long after each further one
LAST_RETRY = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that is done again and again."""

    name: str
    told: str  # what it does, in a sentence
    usual: str  # when, where settings.toml says nothing else
    do: Callable[[Mainstem], str]  # does it, and says what was done
    personal: bool = False  # done for each reader, in their time zone


TABLE: tuple[Job, ...] = (  # in the order in which they run where several are due
    Job("sync", "Asks the sources that are due for what is new.", "every 1 h", chores.sync),
    Job("cite", "Walks the histories of the watched repositories (several GB).", "off", chores.cite),
    Job("models", "Audits the models in use on the Hub; changes become items.", "Sun 17:00", chores.models),
    Job("reports", "Reads new technical reports of followed labs.", "Sun 17:30", chores.reports),
    Job("plan", "Plans the week to come, for everybody.", "Sun 18:00", chores.plan),
    Job("digest", "Sends the week over each reader's channels.", "Mon 07:00", chores.digest, personal=True),
    Job("review", "Writes the review of the quarter into the home.", "quarter 18:00", chores.review),
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A job as it stands, for one person or for all."""

    job: Job
    rule: Rule
    app: Mainstem  # as the person's
    state: JobState
    now: datetime

    @property
    def due_at(self) -> datetime | None:
        """When it runs next; a moment that is over where it is late, None where it is switched off."""
        if self.rule.never:
            return None
        covered, tried = self.state.covered_at, self.state.started_at
        if covered is None:
            due = self.now if self.rule.every else self.rule.after(self.now, self.app.settings.zone)
        else:
            due = self.rule.after(covered, self.app.settings.zone)
        if due and tried and self.state.n_failed and not self.state.is_held(self.now):
            due = max(due, tried + min(FIRST_RETRY * 2 ** min(self.state.n_failed - 1, 10), LAST_RETRY))
        return due

    def local(self, at: datetime) -> datetime:
        """A moment in the person's time zone."""
        return at.astimezone(self.app.settings.zone)

    @property
    def is_due(self) -> bool:
        """Whether it should run now, and nobody runs it."""
        due = self.due_at
        return due is not None and due <= self.now and not self.state.is_held(self.now)

    @property
    def status(self) -> str:
        """In a word or two."""
        state = self.state
        if state.is_held(self.now):
            return "running"
        if state.holder:
            return "cut off"
        if state.error:
            return "failed"
        if state.ended_at:
            return "ok"
        return "off" if self.rule.never else "not yet run"


@dataclass(frozen=True, slots=True)
class Ran:
    """One run that ended."""

    name: str
    person: str
    error: str  # empty: it went well
    note: str


# --- what is due --------------------------------------------------------------------------------------


def duties(app: Mainstem, jobs: Sequence[Job] = TABLE, *, see: bool = False) -> list[Duty]:
    """Every job, once for each person where it is personal; raises SettingsError for a time that is none.

    With ``see``, a job that was never seen before is due from now on, so that nothing counts as missed that was
    never promised.
    """
    rules, now = _rules(app, jobs), app.clock()
    found = []
    for job in jobs:
        for one in _apps(app, job):
            person = one.settings.person if job.personal else ""
            state = app.store.jobs.get(job.name, person)
            if state is None:
                state = JobState(job.name, person, None if rules[job.name].every else now)
                state = app.store.jobs.see(job.name, person, state.covered_at) if see else state
            found.append(Duty(job, rules[job.name], one, state, now))
    return found


def seen_by(app: Mainstem) -> list[Duty]:
    """What concerns the person: what is done for all, and what is theirs."""
    return [duty for duty in duties(app) if duty.state.person in ("", app.settings.person)]


def _rules(app: Mainstem, jobs: Sequence[Job]) -> Mapping[str, Rule]:
    rules = {job.name: schedule.read(job.usual, job.name) for job in jobs}
    known = {job.name for job in (*TABLE, *jobs)}
    for line in app.settings.jobs:
        name, _, told = line.strip().partition(" ")
        if name not in known:
            what = f"{name!r} is no job"
            raise SettingsError("jobs in settings.toml", what, f"Jobs are: {', '.join(sorted(known))}")
        rules[name] = schedule.read(told, f"jobs in settings.toml: {name}")
    return rules


def _apps(app: Mainstem, job: Job) -> list[Mainstem]:
    if not job.personal:
        return [app]
    return [team.as_person(app, one) for one in readers(app)]


def readers(app: Mainstem) -> list[Member]:
    """Everyone who reads here: the team and the accounts, or else the one person of the home."""
    members = {one.name: one for one in team.members(app)}
    for account in app.store.accounts.all():
        members.setdefault(account.person, Member(account.person))
    return list(members.values()) or [Member(app.settings.person)]


# --- running ------------------------------------------------------------------------------------------


def tick(app: Mainstem, jobs: Sequence[Job] = TABLE) -> Iterator[Ran]:
    """Runs what is due, one after the other; what another process runs meanwhile is left to it."""
    for planned in duties(app, jobs, see=True):
        duty = _as_it_is_now(planned)
        if duty.is_due and (ran := _run(duty)):
            yield ran


def _as_it_is_now(duty: Duty) -> Duty:
    """Those before it took their time."""
    state = duty.app.store.jobs.get(duty.state.name, duty.state.person) or duty.state
    return replace(duty, state=state, now=duty.app.clock())


def run(app: Mainstem, name: str, person: str | None = None, jobs: Sequence[Job] = TABLE) -> list[Ran]:
    """Runs a job now, due or not, for everybody or for one person; raises UsageError and AlreadyRunning."""
    meant = [duty for duty in duties(app, jobs, see=True) if duty.job.name == name]
    if not meant:
        raise UsageError(name, "is no job", f"Jobs are: {', '.join(job.name for job in jobs)}")
    if person is not None:
        meant = [duty for duty in meant if duty.state.person == person]
        if not meant:
            raise UsageError(f"{name} for {person}", "is no job", "`mainstem jobs` lists whose there are")
    return [_run(duty) or _refuse(duty) for duty in meant]


def _refuse(duty: Duty) -> Ran:
    state = _as_it_is_now(duty).state
    until = f" until {state.lease_until:%H:%M:%S} UTC at least" if state.lease_until else ""
    raise AlreadyRunning(duty.job.name, f"is being run by {state.holder or 'another process'}{until}")


def _run(duty: Duty) -> Ran | None:
    """Runs it under a lease of our own; None where another process was first."""
    app, jobs = duty.app, duty.app.store.jobs
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"
    at = app.clock()
    if not jobs.claim(duty.state, holder, at, at + LEASE):
        return None
    ours = replace(duty.state, holder=holder, started_at=at, n_failed=duty.state.n_failed + 1)
    try:
        with _kept_alive(app, ours):
            note = duty.job.do(app)
    except MainstemError as error:
        jobs.end(replace(ours, ended_at=app.clock(), error=f"{error.code}: {error}", note=""))
        return Ran(duty.job.name, ours.person, str(error), "")
    except BaseException as fault:  # a bug, or Ctrl-C: it goes on its way, and the job is free again
        jobs.end(replace(ours, ended_at=app.clock(), error=f"ended by {type(fault).__name__}", note=""))
        raise
    jobs.end(replace(ours, covered_at=at, ended_at=app.clock(), n_failed=0, error="", note=note))
    return Ran(duty.job.name, ours.person, "", note)


@contextmanager
def _kept_alive(app: Mainstem, ours: JobState) -> Iterator[None]:
    """Makes the lease last for as long as the block does."""
    over = Event()
    thread = Thread(target=_beat, args=(app, ours, over), name=f"lease of {ours.name}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(app: Mainstem, ours: JobState, over: Event) -> None:
    while not over.wait(BEAT_S):
        try:
            app.store.jobs.extend(ours.name, ours.person, ours.holder, app.clock() + LEASE)
        except StoreError:
            continue  # a locked database: the lease outlasts a few beats
