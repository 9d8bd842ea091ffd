"""How much of one text another holds."""

from __future__ import annotations

from mainstem.text.shingles import shared

WORDS = " ".join(f"word{n}" for n in range(60))


def test_the_same_words_are_shared_whatever_case_and_marks() -> None:
    """Also where the other text goes on."""
    assert 1.0 == shared(WORDS, f"{WORDS.upper()}, and more, after that.")


def test_other_words_and_other_orders_share_nothing() -> None:
    """Runs count, not words."""
    assert 0.0 == shared(WORDS, " ".join(reversed(WORDS.split())))


def test_short_texts_tell_nothing() -> None:
    """Unknown is not zero."""
    assert shared("a few words", WORDS) is None
