"""Which tokenizer a model uses."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mainstem.model import Disclosure

Told = Callable[[str], list[Disclosure]]


@pytest.mark.parametrize(
    ("text", "tokenizer"),
    [
        ("We tokenize text with byte-pair encoding as implemented in SentencePiece.", "BPE"),
        ("Its tokenizer is trained with SentencePiece.", "SentencePiece"),
        ("The tokenizer is a SentencePiece Unigram model.", "Unigram"),
        ("We derive a vocabulary of 65K entries by byte-level BPE.", "BBPE"),
        ("Brook-2 uses Qwen's tokenizer, which implements byte-level BPE.", "BBPE"),
        ("We use the same tokenizer as DeepSeek-V2.", "DeepSeek-V2"),
        ("### Tokenizer\n\nWe take the BPE algorithm.", "BPE"),
    ],
)
def test_a_tokenizer_is_told(told: Told, text: str, tokenizer: str) -> None:
    """The algorithm before the library before another's name."""
    ours = [one for one in told(text) if one.field == "tokenizer" and not one.is_other]
    assert [tokenizer] == [one.normalised for one in ours]


@pytest.mark.parametrize(
    "text",
    [
        "Our larger model uses the same tokenizer as Brook-2.",
        "We combine our vocabulary with the StarCoder tokenizer.",
        "We compare with a BPE tokenizer.",
    ],
)
def test_what_says_nothing_of_the_tokenizer(told: Told, text: str) -> None:
    """The subject's own name, a part of several, and a comparison."""
    assert [] == [one.normalised for one in told(text) if one.field == "tokenizer"]
