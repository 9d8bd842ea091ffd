"""Parts of made-up data against their totals."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Check

Checked = Callable[[str], dict[str, Check]]
_NAME = "parts against the total"


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("The set comprises 400k examples, including 300k dialogues and 100k proofs.", 400_000),
        ("It has 9 trillion tokens, split into 1 trillion in Dutch, 5.5 trillion in French, 2.5 trillion else.", 9e12),
        ("We collect 70k problems in algebra and 30k problems in logic, 100k problems in total.", 100_000),
        ("We collect 600k reasoning samples. We add 200k other samples. The tuning uses these 800k samples.", 800_000),
        ("We gather 800B code, 300B code-related text, 50B math tokens. The code corpus has 1.1T code tokens.", 1.1e12),
    ],
)  # fmt: skip
def test_parts_make_their_total(checked: Checked, text: str, made: float) -> None:
    """In one sentence, or told one after another."""
    found = checked(f"## Data\n\n{text}")[_NAME]
    assert (pytest.approx(made), "consistent") == (found.computed, found.verdict)


def test_parts_in_the_next_sentence_may_fall_short(checked: Checked) -> None:
    """Nine tenths of what is said."""
    text = "The set comprises approximately 1 million examples. Specifically, 500k examples are for chat, "
    found = checked(text + "200k for coding, and 200k for science.")[_NAME]
    assert (900_000, 1_000_000, "inconsistent") == (found.computed, found.stated, found.verdict)


@pytest.mark.parametrize(
    "text",
    [
        "The set comprises 400k examples, including 100k dialogues and 50k proofs.",
        "It has 70B total parameters and 12 layers.",
        "The set has 10K books, 4K maps and 6K texts of 10K tokens.",
        "It was trained on 400B and then on 600B tokens. From the web we discarded 1T tokens.",
        "We train with 8K tokens and then 32K tokens of context, in all 40K tokens.",
        "We train on 2T tokens with up to 1M tokens of context and 1T tokens a day.",
        "We trained it in 2030 with 2,000 warm-up steps and 30 layers.",
    ],
)
def test_what_is_no_list_of_parts_is_left_alone(checked: Checked, text: str) -> None:
    """ "Including" need not name all; counts of different things are never added."""
    assert _NAME not in checked(text)


def test_a_schedule_is_held_against_the_tokens_in_all(checked: Checked) -> None:
    """Three phases make 8.5T of 9T tokens."""
    text = (
        "We train Brook-2 on 9T tokens.\n\n## Schedule\n\nThe learning rate is constant for 5T tokens. "
        "It decays at a rate of 0.1 over 2.5T tokens. In the last phase, the learning rate is low for 1T tokens."
    )
    found = checked(text)["tokens of the schedule"]
    assert (8.5e12, 9e12, "inconsistent") == (found.computed, found.stated, found.verdict)


def test_what_came_before_and_what_was_added_make_all_tokens(checked: Checked) -> None:
    """A base of 4T and continued pre-training of 6T."""
    text = (
        "The base was trained on 4T tokens. Continued pre-training adds a further training on 6T tokens. "
        "In all, Brook-2 has been exposed to 10T training tokens."
    )
    assert "consistent" == checked(text)["tokens before and added"].verdict
