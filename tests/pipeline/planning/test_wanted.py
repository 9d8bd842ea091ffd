"""What the reader asked for: pins, follows, tracks, models in use, what is read before what; surveys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from mainstem.model import Classification, Followed, Habits, Mark, Successor, Unit
from mainstem.pipeline.planning.lift import about
from mainstem.pipeline.planning.survey import is_survey, subject
from mainstem.pipeline.planning.track import track_id
from tests.pipeline.planning.fakes import NOW, PACK, many, ranked, week
from tests.pipeline.planning.test_plan import slots_of, works_of

COURSE = replace(PACK.sources[0], id="course-1", shelf="course", units=(Unit("One", 30), Unit("Two", 80)))
WITH_COURSE = replace(PACK, sources=(*PACK.sources, COURSE))


def marks(*told: tuple[str, str]) -> tuple[Mark, ...]:
    """Marks of these works and actions, a minute apart."""
    at = NOW - timedelta(days=1)
    return tuple(
        Mark("me", work, action, at + timedelta(minutes=n))  # type: ignore[arg-type]
        for n, (work, action) in enumerate(told)
    )


def test_a_pinned_work_stands_in_the_week_whatever_its_rank() -> None:
    """Also with the smallest budget; unpinned or read, it does not."""
    works = [*many(300), ranked("web:mine", 0.001, kind="paper", stream="paper", source_id="paper-0")]
    assert "web:mine" not in works_of(week(works))
    (slot,) = slots_of(week(works, marks=marks(("web:mine", "pin"))), "pinned")
    assert "web:mine" == slot.work
    for action in ("unpin", "read"):
        assert "web:mine" not in works_of(week(works, marks=marks(("web:mine", "pin"), ("web:mine", action))))


def test_a_follow_has_a_slot_of_its_own_and_rings_for_what_is_rare() -> None:
    """The followed author's work is in the week, and told at its head as it is the first for long."""
    one = ranked("web:rare", 0.01, days_old=2)
    one = replace(one, work=replace(one.work, authors=("A. Writer",)))
    habits = Habits(follows=(Followed("A. Writer", ("a. writer",)),))
    made = week([*many(300), one], habits=habits)
    assert ["web:rare"] == [slot.work for slot in slots_of(made, "followed")]
    assert [("A. Writer", "web:rare")] == [(alert.name, alert.work) for alert in made.alerts]


def test_who_publishes_often_rings_no_bell() -> None:
    """Four works in half a year are no rarity."""
    works = [ranked(f"web:often/{n}", 0.5, source_id="blog-0", days_old=1 + 20 * n) for n in range(5)]
    made = week(works, habits=Habits(follows=(Followed("blog-0", (), ("blog-0",)),)))
    assert () == made.alerts


def test_a_track_goes_on_unit_by_unit_and_long_units_in_parts() -> None:
    """Nothing before it is started; the first unit, then the second, then no more."""
    works, course = many(100), track_id("course-1")
    assert [] == slots_of(week(works, pack=WITH_COURSE), "track")
    begun = (course, "start")
    for done, title in (((), "One"), (((track_id("course-1", 1), "read"),), "Two")):
        (slot,) = slots_of(week(works, pack=WITH_COURSE, marks=marks(begun, *done)), "track")
        assert slot.title.endswith(f": {title}")
    read = [(track_id("course-1", n), "read") for n in (1, 2)]
    assert [] == slots_of(week(works, pack=WITH_COURSE, marks=marks(begun, *read)), "track")


def test_what_a_paper_builds_on_is_read_before_it() -> None:
    """The canon's row stands in for its successor until it is read."""
    row = replace(PACK.canon[2], successors=(Successor("Later", "web:later", "2026"),))
    pack = replace(PACK, canon=(*PACK.canon[:2], row))
    works = [ranked("web:later", 0.9, stream="paper", source_id="paper-0", sector="academic")]
    (slot,) = slots_of(week(works, pack=pack), "deep_paper")
    assert (row.key, True) == (slot.work, slot.why.startswith("read it before"))
    read = marks(*((known.key, "read") for known in pack.canon))
    assert ["web:later"] == [s.work for s in slots_of(week(works, pack=pack, marks=read), "deep_paper")]


def test_a_deep_paper_asks_for_notes() -> None:
    """Its prompts come from the cadence."""
    (slot,) = slots_of(week(many(100)), "deep_paper")
    assert ("Claim?",) == slot.prompts


def test_models_in_use_lift_what_tells_of_them() -> None:
    """The report passes a better paper, and says why."""
    works = [
        ranked("web:report", 0.5, stream="paper", source_id="paper-0", title="DeepSeek-V3 Technical Report"),
        ranked("web:other", 0.6, stream="paper", source_id="paper-1"),
    ]
    made = week(works, habits=Habits(models_in_use=("DeepSeek-V3",)), pack=replace(PACK, canon=()))
    (slot,) = slots_of(made, "deep_paper")
    assert ("web:report", True) == (slot.work, slot.why.startswith("you use DeepSeek-V3"))


@pytest.mark.parametrize(
    ("title", "model", "named"),
    [
        ("deepseek-ai/DeepSeek-V3-Base", "DeepSeek-V3", True),
        ("Running DeepSeek V3 on eight GPUs", "deepseek-ai/DeepSeek-V3", True),
        ("DeepSeek-V3.2 is out", "DeepSeek-V3", False),
        ("Qwen3.5 released", "Qwen3", False),
        ("Qwen3-235B on vLLM", "Qwen3", True),
        ("A note on attention", "Qwen3", False),
    ],
)
def test_a_model_is_named_by_its_very_words(title: str, model: str, named: bool) -> None:
    """Spelling may differ, versions may not."""
    assert named == bool(about(ranked("web:a", title=title).work, (model,)))


def test_yearly_reports_of_the_registry_are_surveys() -> None:
    """A source that publishes reports of a year needs no word for it in the title."""
    report = replace(PACK.sources[0], kind="annual report")
    work = ranked("web:a", title="AI Index 2026").work
    assert [True, False] == [is_survey(work, source) for source in (report, PACK.sources[0])]
    assert None is subject(work, ())


def test_a_classification_wins_over_source_and_title() -> None:
    """A work's sector is the classified one, and a classified survey stands in its slot without the word."""
    one = ranked("web:a", 0.2, stream="paper", source_id="paper-0", title="On serving")
    made = Classification("core", "library", "library/serving", "industrial", "survey")
    day = date(2026, 7, 20)  # the fourth week of the quarter
    plan = week([*many(100), one], week_of=day, habits=Habits(classes={"web:a": made}))
    (slot,) = slots_of(plan, "survey")
    assert ("web:a", "industrial") == (slot.work, slot.sector)
    assert slot.why.startswith("survey of library/serving")
    assert [] == slots_of(week([*many(100), one], week_of=day), "survey")
