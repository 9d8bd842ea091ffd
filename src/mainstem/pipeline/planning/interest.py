"""Works that a person's stated interests speak for: topics and axes by classification, words by text."""

from __future__ import annotations

from mainstem.model import Habits, Work
from mainstem.pipeline.planning.lift import raised

# What an interest adds to a work's log-odds; our own choice. A topic or a word is meant more narrowly than an axis;
# 0.8 lifts a score of .50 to .69, so that what many use still comes before what merely fits.
_TOPIC, _AXIS = 0.8, 0.4


def of_interest(work: Work, score: float, why: str, habits: Habits) -> tuple[float, str]:
    """The work's score and reason, raised by the strongest of the reader's interests that it meets."""
    if not habits.interests:
        return score, why
    interest, odds = met(work, habits)
    return (raised(score, odds), f"your interest: {interest} · {why}") if odds else (score, why)


def met(work: Work, habits: Habits) -> tuple[str, float]:
    """The strongest interest that a work meets, and its log-odds; no name and 0 where it meets none."""
    made = habits.classes.get(work.id)
    topic, axis = (made.topic, made.axis) if made else (None, None)
    found = ("", 0.0)
    for interest in habits.interests:
        narrow = interest == topic if "/" in interest else f" {interest.casefold()} " in _spoken(work)
        if narrow:
            return interest, _TOPIC
        if interest == axis:
            found = interest, _AXIS
    return found


def _spoken(work: Work) -> str:
    return f" {' '.join(work.title.casefold().split())} "
