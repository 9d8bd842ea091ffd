"""What a sentence claims."""

from __future__ import annotations

import pytest

from mainstem.reports.claims import judge


@pytest.mark.parametrize(
    ("sentence", "kind", "is_marketing"),
    [
        ("Brook-2 decodes up to 5.3× faster.", "up_to_peak", True),
        ("We ensure that the model is safe for everyone.", "safety_assurance", True),
        ("Brook-2 is the first open model of its kind.", "superlative", True),
        ("It is comparable to GPT-4 in coding.", "comparison_unfair_or_unspecified", True),
        ("It scores 75.2% on MMLU, exceeding Llama-3.1-8B by 3.1 points.", "measured_with_baseline", False),
        ("Our kernels are efficient and lightweight.", "vague_efficiency", True),
        ("Its reasoning is significantly enhanced.", "measured_no_baseline", True),
        ("It reaches an accuracy of 84.4.", "measured_no_baseline", False),
        ("We sample the corpus from web pages and books.", "neutral_fact", False),
    ],
)
def test_the_kind_of_a_claim(sentence: str, kind: str, is_marketing: bool) -> None:
    """One of each kind; a claim without baseline, setting or number is marketing."""
    assert (kind, is_marketing) == judge(sentence)[:2]


def test_the_reason_names_the_words() -> None:
    """A reader sees what decided."""
    assert '"up to 5.3×"' == judge("Brook-2 decodes up to 5.3× faster.")[2]
