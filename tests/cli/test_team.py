"""A team by command: people, weeks together, agenda, report; and what a person gives back."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_people_are_added_changed_and_removed(run: Run, planned: Path) -> None:
    """With roles and interests of the pack, hours within its range, and each name once."""
    assert "Nobody yet" in run("team").out
    run("team", "add", "river", "--role", "tech-lead", "--hours", "4")
    assert ["river", "tech-lead", "4"] == run("team").out.splitlines()[1].split()[:3]
    run("team", "edit", "river", "--hours", "2.5", "--role", "", "--days", "tuesday")
    assert ["river", "-", "2.5", "Tue", "-", "-"] == run("team").out.splitlines()[1].split()
    assert [2, 2, 2, 2, 2] == [
        run("team", *told).code
        for told in (
            ("add", "river"),
            ("add", "delta", "--role", "captain"),
            ("add", "delta", "--interest", "library/nothing"),
            ("add", "delta", "--hours", "9"),
            ("edit", "delta"),
        )
    ]
    assert "no longer in the team" in run("team", "remove", "river").out
    assert "Nobody yet" in run("team").out


def test_a_team_reads_a_share_in_common_and_covers_more_than_anyone(run: Run, planned: Path) -> None:
    """The roles' own slots stand in the plans; agenda and report tell of the same week."""
    run("team", "add", "river", "--role", "tech-lead")
    run("team", "add", "delta", "--role", "training-engineer", "--zone", "Asia/Tokyo")
    assert "is not planned yet" in run("team", "report").err.replace("\n", " ")
    made = json.loads(run("team", "week", "--format", "json").out)
    kinds = [{slot["kind"] for s in plan["sessions"] for slot in s["slots"]} for plan in made["plans"]]
    assert [True, True] == [{"framework_news"} <= kinds[0], {"top_posts", "field_letter"} <= kinds[1]]
    [paper] = made["common"]
    run("note", paper, "does it hold for MoE?", "--share")
    agenda = json.loads(run("team", "agenda", "--format", "json").out)["readings"]
    assert [[paper, ["does it hold for MoE?"]]] == [
        [r["work"], [n["note"] for n in r["notes"]]] for r in agenda
    ]
    assert "**Questions**\n\n- does it hold for MoE? (me)" in run("team", "agenda", "--format", "md").out
    assert "09:00 UTC+09:00" in run("team", "agenda").out
    report = json.loads(run("team", "report", "--format", "json").out)
    assert all(one["team"] > one["best"] for one in report["coverage"] if one["what"] == "works")
    assert (1, 1) == (report["n_common"], len(agenda[0]["notes"]))
    assert "Best member" in run("team", "report").out


def test_contributions_are_entered_by_hand_and_held_against_the_targets(run: Run, planned: Path) -> None:
    """Once an address, never ahead of time, and removed by number."""
    assert "contribution: 0 of 1 this month" in run("engagement").out
    run("engagement", "add", "post", "On kernels", "--url", "https://blog.example.org/1")
    run("engagement", "add", "talk", "Paged attention", "--on", "2025-01-06")
    assert "✓ contribution: 1 of 1 this month" in run("engagement").out
    assert "· talk: 0 of 1 this quarter" in run("engagement").out
    assert 2 == run("engagement", "add", "post", "Again", "--url", "https://blog.example.org/1").code
    assert 2 == run("engagement", "add", "talk", "Soon", "--on", "2999-01-01").code
    assert "Removed: talk" in run("engagement", "remove", "1").out
    assert 2 == run("engagement", "remove", "9").code


def test_without_accounts_and_issues_the_next_step_is_told(run: Run, planned: Path) -> None:
    """What to set, and what to run."""
    assert "github" in run("engagement", "find").err
    assert "mainstem sync" in run("engagement", "suggest").out.replace("\n", " ")
