"""Titles of surveys."""

from __future__ import annotations

import pytest

from mainstem.text.survey import sounds_like_survey, sounds_like_survey_by


@pytest.mark.parametrize(
    "title",
    [
        "A Survey of Mixture-of-Experts Inference",
        "Efficient Attention: A Systematic Literature Review",
        "2026 Roadmap on Photonic Interconnects",
        "Agent Serving: Architectures, Challenges, and Future Directions",
        "SoK: Poisoned Training Data",
        "A Tutorial on Pipeline Parallelism",
        "State of AI Report 2026",
        "The AI Index Report",
        "LLM serving: a year in review",
    ],
)
def test_what_sums_up_a_subject_is_a_survey(title: str) -> None:
    """Surveys, reviews, tutorials and yearly reports."""
    assert sounds_like_survey(title)


@pytest.mark.parametrize(
    "title",
    [
        "Surveying is not this",
        "Kimi K2 Technical Report",
        "Trendy kernels",
        "Automated Code Review with Small Models",
        "The Loss Landscape of Mixture-of-Experts",
        "Memory Leaks in Serving: Insights from a Developer Survey",
        "Agents for Screening Systematic Reviews",
        "A Taxonomy of Kernel Bugs",
    ],
)
def test_look_alikes_are_none(title: str) -> None:
    """The same words about people who were asked, code that is reviewed, and surfaces of a loss."""
    assert not sounds_like_survey(title)


def test_the_words_that_gave_it_away_are_told() -> None:
    """For the reason of a class."""
    assert "A Survey" == sounds_like_survey_by("Kernels: A Survey of Fusion")
