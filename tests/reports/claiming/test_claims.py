"""What a sentence claims."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mainstem.model import ClaimKind
from mainstem.reports.claiming.claim_words import KINDS, ClaimWords
from mainstem.reports.claiming.claims import claims, judge
from mainstem.reports.document import Document, leaf
from mainstem.reports.pages.layout import sentences

# Words that say nothing: the rules alone are tested, whatever the shipped words have learned.
_BLANK = ClaimWords(
    "a test",
    ("marvel",),
    np.ones(1, np.float32),
    np.zeros((1, len(KINDS)), np.float32),
    np.zeros(len(KINDS), np.float32),
    frozenset(),
)


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
    assert (kind, is_marketing) == judge(sentence, _BLANK)[:2]


def test_the_reason_names_the_words() -> None:
    """A reader sees what decided."""
    assert '"up to 5.3×"' == judge("Brook-2 decodes up to 5.3× faster.", _BLANK)[2]


@pytest.mark.parametrize(
    ("sentence", "kind", "is_marketing"),
    [
        ("Latency drops by as much as 40%.", "up_to_peak", True),
        ("Our models respect user privacy.", "safety_assurance", True),
        ("We removed personal data from the corpus.", "safety_assurance", True),
        ("Brook-2 tops every chart we tried.", "superlative", True),
        ("Our translation model ranks first for 30 of 31 pairs.", "superlative", True),
        ("The lowest layers stay frozen.", "neutral_fact", False),
        ("We use the first 1,000 samples for validation.", "neutral_fact", False),
        ("The highest score of each row is in bold.", "neutral_fact", False),
        ("It holds its own against closed models.", "comparison_unfair_or_unspecified", True),
        ("Brook-2 rivals the strongest closed models.", "comparison_unfair_or_unspecified", True),
        ("Throughput rises from 1,200 to 2,100 tokens per second.", "measured_with_baseline", False),
        ("The cache shrinks by 93% relative to multi-head attention.", "measured_with_baseline", False),
        ("We extend the context from 4,096 to 32,768 tokens.", "neutral_fact", False),
        ("Our approach significantly cuts costs.", "vague_efficiency", True),
        ("The design keeps quality while cutting cost.", "vague_efficiency", True),
        ("It decodes 54 tokens per second on one GPU.", "measured_no_baseline", False),
        ("We train on 12T tokens with 2,048 GPUs.", "neutral_fact", False),
        ("The peak learning rate is 2.2e-4.", "neutral_fact", False),
        ("The run saw no loss spikes.", "neutral_fact", False),
        ("Large language models have shown remarkable promise in many tasks.", "neutral_fact", False),
        ("Rill-1 [12] achieves remarkable results in translation.", "neutral_fact", False),
        ("To serve users efficiently, we split the weights over four nodes.", "neutral_fact", False),
        ("It does not match GPT-4 on long documents.", "neutral_fact", False),
        ("Weights are available under Apache 2.0.", "neutral_fact", False),
        ("Figure 3 shows the loss of the three runs.", "neutral_fact", False),
    ],
)
def test_what_tells_kinds_apart(sentence: str, kind: str, is_marketing: bool) -> None:
    """Sizes and schedules are no measures, legends no praise, and what is denied no claim."""
    assert (kind, is_marketing) == judge(sentence, _BLANK)[:2]


def _speaking_for(kind: ClaimKind) -> ClaimWords:
    weights = np.zeros((1, len(KINDS)), np.float32)
    weights[0, KINDS.index(kind)] = 9
    return replace(_BLANK, weights=weights)


def test_words_may_overrule_the_rules() -> None:
    """And are then named as the reason."""
    told = judge("A marvel of strong design.", _speaking_for("superlative"))
    assert ("superlative", True, 'the wording: "marvel"') == told


def test_words_alone_make_no_marketing() -> None:
    """A reader could not be told the mark that decided."""
    assert "neutral_fact" == judge("They call it a marvel.", _speaking_for("superlative"))[0]


def test_words_overrule_no_peak() -> None:
    """There are too few examples of the rare kinds."""
    assert "up_to_peak" == judge("A marvel up to 5.3× faster.", _speaking_for("neutral_fact"))[0]


def test_without_a_word_the_rules_stand() -> None:
    """A model that knows no word of a sentence changes nothing."""
    assert "vague_efficiency" == judge("Our kernels are efficient and lightweight.", _BLANK)[0]


def test_rows_of_tables_and_repeated_captions_are_left_out() -> None:
    """What a reader would not call a sentence, and what was told before."""
    lines = (
        "# Results",
        "Brook-2 clearly outperforms other open models of its size.",
        "Brook-2 clearly outperforms other open models of its size.",
        "MMLU GSM8K HumanEval MATH Brook-2 Rill-3 Beck-1 CMMLU",
    )
    document = Document("card", (leaf("card.md", "\n\n".join(lines), is_marked_up=True),))
    assert [lines[1]] == [claim.quote for claim in claims(sentences(document))]
