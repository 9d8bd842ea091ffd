"""What runs by itself: when it is due, that it runs once, and how its end is kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mainstem.errors import AlreadyRunning, SettingsError, Unreachable, UsageError
from mainstem.model import Account, JobState, Member
from mainstem.settings import Settings
from mainstem.wiring import Mainstem, jobs
from mainstem.wiring.jobs import Duty, Job
from mainstem.wiring.vital import job_vitals

FRIDAY = datetime(2026, 3, 27, 9, tzinfo=UTC)  # two days before Berlin's clocks change
HOUR = timedelta(hours=1)


@dataclass
class Desk:
    """A program whose clock is set by hand, and jobs that only note that they ran."""

    app: Mainstem
    now: datetime = FRIDAY
    ran: list[tuple[str, str, datetime]] = field(default_factory=list)
    fault: Exception | None = None

    def job(self, name: str, usual: str, *, personal: bool = False) -> Job:
        """A job that notes when it ran for whom."""

        def do(app: Mainstem) -> str:
            self.ran.append((name, app.settings.person, self.now))
            if self.fault:
                raise self.fault
            return f"done {name}"

        return Job(name, "Notes.", usual, do, personal)

    def ticks(self, table: tuple[Job, ...], at: datetime) -> list[jobs.Ran]:
        """What one tick at that moment runs."""
        self.now = at
        return list(jobs.tick(self.app, table))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """In Berlin, on an empty home."""
    made = Desk(Mainstem(Settings(home=tmp_path, timezone="Europe/Berlin")))
    made.app.clock = lambda: made.now
    yield made
    made.app.store.close()


def _duty(desk: Desk, table: tuple[Job, ...]) -> Duty:
    return jobs.duties(desk.app, table)[0]


def test_nothing_counts_as_missed_before_it_was_promised(desk: Desk) -> None:
    """On a new home the sync runs at once, and the plan waits for its Sunday."""
    table = (desk.job("sync", "every 1 h"), desk.job("plan", "Sun 18:00"))
    assert ["sync"] == [one.name for one in desk.ticks(table, FRIDAY)]
    assert [datetime(2026, 3, 29, 16, tzinfo=UTC)] == [
        one.due_at for one in jobs.duties(desk.app, table) if one.job.name == "plan"
    ]


def test_a_job_runs_when_it_is_due_and_once(desk: Desk) -> None:
    """At 18:00 in Berlin, which is summer time by then."""
    table = (desk.job("plan", "Sun 18:00"),)
    sunday = datetime(2026, 3, 29, 16, tzinfo=UTC)
    moments = [FRIDAY, sunday - timedelta(seconds=1), sunday, sunday + HOUR]
    assert [0, 0, 1, 0] == [len(desk.ticks(table, at)) for at in moments]
    assert [("plan", "me", sunday)] == desk.ran


def test_what_was_missed_is_caught_up_once(desk: Desk) -> None:
    """Three Sundays asleep are one run, and the next is due on its own day."""
    table = (desk.job("plan", "Sun 18:00"),)
    wednesday = datetime(2026, 4, 22, 9, tzinfo=UTC)
    assert [0, 1, 0] == [len(desk.ticks(table, at)) for at in (FRIDAY, wednesday, wednesday + HOUR)]
    assert datetime(2026, 4, 26, 16, tzinfo=UTC) == _duty(desk, table).due_at


def test_a_reader_s_job_is_due_in_their_own_zone(desk: Desk) -> None:
    """The digest of Monday morning comes when their Monday begins."""
    for one in (Member("delta", zone="Asia/Tokyo"), Member("river", zone="America/New_York")):
        desk.app.store.members.set(one)
    table = (desk.job("digest", "Mon 07:00", personal=True),)
    desk.ticks(table, FRIDAY)
    for hours in range(48, 96):
        desk.ticks(table, FRIDAY + timedelta(hours=hours))
    assert [
        ("digest", "delta", datetime(2026, 3, 29, 22, tzinfo=UTC)),
        ("digest", "river", datetime(2026, 3, 30, 11, tzinfo=UTC)),
    ] == desk.ran


def test_readers_are_the_team_and_the_accounts(desk: Desk) -> None:
    """Or the one person of the home."""
    assert ["me"] == [one.name for one in jobs.readers(desk.app)]
    desk.app.store.members.set(Member("river", zone="UTC"))
    for person in ("river", "brook"):
        desk.app.store.accounts.set(Account(person, "reader", "", FRIDAY))
    assert ["river", "brook"] == [one.name for one in jobs.readers(desk.app)]


def test_a_failure_is_kept_and_tried_again_with_growing_pauses(desk: Desk) -> None:
    """Five minutes, ten, twenty; and forgotten with the first run that goes well."""
    table = (desk.job("sync", "every 1 h"),)
    desk.fault = Unreachable("the network", "no host could be reached")
    moments = [FRIDAY + timedelta(minutes=m) for m in (0, 4, 5, 14, 15, 34, 35)]
    assert [1, 0, 1, 0, 1, 0, 1] == [len(desk.ticks(table, at)) for at in moments]
    kept = desk.app.store.jobs.all()[0]
    assert ("failed", 4) == (_duty(desk, table).status, kept.n_failed)
    assert kept.error.startswith("unreachable: the network: no host could be reached")
    desk.fault = None
    desk.ticks(table, FRIDAY + 2 * HOUR)
    duty = _duty(desk, table)
    assert ("ok", 0, "", "done sync") == (
        duty.status,
        duty.state.n_failed,
        duty.state.error,
        duty.state.note,
    )
    assert FRIDAY + 3 * HOUR == duty.due_at


def test_a_failed_job_sinks_no_other(desk: Desk) -> None:
    """Each is reported as what it was."""
    bad, good = desk.job("sync", "every 1 h"), desk.job("cite", "every 1 h")

    def fails(app: Mainstem) -> str:
        raise Unreachable("the network", "no host could be reached")

    ran = desk.ticks((replace(bad, do=fails), good), FRIDAY)
    assert [("sync", False), ("cite", True)] == [(one.name, not one.error) for one in ran]


def test_a_bug_is_not_caught_but_frees_the_job(desk: Desk) -> None:
    """Its name is kept, and it is tried again later, not at once."""
    table = (desk.job("sync", "every 1 h"),)
    desk.fault = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError):
        desk.ticks(table, FRIDAY)
    duty = _duty(desk, table)
    assert ("failed", "ended by ZeroDivisionError", False) == (duty.status, duty.state.error, duty.is_due)


def test_a_run_that_was_killed_is_taken_over(desk: Desk) -> None:
    """When its lease is over, and after the pause that a failure has."""
    table = (desk.job("sync", "every 1 h"),)
    seen = desk.app.store.jobs.see("sync", "", None)
    desk.app.store.jobs.claim(seen, "host:1", FRIDAY, FRIDAY + jobs.LEASE)
    assert "running" == _duty(desk, table).status
    with pytest.raises(AlreadyRunning, match="is being run by host:1 until 09:05:00 UTC"):
        jobs.run(desk.app, "sync", jobs=table)
    moments = [FRIDAY + jobs.LEASE - timedelta(seconds=1), FRIDAY + jobs.LEASE]
    assert [0, 1] == [len(desk.ticks(table, at)) for at in moments]


def test_a_lease_lasts_as_long_as_its_run(desk: Desk) -> None:
    """Whatever the run takes: the running process makes it longer."""
    held = []

    def do(app: Mainstem) -> str:
        state = app.store.jobs.all()[0]
        desk.now += timedelta(minutes=3)
        app.store.jobs.extend(state.name, state.person, state.holder, app.clock() + jobs.LEASE)
        desk.now += timedelta(minutes=3)
        held.append(_duty(desk, table).status)
        return ""

    table = (replace(desk.job("sync", "every 1 h"), do=do),)
    desk.ticks(table, FRIDAY)
    assert ["running"] == held


def test_a_job_can_be_run_before_it_is_due(desk: Desk) -> None:
    """By name, for all or for one; what is no job is told with those that are."""
    table = (desk.job("plan", "Sun 18:00"), desk.job("digest", "off", personal=True))
    assert ["done plan"] == [one.note for one in jobs.run(desk.app, "plan", jobs=table)]
    assert ["me"] == [one.person for one in jobs.run(desk.app, "digest", "me", jobs=table)]
    with pytest.raises(UsageError, match="Jobs are: plan, digest"):
        jobs.run(desk.app, "nap", jobs=table)
    with pytest.raises(UsageError, match="digest for you"):
        jobs.run(desk.app, "digest", "you", jobs=table)


def test_times_are_chosen_in_the_settings(desk: Desk) -> None:
    """A line a job; a word that is none is named."""
    table = (desk.job("plan", "Sun 18:00"),)
    desk.app.settings = replace(desk.app.settings, jobs=("plan Sat 08:00",))
    assert "Sat 08:00" == _duty(desk, table).rule.told
    for line in ("nap daily 13:00", "plan never"):
        desk.app.settings = replace(desk.app.settings, jobs=(line,))
        with pytest.raises(SettingsError, match=r"jobs in settings\.toml"):
            jobs.duties(desk.app, table)


def test_what_runs_now_is_no_failure_yet(desk: Desk) -> None:
    """The numbers for monitors tell the worst of everybody's, and how late what is due is."""
    desk.app.store.jobs.see("sync", "", None)
    desk.app.store.jobs.claim(JobState("sync", "", None), "host:1", FRIDAY, FRIDAY + jobs.LEASE)
    desk.app.store.jobs.see("plan", "", FRIDAY - timedelta(days=7))
    told = job_vitals(desk.app)
    assert ("running", 0) == (told["sync"].status, told["sync"].n_failed)
    assert FRIDAY - datetime(2026, 3, 22, 17, tzinfo=UTC) == told["plan"].late
    desk.now += 2 * jobs.LEASE
    assert ("cut off", 1) == (job_vitals(desk.app)["sync"].status, job_vitals(desk.app)["sync"].n_failed)
