"""How a person's weeks run: cadence, days away, pins, pace, tracks, calendar."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run

PINNED = "2205.14135"


def slots(run: Run, *tokens: str) -> list[dict[str, Any]]:
    """The slots of the week planned anew."""
    told = json.loads(run("week", "--offline", "--replan", "--format", "json", *tokens).out)
    return [slot for session in told["sessions"] for slot in session["slots"]]


def test_a_value_of_ones_own_changes_the_week_and_can_be_taken_back(run: Run, planned: Path) -> None:
    """Set, shown, used, reset."""
    assert 0 == run("cadence", "set", "slot.skim.count", "0").code
    assert "slot.skim.count = 0" in run("cadence").out
    assert "skim" not in {slot["kind"] for slot in slots(run)}
    assert "Taken back: 1." in run("cadence", "reset").out
    assert "skim" in {slot["kind"] for slot in slots(run)}
    assert "slot.check.max_min = 15" in run("cadence", "values", "slot.check").out


@pytest.mark.parametrize(
    ("tokens", "named"),
    [
        (("cadence", "set", "slot.nap.count", "1"), "no value of the cadence"),
        (("away", "soon"), "is not a date"),
        (("away", "2026-07-09", "2026-07-01"), "ends before it begins"),
        (("away", "2026-07-01", "--minutes", "2"), "out of range"),
        (("done", "1", "--minutes", "9999"), "out of range"),
        (("tracks", "start", "course-nobody"), "no course or book"),
        (("calendar",), "has no week yet"),
    ],
)
def test_wrong_words_are_refused_by_name(run: Run, tokens: tuple[str, ...], named: str) -> None:
    """Exit code 2, and what it may be."""
    ended = run(*tokens)
    assert (2, True) == (ended.code, named in " ".join(ended.err.split()))


def test_days_away_empty_the_week_until_they_are_forgotten(run: Run, planned: Path) -> None:
    """Listed, obeyed, forgotten."""
    assert "No days away" in run("away").out
    assert "2026-06-29 to 2026-07-05: away" in run("away", "2026-06-29", "2026-07-05").out
    assert [] == slots(run)
    assert "You are away until 5 July 2026" in run("week", "--offline").out
    assert "Forgotten." in run("away", "--forget", "2026-06-29").out
    assert slots(run)


def test_a_pin_puts_a_work_into_the_week(run: Run, planned: Path) -> None:
    """Also one of the canon; undo takes the pin back."""
    assert "Pinned: FlashAttention" in run("pin", PINNED).out
    assert f"arxiv:{PINNED}" in run("pin").out
    assert [f"arxiv:{PINNED}"] == [slot["work"] for slot in slots(run) if slot["kind"] == "pinned"]
    assert "Taken back: pin" in run("undo").out
    assert "Nothing is pinned" in run("pin").out


def test_minutes_teach_the_pace(run: Run, planned: Path) -> None:
    """A reading with minutes is told against its estimate."""
    assert "No readings" in run("pace").out
    assert "Started" in run("start", PINNED).out
    ended = run("done", PINNED, "--minutes", "40", "--note", "tiling")
    assert ("Read: FlashAttention" in ended.out, "40 min" in ended.out) == (True, True)
    assert "all" in run("pace").out
    assert "How long it took is not known" in run("done", "1909.08053").out


def test_a_track_runs_unit_by_unit(run: Run, planned: Path) -> None:
    """Started, planned, read by the number of its slot, told."""
    assert "In your weeks" in run("tracks", "start", "book-jax-scaling").out
    (slot,) = (slot for slot in slots(run) if slot["kind"] == "track")
    assert "track:book-jax-scaling/1" == slot["work"]
    assert "Rooflines" in run("read", slot["work"]).out
    assert "1 of 12" in run("tracks").out
    assert "✓  1" in run("tracks", "show", "book-jax-scaling").out
    assert 0 == run("tracks", "stop", "book-jax-scaling").code
    assert "track" not in {slot["kind"] for slot in slots(run)}


def test_the_calendar_has_the_week_and_the_dates_of_venues(run: Run, planned: Path, tmp_path: Path) -> None:
    """One file, to the output or to a place."""
    told = run("calendar").out
    assert told.count("BEGIN:VEVENT") > 7
    file = tmp_path / "reading.ics"
    assert 0 == run("calendar", "--out", str(file)).code
    assert file.read_text(encoding="utf-8").split() == told.split()
    assert 7 == run("calendar", "--out", str(tmp_path / "no" / "where.ics")).code
