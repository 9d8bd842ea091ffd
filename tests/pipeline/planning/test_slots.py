"""The choices that the solver has."""

from __future__ import annotations

from datetime import timedelta

from tests.pipeline.planning.fakes import WEEK_OF, many, ranked, week


def test_survey_slot_takes_a_survey_however_far_down_it_ranks() -> None:
    """In the quarter's week the survey is found behind hundreds of better works."""
    survey = ranked("arxiv:1", 0.01, stream="paper", source_id="paper-0", title="A survey of kernels")
    due = WEEK_OF + timedelta(weeks=3)
    made = week([*many(800), survey], week_of=due)
    assert ["arxiv:1"] == [slot.work for s in made.sessions for slot in s.slots if slot.kind == "survey"]


def test_quarter_without_a_survey_says_so() -> None:
    """Where no title sounds like a survey, the quota is told as not met."""
    made = week(many(100), week_of=WEEK_OF + timedelta(weeks=3))
    assert ["nothing found that fits"] == [told.reason for told in made.yielded if told.kind == "survey"]


def test_slot_says_where_its_work_comes_from() -> None:
    """Title, link, stream, sector, source and reason of a slot are the work's."""
    made = week([ranked("web:a", 0.7, title="Title of web:a")])
    slot = next(slot for s in made.sessions for slot in s.slots if slot.work == "web:a")
    assert (
        "Title of web:a",
        "https://example.org/web:a",
        "blog",
        "industrial",
        "The blog-0",
        "score 0.70",
    ) == (
        slot.title,
        slot.url,
        slot.stream,
        slot.sector,
        slot.source,
        slot.why,
    )
