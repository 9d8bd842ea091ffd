"""Tasks: contribution and talk."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from mainstem.model import Habits, Mark, Pack, Slot, Suggestion
from tests.pipeline.planning.fakes import CADENCE, NOW, PACK, many, week

DUE = date(2026, 7, 6)  # the second week of July
TALK = date(2026, 8, 24)  # the ninth week of the third quarter


def tasks(day: date, marks: tuple[Mark, ...] = (), pack: Pack = PACK) -> list[Slot]:
    """The tasks of a week with room for all."""
    made = week(many(50), week_of=day, marks=marks, pack=pack, cadence=replace(CADENCE, budget_min=300))
    return [slot for s in made.sessions for slot in s.slots if slot.work.startswith("task:")]


def test_contribution_names_a_watched_repository() -> None:
    """The month's contribution leads to a repository of the pack and says how to tick it off."""
    (slot,) = tasks(DUE)
    assert ("contribution", "task:contribution", 30) == (slot.kind, slot.work, slot.minutes)
    assert ("Contribute to example/trainer", "https://github.com/example/trainer/issues") == (
        slot.title,
        slot.url,
    )
    assert "`mainstem read task:contribution`" in slot.why


def test_contribution_names_the_suggested_issue() -> None:
    """Where there is one, with its reasons."""
    url = "https://github.com/example/engine/issues/7"
    one = Suggestion("Hang on H100", url, "github:7", "example/engine", 0.5, ("unanswered", "help wanted"))
    cadence = replace(CADENCE, budget_min=300)
    made = week(many(50), week_of=DUE, cadence=cadence, habits=Habits(suggested=(one,)))
    (slot,) = (slot for s in made.sessions for slot in s.slots if slot.kind == "contribution")
    assert ("Contribute to example/engine: Hang on H100", url) == (slot.title, slot.url)
    assert "unanswered, help wanted" in slot.why


def test_repository_changes_with_the_month() -> None:
    """The next month suggests the next repository."""
    assert "Contribute to example/engine" == tasks(date(2026, 8, 10))[0].title


def test_talk_names_a_venue() -> None:
    """The quarter's talk leads to a venue of the pack."""
    (slot,) = tasks(TALK)
    assert ("talk", "task:talk") == (slot.kind, slot.work)
    assert slot.url.startswith("https://example.org/venue-")


def test_task_done_in_another_month_is_due_again() -> None:
    """June's contribution is not July's."""
    assert 1 == len(tasks(DUE, (Mark("me", "task:contribution", "read", NOW),)))


def test_task_done_this_month_is_not_due() -> None:
    """What was done since the month began is neither asked for again nor missed."""
    july = datetime(2026, 7, 2, tzinfo=NOW.tzinfo)
    done = Mark("me", "task:contribution", "read", july)
    made = week(many(50), week_of=DUE, marks=(done,), at=july)
    told = [one for one in made.yielded if one.kind == "contribution"]
    assert [] == [slot for s in made.sessions for slot in s.slots if slot.kind == "contribution"]
    assert [] == told


def test_pack_without_repositories_still_asks() -> None:
    """A pack that names no repository or venue asks without a link."""
    pack = replace(PACK, repositories=(), sources=())
    assert [("Contribute upstream", "")] == [(slot.title, slot.url) for slot in tasks(DUE, pack=pack)]
    assert [("Give a talk", "")] == [(slot.title, slot.url) for slot in tasks(TALK, pack=pack)]
