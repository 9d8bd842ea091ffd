"""What runs by itself, and the lease that keeps two processes from doing one job."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import timedelta

from mainstem.model import JobState
from mainstem.store import Store
from tests.store.fakes import DAY, NOON

MINUTE = timedelta(minutes=1)
_RACE = """
import sys, time
from datetime import datetime, timedelta
from mainstem import store
from mainstem.model import JobState
place, name, at = sys.argv[1], sys.argv[2], datetime.fromisoformat(sys.argv[3])
kept = store.open(place)
print("open", flush=True)
sys.stdin.readline()
got = kept.jobs.claim(JobState("sync", "", None), name, at, at + timedelta(minutes=5))
print("mine" if got else "not mine", flush=True)
sys.stdin.readline()
"""


def test_a_job_is_seen_once(kept: Store) -> None:
    """What it counts as done is what was said first."""
    first = kept.jobs.see("plan", "", NOON)
    assert [first, first] == [kept.jobs.see("plan", "", NOON + DAY), kept.jobs.get("plan", "")]
    kept.jobs.see("digest", "you", None)
    kept.jobs.see("digest", "me", None)
    assert ["me", "you", ""] == [one.person for one in kept.jobs.all()]
    assert kept.jobs.get("review", "") is None


def test_a_lease_is_one_process_s_until_it_is_over(kept: Store) -> None:
    """It can be made longer by whoever has it, and taken once it is over."""
    seen = kept.jobs.see("sync", "", None)
    assert [True, False] == [kept.jobs.claim(seen, who, NOON, NOON + MINUTE) for who in ("a", "b")]
    assert [True, False] == [kept.jobs.extend("sync", "", who, NOON + 2 * MINUTE) for who in ("a", "b")]
    held = kept.jobs.see("sync", "", None)
    assert ("a", 1, True) == (held.holder, held.n_failed, held.is_held(NOON + MINUTE))
    assert not kept.jobs.claim(held, "b", NOON + MINUTE, NOON + DAY)
    assert kept.jobs.claim(held, "b", NOON + 2 * MINUTE, NOON + DAY)
    assert not kept.jobs.extend("sync", "", "a", NOON + DAY)


def test_how_it_ended_is_kept_by_the_one_who_has_it(kept: Store) -> None:
    """A process that slept over its lease changes nothing any more."""
    seen = kept.jobs.see("sync", "", None)
    kept.jobs.claim(seen, "a", NOON, NOON + MINUTE)
    late = replace(kept.jobs.see("sync", "", None), ended_at=NOON + DAY, note="late")
    kept.jobs.claim(kept.jobs.see("sync", "", None), "b", NOON + MINUTE, NOON + DAY)
    assert not kept.jobs.end(late)
    done = JobState("sync", "", NOON, NOON + MINUTE, NOON + 2 * MINUTE, "b", None, 0, "", "12 new")
    assert kept.jobs.end(done)
    assert replace(done, holder="") == kept.jobs.get("sync", "")


def test_what_ran_since_it_was_seen_is_not_run_again(kept: Store) -> None:
    """Two that look at the same moment and run one after the other do it once."""
    seen = kept.jobs.see("sync", "", None)
    kept.jobs.claim(seen, "a", NOON, NOON + MINUTE)
    kept.jobs.end(replace(seen, holder="a", covered_at=NOON, started_at=NOON, ended_at=NOON))
    assert not kept.jobs.claim(seen, "b", NOON + DAY, NOON + DAY + MINUTE)


def test_of_two_processes_one_has_it_and_a_killed_one_s_lease_ends(kept: Store, place: str) -> None:
    """Real processes, on either database; the lease of one that is killed is free when it is over."""
    kept.jobs.see("sync", "", None)
    command = [sys.executable, "-c", _RACE, place]
    runs = [
        subprocess.Popen(
            [*command, who, NOON.isoformat()], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for who in ("a", "b")
    ]
    said = []
    for run in runs:  # both stand at the start
        assert run.stdout is not None
        assert "open" == run.stdout.readline().strip()
    for run in runs:
        assert run.stdin is not None
        run.stdin.write("go\n")
        run.stdin.flush()
    for run in runs:
        assert run.stdout is not None
        said.append(run.stdout.readline().strip())
    for run in runs:
        run.kill()
        run.communicate()
    assert ["mine", "not mine"] == sorted(said)
    seen = kept.jobs.see("sync", "", None)
    assert seen.holder == "ab"[said.index("mine")]
    until = NOON + timedelta(minutes=5)
    assert [False, True] == [kept.jobs.claim(seen, "c", at, at + DAY) for at in (until - MINUTE, until)]
