"""What a text does with a work that it links."""

from __future__ import annotations

import pytest

from mainstem.text.roles import role_of

LINK = "https://arxiv.org/abs/2205.14135"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        (f"Some news. This kernel implements {LINK} for our cards.", "implements"),
        (f"* Add support for tiling ({LINK})", "implements"),
        (f"It is twice faster than {LINK} on long contexts.", "compares"),
        ("We compared it to 2205.14135. Other news.", "compares"),
        (f"Details are in our paper: {LINK}", "announces"),
        (f"We are releasing a report, {LINK}", "announces"),
        (f"Worth reading: {LINK}", "cites"),
        (f"We compared many things. Worth reading: {LINK}. It outperforms.", "cites"),
    ],
)
def test_the_sentence_around_the_link_tells(text: str, role: str) -> None:
    """And no other sentence, where the address or the id stands in the text."""
    assert role == role_of(LINK, "Weekly notes", text, alone=False)


@pytest.mark.parametrize(
    ("title", "alone", "role"),
    [
        ("Introducing FlashAttention", True, "announces"),
        ("Sample-7B Technical Report", True, "announces"),
        ("Introducing FlashAttention", False, "cites"),
        ("What I read", True, "cites"),
    ],
)
def test_a_link_behind_words_goes_by_the_title(title: str, alone: bool, role: str) -> None:
    """Where it is the only paper; a herald that links many papers announces none of them for sure."""
    assert role == role_of(LINK, title, "A text without the address.", alone=alone)


def test_an_address_that_cannot_be_taken_apart() -> None:
    """Brackets that hold no IPv6 address are in no way special."""
    assert "cites" == role_of("http://[", "What I read", "A text without the address.", alone=False)
