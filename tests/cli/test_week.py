"""The main job on the shipped snapshot: what is printed, what is kept, and what the next week knows."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from rich.cells import cell_len

from mainstem.model import STREAMS
from tests.cli.conftest import Run


def plan(run: Run, *tokens: str) -> dict[str, Any]:
    ended = run("week", "--offline", "--format", "json", *tokens)
    assert 0 == ended.code, ended.err
    found: dict[str, Any] = json.loads(ended.out)
    return found


def slots(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [slot for session in told["sessions"] for slot in session["slots"]]


def works(told: dict[str, Any]) -> set[str]:
    return {slot["work"] for slot in slots(told)} | {
        item["work"] for slot in slots(told) for item in slot["items"]
    }


def test_a_first_week_comes_from_the_snapshot_and_says_so(run: Run, planned: Path) -> None:
    """Without a network a newcomer gets a real week, dated by the snapshot."""
    told = run("week", "--offline").out
    assert ("2026-06-30" in told, "week 27" in told) == (True, True)


def test_the_json_has_the_promised_shape(run: Run, planned: Path) -> None:
    """Programs rely on these names."""
    told = plan(run)
    assert {"week", "budget_min", "planned_min", "gauges", "yielded", "sessions"} <= set(told)
    assert {"days_behind", "filter_bubble"} == set(told["gauges"])
    assert ("2026-W27", 180) == (told["week"], told["budget_min"])
    wanted = {"kind", "minutes", "stream", "sector", "title", "url", "work", "why", "items"}
    assert all(wanted <= set(slot) for slot in slots(told))


def test_the_minutes_add_up_and_stay_within_the_budget(run: Run, planned: Path) -> None:
    """The budget is the only hard limit."""
    told = plan(run)
    by_session = [sum(slot["minutes"] for slot in session["slots"]) for session in told["sessions"]]
    assert [session["minutes"] for session in told["sessions"]] == by_session
    assert told["planned_min"] == sum(by_session) <= told["budget_min"]


def test_a_full_budget_samples_all_four_streams_and_holds_a_deep_paper(run: Run, planned: Path) -> None:
    """The quotas that come first are met."""
    told = slots(plan(run))
    assert set(STREAMS) <= {slot["stream"] for slot in told}
    assert 1 == sum(slot["kind"] == "deep_paper" for slot in told)


@pytest.mark.parametrize("budget", [120, 240, 300])
def test_another_budget_makes_another_plan(run: Run, planned: Path, budget: int) -> None:
    """--budget is obeyed at both ends, and the deep paper is the last to yield."""
    told = plan(run, "--budget", str(budget))
    assert (budget, True) == (told["budget_min"], told["planned_min"] <= budget)
    assert "deep_paper" in {slot["kind"] for slot in slots(told)}


def test_what_yields_is_told(run: Run, planned: Path) -> None:
    """A small budget names the quotas it could not meet."""
    told = plan(run, "--budget", "120")
    assert told["yielded"]
    assert all(y["got"] < y["wanted"] and y["reason"] for y in told["yielded"])


def test_another_day_plans_its_week_from_what_was_known(run: Run, planned: Path) -> None:
    """--at looks back: nothing that was published later is in the plan."""
    told = plan(run, "--at", "2026-05-13")
    days = [datetime.fromisoformat(session["at"]).date() for session in told["sessions"]]
    assert ("2026-W20", True) == (
        told["week"],
        all(date(2026, 5, 11) <= d <= date(2026, 5, 17) for d in days),
    )
    ended = [
        json.loads(run("show", work, "--format", "json").out)
        for work in sorted(works(told))[:4]
        if ":" in work
    ]
    assert all((one["published_at"] or "") <= "2026-05-14" for one in ended)


def test_the_same_input_gives_the_same_plan(run: Run, planned: Path) -> None:
    """Planning anew changes nothing where nothing changed."""
    first = plan(run)
    second = plan(run, "--replan")
    assert first["sessions"] == second["sessions"]


def test_the_next_week_knows_what_was_read_and_skipped(run: Run, planned: Path) -> None:
    """Marked works do not come back."""
    single = [slot["work"] for slot in slots(plan(run)) if not slot["items"] and ":" in slot["work"]][:4]
    for n, work in enumerate(single):
        assert 0 == run("read" if n % 2 else "skip", work).code
    assert set() == works(plan(run, "--at", "2026-07-07")) & set(single)


def test_marks_show_on_the_plan_and_can_be_taken_back(run: Run, planned: Path) -> None:
    """A tick appears with `read` and goes with `undo`."""
    number = next(
        n for n, slot in enumerate(slots(plan(run)), 1) if not slot["items"] and ":" in slot["work"]
    )
    assert 0 == run("read", str(number)).code
    assert "✓ read" in run("week", "--offline").out
    assert "Taken back: read" in run("undo").out
    assert "✓ read" not in run("week", "--offline").out


def test_a_bundle_names_its_source_and_lists_its_parts(run: Run, planned: Path) -> None:
    """A community check has the source's id as work and its posts as items."""
    checks = [slot for slot in slots(plan(run)) if slot["kind"] == "check"]
    assert checks
    assert all(slot["items"] and ":" not in slot["work"] for slot in checks)


def test_no_work_appears_twice(run: Run, planned: Path) -> None:
    """A week offers each work once, bundles included."""
    told = slots(plan(run))
    single = [slot["work"] for slot in told if not slot["items"]]
    parts = [item["work"] for slot in told for item in slot["items"]]
    assert len(single + parts) == len(set(single + parts))


@pytest.mark.parametrize("width", [80, 160])
def test_the_terminal_plan_fits_and_has_no_colour_when_piped(
    run: Run, planned: Path, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lines keep within the width; a pipe gets plain text."""
    monkeypatch.setenv("COLUMNS", str(width))
    told = run("week", "--offline").out
    assert ("\x1b" in told, True) == (False, all(cell_len(line) <= width for line in told.splitlines()))


def test_markdown_lists_every_slot(run: Run, planned: Path) -> None:
    """The page for one's notes holds the same plan."""
    told = run("week", "--offline", "--format", "md").out
    assert told.count("- [ ]") >= len(slots(plan(run)))


def test_the_calendar_is_read_by_an_independent_parser(run: Run, planned: Path) -> None:
    """One event a session, with a stable id."""
    calendar = icalendar.Calendar.from_ical(run("week", "--offline", "--format", "ics").out)
    events = calendar.walk("VEVENT")
    assert len(plan(run)["sessions"]) == len(events) == len({str(event["UID"]) for event in events})


@pytest.mark.parametrize(
    ("tokens", "named"),
    [
        (("--at", "yesterday"), "is not a date"),
        (("--budget", "30"), "120 to 300"),
        (("--budget", "900"), "120 to 300"),
    ],
)
def test_wrong_words_are_refused_by_name(run: Run, tokens: tuple[str, ...], named: str) -> None:
    """Exit code 2, and what it may be."""
    ended = run("week", *tokens)
    assert (2, True) == (ended.code, named in " ".join(ended.err.split()))
