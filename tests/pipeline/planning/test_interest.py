"""What interests a person stated lifts what meets them, and says so."""

from __future__ import annotations

from mainstem.model import Classification, Habits
from mainstem.pipeline.planning.interest import of_interest
from tests.pipeline.planning.fakes import ranked

CLASSES = {
    "web:b": Classification("core", "library", "library/kernels", None, "blog-post"),
    "web:c": Classification("core", "library", "library/compilers", None, "blog-post"),
}


def test_a_topic_or_word_lifts_more_than_an_axis_and_nothing_else_is_touched() -> None:
    """A topic and an axis by classification, a word by the title."""
    habits = Habits(interests=("library", "library/kernels", "fp8"), classes=CLASSES)
    works = [
        ranked(f"web:{letter}", 0.5, title="FP8 at last" if letter == "d" else "Other").work
        for letter in "abcd"
    ]
    found = [of_interest(work, 0.5, "why", habits) for work in works]
    expected = [
        (0.5, "why"),
        (0.69, "your interest: library/kernels · why"),
        (0.6, "your interest: library · why"),
        (0.69, "your interest: fp8 · why"),
    ]
    assert expected == [(round(score, 2), why) for score, why in found]
